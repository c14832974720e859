/**
 * A database whose acts are noted elsewhere before they are written (docs/adr/0037): what anybody can
 * read of it is noted. An act that is noted and was not written is one that nobody was told of.
 */
import type { Database, Identified, PortCollection } from './database.ts';
import { isFault } from './refused.ts';
import { unavailable } from './adapter/faults.ts';

export type NotedWrite = 'insert' | 'replace';

/** A note that is on the disk. */
export interface WriteNote {
  /** The storage refused the write: it did not happen, and never will. */
  readonly refused: () => Promise<void>;
}

export interface NoteTaker {
  readonly isFor: (collection: string) => boolean;
  /** Resolves once it is on the disk. Undefined: there is nothing to be noted if it is refused. */
  readonly note: (
    collection: string,
    write: NotedWrite,
    document: Identified,
  ) => Promise<WriteNote | undefined>;
  /** Rejects where nothing can be noted, with a sentence for an operator. */
  readonly check: () => Promise<void>;
}

export function journaled(database: Database, taker: NoteTaker): Database {
  return {
    ...database,
    collection: (declaration) => {
      const port = database.collection(declaration);
      return taker.isFor(declaration.name) ? noting(port, declaration.name, taker) : port;
    },
    ping: async () => {
      await database.ping();
      await orAway(taker.check());
    },
  };
}

function noting<T extends Identified>(
  port: PortCollection<T>,
  collection: string,
  taker: NoteTaker,
): PortCollection<T> {
  async function write<R>(kind: NotedWrite, document: T, ask: () => Promise<R>): Promise<R> {
    const note = await orAway(taker.note(collection, kind, document));
    try {
      return await ask();
    } catch (error) {
      // After a fault it may have been written all the same.
      if (!isFault(error)) await note?.refused().catch(() => undefined);
      throw error;
    }
  }
  return {
    ...port,
    insert: (document) => write('insert', document, () => port.insert(document)),
    replace: (document) => write('replace', document, () => port.replace(document)),
  };
}

/** What cannot be noted is not done: the storage is away as far as writing goes. */
async function orAway<R>(asked: Promise<R>): Promise<R> {
  try {
    return await asked;
  } catch (error) {
    throw unavailable(error instanceof Error ? error.message : String(error), error);
  }
}
