/** One collection on SQLite. */
import { z } from 'zod';
import type { CollectionDeclaration, Identified, PortCollection } from '../database.ts';
import type { Scalar } from '../database.ts';
import { readIndexes } from '../adapter/declaration.ts';
import { documentsOf } from '../adapter/documents.ts';
import { pickedPage, planPick } from '../adapter/picks.ts';
import { pageOf, planId, planIds, planPage, planQuery, SCANNED } from '../adapter/queries.ts';
import { changed, taken } from '../adapter/refusals.ts';
import type { Commits } from './commits.ts';
import { atOneMoment, type Connection, type SqlRow } from './connection.ts';
import { keepingRows, type StoredRow } from './kept-rows.ts';
import { countAll, selectByIds, selectEnd, selectFields, selectPage } from './statements.ts';
import { selectVersions, type Statement } from './statements.ts';
import { prepareTable, tableOf } from './tables.ts';

const storedRow = z.object({ version: z.int(), body: z.string() });
const identifiedRow = storedRow.extend({ id: z.string() });
const versionRow = z.object({ version: z.int() });
const versionsRow = z.object({ versions: z.string().nullable() });
const countRow = z.object({ count: z.int() });

export function createCollection<T extends Identified>(
  connection: Connection,
  commits: Commits,
  declaration: CollectionDeclaration<T>,
): PortCollection<T> {
  const { name } = declaration;
  const table = tableOf(name);
  const indexes = readIndexes(declaration);
  const documents = documentsOf(declaration, indexes);
  prepareTable(connection, name, indexes, declaration.formerIndexes ?? []);

  const read = ({ version, body }: StoredRow) => documents.decode(JSON.parse(body), version);
  const decode = (row: SqlRow) => read(storedRow.parse(row));
  const kept = keepingRows(read);
  const rows = ({ sql, values }: Statement) => connection.rows(sql, values);
  const change = async (sql: string, values: readonly Scalar[]) => {
    const outcome = await commits.write({ sql, values });
    if (outcome === 'taken') throw taken(name);
    return outcome;
  };

  return {
    insert: async (document) => {
      const { body, stored } = documents.encode(document);
      await change(`INSERT INTO ${table} ("id", "version", "body") VALUES (?, 1, ?)`, [
        stored.id,
        body,
      ]);
      return stored;
    },
    findById: asynchronous((id) => {
      const key = planId(id);
      if (key === undefined) return undefined;
      const sql = `SELECT "version", "body" FROM ${table} WHERE "id" = ?`;
      const [row] = rows({ sql, values: [key] });
      return kept.read(id, row && storedRow.parse(row));
    }),
    findByIds: asynchronous((ids) => {
      const keys = planIds(ids);
      const found = rows(selectByIds(name, keys)).map((row) => identifiedRow.parse(row));
      const there = new Map(found.map(({ id, ...row }) => [id, row]));
      return keys.flatMap((id) => kept.read(id, there.get(id)) ?? []);
    }),
    find: asynchronous((query) => {
      const plan = planPage(indexes, query);
      return pageOf(plan, rows(selectPage(name, plan)).map(decode));
    }),
    count: asynchronous((query) => {
      const [row] = rows(countAll(name, planQuery(indexes, query)));
      return countRow.parse(row).count;
    }),
    versions: asynchronous((query) => {
      const [row] = rows(selectVersions(name, planQuery(indexes, query)));
      return versionsRow.parse(row).versions ?? '';
    }),
    pick: (query, fields) =>
      later(() => {
        const plan = planPick(indexes, query, fields);
        const { found, last, end } = atOneMoment(connection, () => {
          const found = rows(selectFields(name, plan)).map(withoutNulls);
          const last = found.length > plan.limit ? found[plan.limit - 1] : undefined;
          const ends = last ? rows(selectEnd(name, plan, String(last['id']))) : [];
          return { found, last, end: ends.map(withoutNulls)[0] };
        });
        const whole = found.map((row) => (row === last ? { ...row, ...end } : row));
        return pickedPage<T, (typeof fields)[number]>(plan, whole);
      }),
    scan: asynchronous((after = '') => {
      const sql = `SELECT "id", "version", "body" FROM ${table} WHERE "id" > ? ORDER BY "id" LIMIT ${SCANNED}`;
      return rows({ sql, values: [after] }).map((row) => {
        const { id, version, body } = identifiedRow.parse(row);
        return documents.scanned(id, jsonOrText(body), version);
      });
    }),
    versionOf: asynchronous((id) => {
      const key = planId(id);
      if (key === undefined) return undefined;
      const sql = `SELECT "version" FROM ${table} WHERE "id" = ?`;
      return rows({ sql, values: [key] }).map((row) => versionRow.parse(row).version)[0];
    }),
    replace: async (document) => {
      const { body, stored } = documents.encodeNext(document);
      const sql = `UPDATE ${table} SET "version" = "version" + 1, "body" = ? WHERE "id" = ? AND "version" = ?`;
      if ((await change(sql, [body, stored.id, document.version])) === 1) return stored;
      throw changed(name);
    },
    remove: async (id) => {
      const key = planId(id);
      if (key === undefined) return false;
      kept.forget(id);
      return (await change(`DELETE FROM ${table} WHERE "id" = ?`, [key])) === 1;
    },
  };
}

/** What is no JSON is no document either. */
function jsonOrText(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** SQLite answers at once; what it throws must still reach the caller as a rejection. */
function later<R>(answer: () => R): Promise<R> {
  return new Promise((resolve) => {
    resolve(answer());
  });
}

function asynchronous<A, R>(answer: (asked: A) => R): (asked: A) => Promise<R> {
  return (asked) => later(() => answer(asked));
}

/** A column of a field that the document has not is null. */
function withoutNulls(row: SqlRow): SqlRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}
