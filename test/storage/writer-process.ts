/**
 * A process of its own that writes to a SQLite folder: `insert` prints each id once its insert is
 * acknowledged, without end; `count` adds one to a shared counter and inserts, many times, and ends.
 */
import { openSqlite } from '../../src/storage/sqlite/open-sqlite.ts';
import { collectionOf } from '../../src/storage/collection.ts';
import type { PortCollection } from '../../src/storage/database.ts';
import { ifRefused } from '../../src/storage/refused.ts';
import { aNote, type Note, sharedNotes } from '../contracts/storage/notes.ts';

const IN_FLIGHT = 8;
const [, , job, folder = '', prefix = '', times = '0'] = process.argv;

async function insertForEver(notes: PortCollection<Note>, lane: number): Promise<never> {
  for (let at = 0; ; at += 1) {
    const { id } = await notes.insert(aNote(`${prefix}-${lane}-${at}`, { body: 'x'.repeat(2000) }));
    process.stdout.write(`${id}\n`);
  }
}

/** Whichever process comes first creates the counter. */
async function createCounter(notes: PortCollection<Note>): Promise<void> {
  await ifRefused(notes.insert(aNote('counter')), 'DUPLICATE_KEY', () => undefined);
}

const database = await openSqlite({ folder });
const notes = collectionOf(database.collection(sharedNotes));
if (job === 'insert') {
  await Promise.all(Array.from({ length: IN_FLIGHT }, (_, lane) => insertForEver(notes, lane)));
}
if (job === 'count') await createCounter(notes);
for (let at = 0; at < Number(times); at += 1) {
  await notes.insert(aNote(`${prefix}-${at}`));
  await notes.update('counter', (counter) => ({ ...counter, rank: counter.rank + 1 }));
}
await database.close();
