import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseSync } from '@photostructure/sqlite';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readIndexes } from '../../src/storage/adapter/declaration.ts';
import { planPage, planQuery } from '../../src/storage/adapter/queries.ts';
import type { PagedQuery } from '../../src/storage/database.ts';
import { connect, type Connection } from '../../src/storage/sqlite/connection.ts';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite.ts';
import { countAll, selectPage, type Statement } from '../../src/storage/sqlite/statements.ts';
import { prepareTable } from '../../src/storage/sqlite/tables.ts';
import { aNote, declareNotes, idsOfPages, insertAll, notesIn } from '../contracts/storage/notes.ts';
import { storageContract } from '../contracts/storage.contract.ts';
import { sqlitePlace } from '../support/storage/databases.ts';

describe('SQLite', () => {
  storageContract(sqlitePlace);
});

/** How SQLite means to run a statement, one line per step. */
function planOf(connection: Connection, { sql, values }: Statement): string {
  const steps = connection.rows(`EXPLAIN QUERY PLAN ${sql}`, values);
  return steps.map(({ detail }) => String(detail)).join('\n');
}

describe('SQLite plans', () => {
  const declaration = declareNotes();
  const indexes = readIndexes(declaration);
  let place: Awaited<ReturnType<typeof sqlitePlace>>;
  let connection: Connection;
  beforeAll(async () => {
    place = await sqlitePlace();
    connection = connect(join(place.folder, 'plans.sqlite'));
    prepareTable(connection, declaration.name, indexes, []);
  });
  afterAll(async () => {
    connection.close();
    await place.remove();
  });
  const cursor = (values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');

  it.each<[PagedQuery, string]>([
    [{ index: 'byRank' }, ''],
    [{ index: 'byRank', equals: ['g'] }, '(field_group=?)'],
    [{ index: 'byRank', equals: ['g', 1] }, '(field_group=? AND field_rank=?)'],
    [
      { index: 'byRank', equals: ['g'], from: 1, before: 3 },
      '(field_group=? AND field_rank>? AND field_rank<?)',
    ],
    [
      { index: 'byRank', equals: ['g'], from: 1, order: 'descending' },
      '(field_group=? AND field_rank>?)',
    ],
    [
      { index: 'byRank', equals: ['g'], after: cursor(['byRank', false, 1, 'a']) },
      '(field_group=? AND (field_rank,id)>(?,?))',
    ],
    [
      { index: 'byLabel', order: 'descending', after: cursor(['byLabel', true, 'g', 'l', 1, 'a']) },
      '((field_group,field_label,field_rank,id)<(?,?,?,?))',
    ],
    [{ index: 'byCode', equals: ['g'], from: 'c' }, '(field_group=? AND field_code>?)'],
  ])('seek and sort by the index alone: %j', (query, bounds) => {
    const page = planOf(connection, selectPage(declaration.name, planPage(indexes, query)));
    const verb = bounds ? 'SEARCH' : 'SCAN';
    expect(page).toBe(
      `${verb} ${declaration.name} USING INDEX ${declaration.name}.${query.index}${bounds && ` ${bounds}`}`,
    );
    const { after: _, ...counted } = query;
    const count = planOf(connection, countAll(declaration.name, planQuery(indexes, counted)));
    expect(count).toMatch(/USING (COVERING )?INDEX/);
  });
});

describe('The SQLite file', () => {
  it('says where it is, and only its owner may enter', async () => {
    const { folder, remove } = await sqlitePlace();
    const inside = join(folder, 'new', 'deeper');
    const database = await openSqlite({ folder: inside });
    expect(database.description).toBe(`SQLite in ${join(inside, 'kpa-badges.sqlite')}`);
    expect((await stat(inside)).mode & 0o777).toBe(0o700);
    await database.close();
    await remove();
  });

  it('keeps a write-ahead log, and waits for the disk at each commit', async () => {
    const { folder, remove } = await sqlitePlace();
    const connection = connect(join(folder, 'x.sqlite'));
    expect(connection.rows('PRAGMA journal_mode')).toMatchObject([{ journal_mode: 'wal' }]);
    expect(connection.rows('PRAGMA synchronous')).toMatchObject([{ synchronous: 2 }]);
    expect(connection.rows('PRAGMA busy_timeout')).toMatchObject([{ timeout: 5000 }]);
    connection.close();
    await remove();
  });

  it('orders text by bytes of UTF-8 also where JavaScript would not', async () => {
    const place = await sqlitePlace();
    const database = await place.open();
    const notes = notesIn(database);
    // U+1F600 is written with surrogates, which JavaScript puts before U+FF21.
    await insertAll(
      notes,
      ['😀', 'Ａ'].map((label) => aNote(label, { label })),
    );
    expect(await idsOfPages(notes, { index: 'byLabel' })).toStrictEqual([['Ａ', '😀']]);
    await database.close();
    await place.remove();
  });

  it('is written to in a thread: who waits for the right to write holds nobody up', async () => {
    const { folder, open, remove } = await sqlitePlace();
    const database = await open();
    const notes = database.collection(declareNotes());
    await notes.insert(aNote('1'));
    const another = new DatabaseSync(join(folder, 'kpa-badges.sqlite'));
    another.exec('BEGIN IMMEDIATE');
    const second = notes.insert(aNote('2'));
    let isDone = false;
    void second.then(() => (isDone = true));
    for (let turns = 0; turns < 50; turns += 1) await new Promise(setImmediate);
    expect(await idsOfPages(notes, { index: 'byRank' })).toStrictEqual([['1']]);
    expect(isDone).toBe(false);
    another.exec('COMMIT');
    await second;
    expect(await idsOfPages(notes, { index: 'byRank' })).toStrictEqual([['1', '2']]);
    another.close();
    await database.close();
    await remove();
  });

  it('gives one text as one document, frozen, and reads what another program wrote', async () => {
    const { folder, open, remove } = await sqlitePlace();
    const database = await open();
    const declaration = declareNotes();
    const notes = database.collection(declaration);
    await notes.insert(aNote('1', { body: { words: ['of', 'before'] } }));
    const first = await notes.findById('1');
    expect(await notes.findById('1')).toBe(first);
    expect(Object.isFrozen(first?.body) && Object.isFrozen(first)).toBe(true);
    // Past the service, which counts its versions.
    const another = new DatabaseSync(join(folder, 'kpa-badges.sqlite'));
    const write = (change: string) => {
      another.exec(`UPDATE "${declaration.name}" SET ${change}`);
    };
    write(`"body" = replace("body", 'before', 'today')`);
    expect((await notes.findById('1'))?.body).toStrictEqual({ words: ['of', 'today'] });
    write(`"body" = replace("body", 'today', 'before')`);
    expect(await notes.findById('1')).toStrictEqual(first);
    write(`"version" = 2`);
    expect((await notes.findById('1'))?.version).toBe(2);
    another.close();
    await database.close();
    await remove();
  });

  it('has what waited when it is closed, and takes nothing more', async () => {
    const { open, remove } = await sqlitePlace();
    const declaration = declareNotes();
    const database = await open();
    const notes = database.collection(declaration);
    const waiting = ['1', '2'].map((id) => notes.insert(aNote(id)));
    await database.close();
    await Promise.all(waiting);
    await expect(notes.insert(aNote('3'))).rejects.toThrow('closed');
    const again = await open();
    expect(await again.collection(declaration).count({ index: 'byRank' })).toBe(2);
    await again.close();
    await remove();
  });

  it('is refused when it is no database, and left as it was', async () => {
    const { folder, open, remove } = await sqlitePlace();
    await writeFile(join(folder, 'kpa-badges.sqlite'), 'Not a database. '.repeat(500));
    await expect(open()).rejects.toThrow('it is no SQLite database');
    expect((await stat(join(folder, 'kpa-badges.sqlite'))).size).toBe(8000);
    await remove();
  });

  it('commits nothing of a group that the disk refuses, and goes on afterwards', async () => {
    const { folder, open, remove } = await sqlitePlace();
    const database = await open();
    const declaration = declareNotes();
    const notes = database.collection(declaration);
    await notes.insert(aNote('before'));
    const another = new DatabaseSync(join(folder, 'kpa-badges.sqlite'));
    another.exec(`CREATE TRIGGER full BEFORE INSERT ON "${declaration.name}" WHEN NEW.id = 'unlucky'
      BEGIN SELECT RAISE(ROLLBACK, 'disk full'); END`);
    const writes = ['1', 'unlucky', '2'].map((id) => notes.insert(aNote(id)));
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.map(({ status }) => status)).toStrictEqual([
      'rejected',
      'rejected',
      'rejected',
    ]);
    await notes.insert(aNote('after'));
    expect(await idsOfPages(notes, { index: 'byRank' })).toStrictEqual([['after', 'before']]);
    another.close();
    await database.close();
    await remove();
  });
});
