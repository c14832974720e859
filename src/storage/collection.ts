/** A collection as the house works with it: what an adapter does, and what is made out of that. */
import type { Identified, PortCollection, Query, Stored } from './database.ts';

export interface Collection<T extends Identified, Q extends Query = Query> extends PortCollection<
  T,
  Q
> {
  /** Every document of a query. What is asked wrongly is refused when the first is read. */
  readonly all: (query: Q) => AllOf<T>;
}

/** Read page by page, one after the other: to its end, or for as long as somebody takes them. */
export interface AllOf<T> extends AsyncIterable<Stored<T>> {
  /** All at once, where they are few enough to be held. */
  readonly toArray: () => Promise<Stored<T>[]>;
}

/** As many as the port gives. */
const PAGE = 500;

export function collectionOf<T extends Identified>(port: PortCollection<T>): Collection<T> {
  return { ...port, all: (query) => allOf(port, query) };
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
