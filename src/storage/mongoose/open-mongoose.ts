/** Storage on a MongoDB server, through mongoose (docs/adr/0002). */
import mongoose, { type ConnectOptions, type Connection } from 'mongoose';
import type { Database } from '../database.ts';
import { explained, explaining } from '../adapter/faults.ts';
import { readIndexes } from '../adapter/declaration.ts';
import { createCollection } from './collection.ts';
import { faultOf } from './faults.ts';
import { followDeclaration } from './indexes.ts';
import { modelOf } from './models.ts';

export interface MongooseOptions {
  /** A MongoDB connection string. */
  readonly uri: string;
  /** Name of the database, instead of the one in the URI. */
  readonly name?: string;
}

/** Whatever the URI says. */
const SAFE = {
  // An acknowledged write survives the loss of one server, and is read back by whoever comes next.
  // Each by its own name: of `writeConcern`, parts that the URI names would win.
  w: 'majority',
  journal: true,
  // Sent once more, by its number, where a primary is gone: it is done once.
  retryWrites: true,
  readPreference: 'primary',
} as const;

const MONGOOSE: ConnectOptions = {
  sanitizeFilter: true,
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
};

/**
 * Milliseconds, unless the URI says so: until a server that cannot be reached is given up, and until
 * one that takes connections and says nothing counts as one. Half a minute of silence, which is usual
 * for the latter, and a page is given up before its answer.
 */
const PATIENCE = {
  serverSelectionTimeoutMS: 10_000,
  connectTimeoutMS: 5_000,
  heartbeatFrequencyMS: 5_000,
} as const;

/** Rejects with UNAVAILABLE when the server does not answer in time. */
export async function openMongoose({ uri, name }: MongooseOptions): Promise<Database> {
  const connection = mongoose.createConnection();
  const explain = (error: unknown) => {
    const fault = faultOf(error);
    return fault === undefined ? undefined : `MongoDB at ${hostsIn(uri)}: ${fault}`;
  };
  const told = explained(explain);
  try {
    const options = {
      ...driverOptions(uri),
      ...MONGOOSE,
      ...(name !== undefined && { dbName: name }),
    };
    await told(connection.openUri(uri, options));
  } catch (error) {
    await connection.destroy();
    throw error;
  }
  const preparations: (() => Promise<void>)[] = [];
  const ping = async () => {
    await connection.db?.command({ ping: 1 });
    for (const ready of preparations) await ready();
  };
  return {
    description: describe(connection),
    collection: (declaration) => {
      const indexes = readIndexes(declaration);
      const model = modelOf(connection, declaration.name, indexes);
      const names = [...indexes.keys(), ...(declaration.formerIndexes ?? [])];
      const ours = names.map((name) => `${declaration.name}.${name}`);
      const ready = onceDone(() => followDeclaration(model, ours));
      preparations.push(ready);
      return explaining(createCollection({ declaration, indexes, model, ready }), explain);
    },
    ping: () => told(ping()),
    // A server looks after its own files, and has tools of its own to check them.
    findDamage: () => Promise.resolve([]),
    close: async () => {
      await connection.close();
    },
  };
}

/** As they stand there, without what may be a password. */
const hostsIn = (uri: string) => /^[^:]+:\/\/(?:[^/]*@)?([^/?]+)/.exec(uri)?.[1] ?? 'MONGODB_URI';

/** Options win over what the URI says: some only stand in for what it does not. */
export function driverOptions(uri: string) {
  const said = (option: string) => new RegExp(`[?&]${option}=`, 'i').test(uri);
  const patience = Object.entries(PATIENCE).filter(([option]) => !said(option));
  const named = /^[^:]+:\/\/[^/]+\/[^?]/.test(uri);
  return {
    ...Object.fromEntries(patience),
    ...(!named && { dbName: 'kpa-badges' }),
    ...SAFE,
  };
}

/** Hosts and name as the driver has read them: never the URI, which may hold a password. */
function describe(connection: Connection): string {
  const hosts = connection.getClient().options.hosts.map(String).join(',');
  return `MongoDB at ${hosts}, database ${connection.name}`;
}

/** Starts at the first call; after a failure the next call tries again. */
function onceDone(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work().catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    return running;
  };
}
