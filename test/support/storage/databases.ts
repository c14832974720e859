import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import type { Database } from '../../../src/storage/database.ts';
import { createStore } from '../../../src/storage/store.ts';
import { openMongoose } from '../../../src/storage/mongoose/open-mongoose.ts';
import { createWriter } from '../../../src/storage/sqlite/writer.ts';
import { compiledUrl } from '../programs/compiled.ts';
import { openSqlite } from '../../../src/storage/sqlite/open-sqlite.ts';

export interface TestDatabase {
  readonly database: Database;
  /** Closes it and removes what it wrote. */
  readonly destroy: () => Promise<void>;
}

/** A place of its own for one test: databases opened there see the same documents. */
export interface TestPlace {
  readonly open: () => Promise<Database>;
  readonly remove: () => Promise<void>;
}

/** A fresh SQLite file; with TEST_STORAGE=mongodb and MONGODB_URI, a fresh MongoDB database. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const uri = process.env['MONGODB_URI'];
  const onMongo = process.env['TEST_STORAGE'] === 'mongodb' && uri !== undefined;
  const place = onMongo ? mongoPlace(uri) : await emptyStore();
  const database = await place.open();
  return {
    database,
    destroy: async () => {
      await database.close();
      await place.remove();
    },
  };
}

const FILE = 'kpa-badges.sqlite';
let prepared: Promise<string> | undefined;

/** With the tables of a store: to make them takes longer than many a test, so they are copied. */
async function emptyStore(): Promise<TestPlace> {
  const model = await (prepared ??= prepareStore());
  const place = await sqlitePlace();
  await copyFile(model, join(place.folder, FILE));
  return place;
}

async function prepareStore(): Promise<string> {
  const { open, folder } = await sqlitePlace();
  await createStore(await open()).close();
  return join(folder, FILE);
}

/** One thread for all databases of a process. */
const writer = createWriter(compiledUrl('src/storage/sqlite/writer-thread.ts'));

const damageProgram = compiledUrl('src/storage/sqlite/damage-process.ts');

export async function sqlitePlace(): Promise<TestPlace & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
  return {
    folder,
    open: () => openSqlite({ folder, writer, damageProgram }),
    remove: () => rm(folder, { recursive: true }),
  };
}

export function mongoPlace(uri: string): TestPlace {
  const name = `test-${randomUUID()}`;
  return {
    open: () => openMongoose({ uri, name }),
    remove: async () => {
      const connection = await mongoose.createConnection(uri, { dbName: name }).asPromise();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}
