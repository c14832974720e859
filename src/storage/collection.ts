/** A collection as the house works with it: what an adapter does, and what is made out of that. */
import type { Identified, Page, Paging, Picked } from './database.ts';
import type { PortCollection, Query, Stored } from './database.ts';
import { ifRefused } from './refused.ts';
import { type Change, update } from './update.ts';

export interface Collection<T extends Identified, Q extends Query = Query> extends PortCollection<
  T,
  Q
> {
  /** As many as there are. */
  readonly findByIds: PortCollection<T, Q>['findByIds'];
  /** Every document of a query. What is asked wrongly is refused when the first is read. */
  readonly all: (query: Q) => AllOf<T>;
  /**
   * Those of a query that can be read, one by one, where one that cannot must not hide the others.
   * Never where something is to be complete: `all` rejects for it.
   */
  readonly readable: (query: Q) => AsyncIterable<Stored<T>>;
  /** The same of `pick`. */
  readonly pickAll: <F extends keyof T & string>(
    query: Q,
    fields: readonly F[],
  ) => AllOf<Picked<T, F>>;
  /**
   * Writes what `change` makes of the document as it is stored, and begins again if somebody else
   * wrote it in between: their act is kept. The same document means that nothing is to be written.
   * Undefined if there is none. Rejects as `change` and `replace` do; with VERSION_CONFLICT after
   * `mostTries`, 20 unless said.
   */
  readonly update: (
    id: string,
    change: Change<T>,
    mostTries?: number,
  ) => Promise<Stored<T> | undefined>;
}

/** Read page by page, one after the other: to its end, or for as long as somebody takes them. */
export interface AllOf<T> extends AsyncIterable<Stored<T>> {
  /** All at once, where they are few enough to be held. */
  readonly toArray: () => Promise<Stored<T>[]>;
}

/** As many as the port gives. */
const PAGE = 500;

export function collectionOf<T extends Identified>(port: PortCollection<T>): Collection<T> {
  async function* readable(query: Query): AsyncGenerator<Stored<T>> {
    for await (const { id } of allOf((paging) => port.pick({ ...query, ...paging }, []))) {
      const found = await ifRefused(port.findById(id), 'INVALID_DOCUMENT', () => undefined);
      if (found) yield found;
    }
  }
  return {
    ...port,
    readable,
    findByIds: async (ids) => {
      const each = [...new Set(ids)];
      const asked: Promise<readonly Stored<T>[]>[] = [];
      while (each.length > 0) asked.push(port.findByIds(each.splice(0, PAGE)));
      return (await Promise.all(asked)).flat();
    },
    all: (query) => allOf((paging) => port.find({ ...query, ...paging })),
    pickAll: (query, fields) => allOf((paging) => port.pick({ ...query, ...paging }, fields)),
    update: (id, change, mostTries) => {
      const write = (_current: Stored<T>, next: Stored<T>) => port.replace(next);
      return update({ read: () => port.findById(id), write }, change, mostTries);
    },
  };
}

function allOf<T>(find: (paging: Paging) => Promise<Page<T>>): AllOf<T> {
  async function* read(): AsyncGenerator<Stored<T>> {
    let after: string | undefined;
    do {
      const page = await find({ limit: PAGE, ...(after !== undefined && { after }) });
      yield* page.items;
      after = page.next;
    } while (after !== undefined);
  }
  return {
    [Symbol.asyncIterator]: read,
    toArray: async () => {
      const documents: Stored<T>[] = [];
      for await (const document of read()) documents.push(document);
      return documents;
    },
  };
}
