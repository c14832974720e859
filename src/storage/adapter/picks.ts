/** Some fields of documents, without the documents: what is in an index, so that little is read. */
import {
  type Identified,
  type Page,
  type PagedQuery,
  type Picked,
  StoreError,
} from '../database.ts';
import type { Stored } from '../database.ts';
import { fits, type Index, type IndexedField, indexedFields } from './declaration.ts';
import { pageOf, type PagePlan, planPage } from './queries.ts';

export interface PickPlan<F extends string> extends PagePlan {
  readonly fields: readonly F[];
  /** What is read: these, and those that say where the page ends. The id and the version come too. */
  readonly columns: readonly IndexedField[];
}

/** Throws `StoreError` INVALID_QUERY, also for a field that is in no index. */
export function planPick<F extends string>(
  indexes: ReadonlyMap<string, Index>,
  query: PagedQuery,
  fields: readonly F[],
): PickPlan<F> {
  const plan = planPage(indexes, query);
  const known = new Map(indexedFields(indexes).map((field) => [field.name, field]));
  const columns = [...new Set([...fields, ...plan.order.map(({ name }) => name)])]
    .filter((name) => name !== 'id')
    .map((name) => {
      const column = known.get(name);
      if (column) return column;
      throw new StoreError('INVALID_QUERY', 'Invalid query: fields');
    });
  return { ...plan, fields, columns };
}

/** `rows`: an id, a version, and each column that the document has under the name of its field. */
export function pickedPage<T extends Identified, F extends keyof T & string>(
  plan: PickPlan<F>,
  rows: readonly Readonly<Record<string, unknown>>[],
): Page<Picked<T, F>> {
  const { items, ...next } = pageOf(plan, rows);
  const kept = new Set<string>(['id', 'version', ...plan.fields]);
  return { ...next, items: items.map((row) => picked<T, F>(plan, row, kept)) };
}

function picked<T extends Identified, F extends keyof T & string>(
  { columns }: PickPlan<F>,
  row: Readonly<Record<string, unknown>>,
  kept: ReadonlySet<string>,
): Stored<Picked<T, F>> {
  const isThere = ([name, value]: readonly [string, unknown]) =>
    value !== undefined && kept.has(name);
  const fields = Object.fromEntries(Object.entries(row).filter(isThere));
  const isRight = (one: object): one is Stored<Picked<T, F>> =>
    columns.every((field) => !(field.name in one) || fits(field, row[field.name]));
  if (isRight(fields)) return fields;
  throw new StoreError('INVALID_DOCUMENT', 'An indexed field has another type than its own');
}
