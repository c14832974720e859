/** A database that tells, of each question, whether there was an answer. */
import type { Database, Identified, PortCollection } from './database.ts';

/** Reading may go on where nothing can be written any more: a full disk, say. */
export type Access = 'read' | 'write';

export interface StoreQuestion {
  readonly access: Access;
  readonly collection: string;
  readonly operation: keyof PortCollection<Identified>;
}

/** Called when the question is asked, and what it gives when it is over: with what it threw, if it did. */
export type Watch = (question: StoreQuestion) => (error?: unknown) => void;

export function watched(database: Database, watches: readonly Watch[]): Database {
  return {
    ...database,
    collection: (declaration) =>
      watchedCollection(database.collection(declaration), declaration.name, watches),
  };
}

function watchedCollection<T extends Identified>(
  port: PortCollection<T>,
  collection: string,
  watches: readonly Watch[],
): PortCollection<T> {
  type Operation = StoreQuestion['operation'];
  const watch =
    (access: Access) =>
    <R>(operation: Operation, ask: () => Promise<R>) => {
      const question = { access, collection, operation };
      return asked(
        watches.map((one) => one(question)),
        ask,
      );
    };
  const [read, write] = [watch('read'), watch('write')];
  return {
    findById: (id) => read('findById', () => port.findById(id)),
    findByIds: (ids) => read('findByIds', () => port.findByIds(ids)),
    find: (query) => read('find', () => port.find(query)),
    count: (query) => read('count', () => port.count(query)),
    versions: (query) => read('versions', () => port.versions(query)),
    pick: (query, fields) => read('pick', () => port.pick(query, fields)),
    scan: (after) => read('scan', () => port.scan(after)),
    versionOf: (id) => read('versionOf', () => port.versionOf(id)),
    insert: (document) => write('insert', () => port.insert(document)),
    replace: (document) => write('replace', () => port.replace(document)),
    remove: (id) => write('remove', () => port.remove(id)),
  };
}

async function asked<R>(
  watching: readonly ((error?: unknown) => void)[],
  ask: () => Promise<R>,
): Promise<R> {
  try {
    const answer = await ask();
    for (const over of watching) over();
    return answer;
  } catch (error) {
    for (const over of watching) over(error);
    throw error;
  }
}
