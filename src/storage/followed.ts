/** A database that tells what was written or removed of some collections, for what is kept beside it and follows. */
import type { Database, Identified, PortCollection, Stored } from './database.ts';

/** Nobody who writes waits for it, and it never rejects: what was written is written. */
type Follow = (document: Identified) => Promise<void>;

export function followed(
  database: Database,
  collections: readonly string[],
  follow: Follow,
): Database {
  const going = new Set<Promise<void>>();
  const tell = <T extends Identified>(written: T): T => {
    const telling = follow(written).finally(() => going.delete(telling));
    going.add(telling);
    return written;
  };
  return {
    ...database,
    collection: (declaration) => {
      const port = database.collection(declaration);
      return collections.includes(declaration.name) ? followedPort(port, tell) : port;
    },
    close: async () => {
      await Promise.all(going);
      await database.close();
    },
  };
}

function followedPort<T extends Identified>(
  port: PortCollection<T>,
  tell: (written: Stored<T>) => Stored<T>,
): PortCollection<T> {
  return {
    ...port,
    insert: async (document) => tell(await port.insert(document)),
    replace: async (document) => tell(await port.replace(document)),
    remove: async (id) => {
      // One that cannot be read is removed all the same.
      const document = await port.findById(id).catch(() => undefined);
      const isRemoved = await port.remove(id);
      if (isRemoved && document) tell(document);
      return isRemoved;
    },
  };
}
