/** A database that tells, of each question, whether there was an answer. */
import type { Database, Identified, PortCollection } from './database.ts';

/** Reading may go on where nothing can be written any more: a full disk, say. */
export type Access = 'read' | 'write';

/** Called when the question is asked, and what it gives when it is over: with what it threw, if it did. */
export type Watch = (access: Access) => (error?: unknown) => void;

export function watched(database: Database, watch: Watch): Database {
  return {
    ...database,
    collection: (declaration) => watchedCollection(database.collection(declaration), watch),
  };
}

function watchedCollection<T extends Identified>(
  port: PortCollection<T>,
  watch: Watch,
): PortCollection<T> {
  const read = <R>(ask: () => Promise<R>) => asked(watch('read'), ask);
  const write = <R>(ask: () => Promise<R>) => asked(watch('write'), ask);
  return {
    findById: (id) => read(() => port.findById(id)),
    findByIds: (ids) => read(() => port.findByIds(ids)),
    find: (query) => read(() => port.find(query)),
    count: (query) => read(() => port.count(query)),
    versions: (query) => read(() => port.versions(query)),
    pick: (query, fields) => read(() => port.pick(query, fields)),
    scan: (after) => read(() => port.scan(after)),
    versionOf: (id) => read(() => port.versionOf(id)),
    insert: (document) => write(() => port.insert(document)),
    replace: (document) => write(() => port.replace(document)),
    remove: (id) => write(() => port.remove(id)),
  };
}

async function asked<R>(over: (error?: unknown) => void, ask: () => Promise<R>): Promise<R> {
  try {
    const answer = await ask();
    over();
    return answer;
  } catch (error) {
    over(error);
    throw error;
  }
}
