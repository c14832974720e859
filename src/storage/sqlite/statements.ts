/** From a plan to SQL: names come from the checked declaration, values are always bound. */
import type { Scalar } from '../database.ts';
import type { PickPlan } from '../adapter/picks.ts';
import type { PagePlan, Plan } from '../adapter/queries.ts';
import { columnOf, indexOf, tableOf } from './tables.ts';

export interface Statement {
  readonly sql: string;
  readonly values: readonly Scalar[];
}

interface Condition {
  readonly sql: string;
  readonly values: readonly Scalar[];
}

export function selectPage(collection: string, plan: PagePlan): Statement {
  return select('"version", "body"', collection, plan);
}

/** One statement, however many they are: SQLite looks each of them up by its key. */
export function selectByIds(collection: string, ids: readonly string[]): Statement {
  const sql = `SELECT "id", "version", "body" FROM ${tableOf(collection)}
    WHERE "id" IN (SELECT value FROM json_each(?))`;
  return { sql, values: [JSON.stringify(ids)] };
}

/** Each field under its name. */
export function selectFields(collection: string, plan: PickPlan<string>): Statement {
  return select(`"id", "version"${listOf(plan.fields)}`, collection, plan);
}

/** What says where a page ends. Asked for where it does: to read it, SQLite parses the document. */
export function selectEnd(
  collection: string,
  { columns }: PickPlan<string>,
  id: string,
): Statement {
  const fields = listOf(columns.map(({ name }) => name));
  return { sql: `SELECT "id"${fields} FROM ${tableOf(collection)} WHERE "id" = ?`, values: [id] };
}

const listOf = (fields: readonly string[]) =>
  fields
    .filter((name) => name !== 'id')
    .map((name) => `, ${columnOf(name)} AS "${name}"`)
    .join('');

function select(what: string, collection: string, plan: PagePlan): Statement {
  const columns = plan.order.map(({ name }) => columnOf(name));
  const direction = plan.descending ? 'DESC' : 'ASC';
  const { sql, values } = where(plan, plan.after && beyond(plan, columns, plan.after));
  const order = columns.map((column) => `${column} ${direction}`).join(', ');
  return {
    sql: `SELECT ${what} FROM ${source(collection, plan)}${sql}${order && ` ORDER BY ${order}`} LIMIT ?`,
    // One more than asked for tells whether there is a next page.
    values: [...values, plan.limit + 1],
  };
}

export function selectVersions(collection: string, plan: Plan): Statement {
  const { sql, values } = where(plan);
  // One row: thousands would each become an object first.
  const lines = `group_concat("id" || ' ' || "version", char(10))`;
  return { sql: `SELECT ${lines} AS "versions" FROM ${source(collection, plan)}${sql}`, values };
}

export function countAll(collection: string, plan: Plan): Statement {
  const { sql, values } = where(plan);
  return { sql: `SELECT count(*) AS "count" FROM ${source(collection, plan)}${sql}`, values };
}

/** The declared index is the one used: SQLite refuses the statement if it cannot be. */
function source(collection: string, { index }: Plan): string {
  return `${tableOf(collection)} INDEXED BY ${indexOf(collection, index.name)}`;
}

function where(plan: Plan, after?: Condition): Condition {
  const { range } = plan;
  const conditions: Condition[] = [
    ...plan.equals.map(([field, value]) => compare(field, '=', value)),
    ...plan.present.map((field) => ({ sql: `${columnOf(field)} IS NOT NULL`, values: [] })),
    ...(range?.from === undefined ? [] : [compare(range.field, '>=', range.from)]),
    ...(range?.before === undefined ? [] : [compare(range.field, '<', range.before)]),
    ...(after ? [after] : []),
  ];
  if (conditions.length === 0) return { sql: '', values: [] };
  return {
    sql: ` WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`,
    values: conditions.flatMap(({ values }) => values),
  };
}

function compare(field: string, operator: string, value: Scalar): Condition {
  return { sql: `${columnOf(field)} ${operator} ?`, values: [value] };
}

function beyond(plan: Plan, columns: readonly string[], values: readonly Scalar[]): Condition {
  const marks = columns.map(() => '?').join(', ');
  return { sql: `(${columns.join(', ')}) ${plan.descending ? '<' : '>'} (${marks})`, values };
}
