/** From a query to a plan that is checked, bounded and the same for both engines. */
import { type PagedQuery, type Query, type Scalar, StoreError } from '../database.ts';
import { readCursor, writeCursor } from './cursors.ts';
import { type Index, type IndexedField, fits } from './declaration.ts';

export interface Plan {
  readonly index: Index;
  readonly equals: readonly (readonly [field: string, value: Scalar])[];
  readonly range?: { readonly field: string; readonly from?: Scalar; readonly before?: Scalar };
  /** Optional fields that must be there: an index lists the documents that have all its fields. */
  readonly present: readonly string[];
  /** What sorts, most significant first; `id` is last unless the index is unique. */
  readonly order: readonly IndexedField[];
  readonly descending: boolean;
}

export interface PagePlan extends Plan {
  readonly limit: number;
  /** Values of `order` at the last document of the page before. */
  readonly after?: readonly Scalar[];
}

/** Rows that `scan` gives at a time. */
export const SCANNED = 200;
/** In one page, and asked for at once by their ids. */
const MOST = 500;

const ID: IndexedField = { name: 'id', type: 'string', optional: false };

/** Throws `StoreError` INVALID_QUERY. */
export function planQuery(indexes: ReadonlyMap<string, Index>, query: Query): Plan {
  const index = indexes.get(query.index);
  if (!index) throw invalid('no such index');
  const { equals = [], from, before, order = 'ascending' } = query;
  if (!Array.isArray(equals) || equals.length > index.fields.length) throw invalid('equals');
  const following = index.fields.slice(equals.length);
  const ranged = from !== undefined || before !== undefined;
  const bounds = { ...(from !== undefined && { from }), ...(before !== undefined && { before }) };
  if (!['ascending', 'descending'].includes(order)) throw invalid('order');
  return {
    index,
    equals: equals.map((value, at) => checked(index.fields[at], value)),
    ...(ranged && { range: { field: checkBounds(following[0], bounds), ...bounds } }),
    present: following.filter(({ optional }) => optional).map(({ name }) => name),
    order: index.unique ? following : [...following, ID],
    descending: order === 'descending',
  };
}

/** Throws `StoreError` INVALID_QUERY. */
export function planPage(indexes: ReadonlyMap<string, Index>, query: PagedQuery): PagePlan {
  const plan = planQuery(indexes, query);
  const { limit = 50, after } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) throw invalid('limit');
  if (after === undefined) return { ...plan, limit };
  const position = readCursor(plan, after);
  if (!position) throw invalid('after');
  return { ...plan, limit, after: position };
}

/** A page out of at most `limit + 1` documents. */
export function pageOf<D extends object>(plan: PagePlan, found: readonly D[]) {
  const items = found.slice(0, plan.limit);
  const last = items.at(-1);
  return found.length > items.length && last ? { items, next: writeCursor(plan, last) } : { items };
}

/** The id, if it is one that can be stored; anything but a string is a query that was forged. */
export function planId(id: string): string | undefined {
  if (typeof id !== 'string') throw invalid('id');
  return fits(ID, id) ? id : undefined;
}

/** As many as a page has, each once; those that cannot be stored are not there. */
export function planIds(ids: readonly string[]): readonly string[] {
  if (ids.length > MOST) throw invalid('ids');
  return [...new Set(ids)].filter((id) => planId(id) !== undefined);
}

function checked(field: IndexedField | undefined, value: unknown): readonly [string, Scalar] {
  if (!field || !fits(field, value)) throw invalid('equals');
  return [field.name, value];
}

function checkBounds(field: IndexedField | undefined, bounds: object): string {
  if (!field || !Object.values(bounds).every((bound) => fits(field, bound))) {
    throw invalid('from, before');
  }
  return field.name;
}

function invalid(what: string): StoreError {
  return new StoreError('INVALID_QUERY', `Invalid query: ${what}`);
}
