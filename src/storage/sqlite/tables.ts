/** The table of a collection: its documents as JSON, and a virtual column per indexed field. */
import type { Scalar } from '../database.ts';
import { type Index, indexedFields } from '../adapter/declaration.ts';
import { type Connection, transaction } from './connection.ts';

/** `declaration.ts` has checked the name; the prefix keeps fields apart from our own columns. */
export function columnOf(field: string): string {
  return field === 'id' ? '"id"' : `"field_${field}"`;
}

export function tableOf(collection: string): string {
  return `"${collection}"`;
}

/** SQLite has one space of names for the indexes of all tables. */
export function indexOf(collection: string, index: string): string {
  return `"${collection}.${index}"`;
}

/**
 * Creates what is missing; see `CollectionDeclaration` for the indexes that go. Where nothing is to be
 * done nobody is kept from writing: a process may begin beside others that are at work.
 */
export function prepareTable(
  connection: Connection,
  collection: string,
  indexes: ReadonlyMap<string, Index>,
  former: readonly string[],
): void {
  const changes = () => [
    ...missingTable(connection, collection),
    ...missingColumns(connection, collection, indexes),
    ...otherIndexes(connection, collection, indexes, former),
  ];
  if (changes().length === 0) return;
  transaction(connection, () => {
    // Another process may have done it meanwhile.
    for (const sql of changes()) connection.execute(sql);
  });
}

function missingTable(connection: Connection, collection: string): readonly string[] {
  const there = "SELECT name AS text FROM sqlite_schema WHERE type = 'table' AND name = ?";
  if (texts(connection, there, [collection]).length > 0) return [];
  return [
    `CREATE TABLE ${tableOf(collection)} (
        "id" TEXT PRIMARY KEY NOT NULL, "version" INTEGER NOT NULL, "body" TEXT NOT NULL) STRICT`,
  ];
}

function missingColumns(
  connection: Connection,
  collection: string,
  indexes: ReadonlyMap<string, Index>,
): readonly string[] {
  const there = texts(connection, 'SELECT name AS text FROM pragma_table_xinfo(?)', [collection]);
  return indexedFields(indexes)
    .map(({ name }) => ({ name, column: columnOf(name) }))
    .filter(({ column }) => !there.includes(column.slice(1, -1)))
    .map(
      ({ name, column }) =>
        `ALTER TABLE ${tableOf(collection)} ADD COLUMN ${column} ANY
        GENERATED ALWAYS AS (json_extract("body", '$.${name}')) VIRTUAL`,
    );
}

function otherIndexes(
  connection: Connection,
  collection: string,
  indexes: ReadonlyMap<string, Index>,
  former: readonly string[],
): readonly string[] {
  const wanted = [...indexes.values()].map((index) => indexSql(collection, index));
  // One of a newer version, which may run beside this one, is not ours to take away.
  const ours = [...indexes.keys(), ...former].map((index) => indexOf(collection, index));
  const there = connection.rows(
    `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`,
    [collection],
  );
  const outdated = there.filter(
    ({ name, sql }) => ours.includes(`"${String(name)}"`) && !wanted.includes(String(sql)),
  );
  const kept = there.map(({ sql }) => String(sql));
  return [
    ...outdated.map(({ name }) => `DROP INDEX "${String(name)}"`),
    ...wanted.filter((sql) => !kept.includes(sql)),
  ];
}

/** The id ends each index that allows ties, so that the tie-break comes in the index's order. */
function indexSql(collection: string, { name, fields, unique }: Index): string {
  const columns = [...fields.map((field) => field.name), ...(unique ? [] : ['id'])].map(columnOf);
  const kind = unique ? 'UNIQUE INDEX' : 'INDEX';
  return `CREATE ${kind} ${indexOf(collection, name)} ON ${tableOf(collection)} (${columns.join(', ')})`;
}

function texts(connection: Connection, sql: string, values: readonly Scalar[]): readonly string[] {
  return connection.rows(sql, values).map(({ text }) => String(text));
}
