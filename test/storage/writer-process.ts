/**
 * A process of its own that writes to a SQLite folder: `insert` prints each id once its insert is
 * acknowledged, without end; `count` adds one to a shared counter and inserts, many times, and ends.
 */
import { openSqlite } from '../../src/storage/sqlite/open-sqlite.ts';
import { type PortCollection, StoreError } from '../../src/storage/database.ts';
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
  try {
    await notes.insert(aNote('counter'));
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'DUPLICATE_KEY') throw error;
  }
}

async function addOne(notes: PortCollection<Note>): Promise<void> {
  const counter = await notes.findById('counter');
  if (!counter) throw new Error('No counter');
  try {
    await notes.replace({ ...counter, rank: counter.rank + 1 });
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'VERSION_CONFLICT') throw error;
    await addOne(notes);
  }
}

const database = await openSqlite({ folder });
const notes = database.collection(sharedNotes);
if (job === 'insert') {
  await Promise.all(Array.from({ length: IN_FLIGHT }, (_, lane) => insertForEver(notes, lane)));
}
if (job === 'count') await createCounter(notes);
for (let at = 0; at < Number(times); at += 1) {
  await notes.insert(aNote(`${prefix}-${at}`));
  await addOne(notes);
}
await database.close();
