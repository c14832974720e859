/** A database whose documents of one collection are not given before what goes with them is there. */
import type { Database, Identified, PortCollection } from './database.ts';

/** Is told of each document of the collection that is read, before anybody gets it. */
export type Bring = (documents: readonly Identified[]) => Promise<void>;

export function bringing(database: Database, collection: string, bring: Bring): Database {
  return {
    ...database,
    collection: (declaration) => {
      const port = database.collection(declaration);
      return declaration.name === collection ? bringingPort(port, bring) : port;
    },
  };
}

function bringingPort<T extends Identified>(
  port: PortCollection<T>,
  bring: Bring,
): PortCollection<T> {
  return {
    ...port,
    findById: async (id) => {
      const found = await port.findById(id);
      if (found) await bring([found]);
      return found;
    },
    findByIds: async (ids) => {
      const found = await port.findByIds(ids);
      await bring(found);
      return found;
    },
    find: async (query) => {
      const page = await port.find(query);
      await bring(page.items);
      return page;
    },
  };
}
