/** A collection as the house works with it: what an adapter does, and what is made out of that. */
import type { Identified, PortCollection, Query, Stored } from './database.ts';
import { type Change, update } from './update.ts';

export interface Collection<T extends Identified, Q extends Query = Query> extends PortCollection<
  T,
  Q
> {
  /** Every document of a query. What is asked wrongly is refused when the first is read. */
  readonly all: (query: Q) => AllOf<T>;
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
  return {
    ...port,
    all: (query) => allOf(port, query),
    update: (id, change, mostTries) => {
      const write = (_current: Stored<T>, next: Stored<T>) => port.replace(next);
      return update({ read: () => port.findById(id), write }, change, mostTries);
    },
  };
}

function allOf<T extends Identified>({ find }: PortCollection<T>, query: Query): AllOf<T> {
  async function* read(): AsyncGenerator<Stored<T>> {
    let after: string | undefined;
    do {
      const page = await find({ ...query, limit: PAGE, ...(after !== undefined && { after }) });
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
