/** A collection as the house works with it: what an adapter does, and what is made out of that. */
import type { Identified, Page, Paging, Picked } from './database.ts';
import type { PortCollection, Query, Stored } from './database.ts';
import { findRows, findRowsByIds, type PageOfRows, type Row } from './rows.ts';
import { type Change, update } from './update.ts';

export interface Collection<T extends Identified, Q extends Query = Query> extends PortCollection<
  T,
  Q
> {
  /** As many as there are. */
  readonly findByIds: PortCollection<T, Q>['findByIds'];
  /** Every document of a query. What is asked wrongly is refused when the first is read. */
  readonly all: (query: Q) => AllOf<T>;
  /** The same, and of each that cannot be read why, where nothing may be left out in silence. */
  readonly allRows: (query: Q) => AsyncIterable<Row<T>>;
  /**
   * `find`, `findByIds` and `all` of those that can be read, where one that cannot must not hide the
   * others: it is reported, and left out. A page has some documents, if there are any behind it.
   */
  readonly readable: {
    readonly find: PortCollection<T, Q>['find'];
    readonly findByIds: PortCollection<T, Q>['findByIds'];
    readonly all: (query: Q) => AllOf<T>;
  };
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

/** `report`: called for each that is left out. */
export function collectionOf<T extends Identified>(
  port: PortCollection<T>,
  report: (id: string, why: string) => void = () => undefined,
): Collection<T> {
  const read = (rows: readonly Row<T>[]) =>
    rows.flatMap((row) => {
      if ('document' in row) return [row.document];
      report(row.id, row.fault);
      return [];
    });
  const findReadable = async (query: Query & Paging): Promise<Page<T>> => {
    const { items: rows, next } = await findRows(port, query);
    const items = read(rows);
    if (next === undefined) return { items };
    return items.length > 0 ? { items, next } : findReadable({ ...query, after: next });
  };
  return {
    ...port,
    readable: {
      find: findReadable,
      findByIds: async (ids) => read(await byFiveHundred(ids, (some) => findRowsByIds(port, some))),
      all: (query) => allOf((paging) => findReadable({ ...query, ...paging })),
    },
    findByIds: (ids) => byFiveHundred(ids, port.findByIds),
    all: (query) => allOf((paging) => port.find({ ...query, ...paging })),
    allRows: (query) => through((paging) => findRows(port, { ...query, ...paging })),
    pickAll: (query, fields) => allOf((paging) => port.pick({ ...query, ...paging }, fields)),
    update: (id, change, mostTries) => {
      const write = (_current: Stored<T>, next: Stored<T>) => port.replace(next);
      return update({ read: () => port.findById(id), write }, change, mostTries);
    },
  };
}

async function byFiveHundred<R>(
  ids: readonly string[],
  find: (ids: readonly string[]) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  const each = [...new Set(ids)];
  const asked: Promise<readonly R[]>[] = [];
  while (each.length > 0) asked.push(find(each.splice(0, PAGE)));
  return (await Promise.all(asked)).flat();
}

function allOf<T>(find: (paging: Paging) => Promise<Page<T>>): AllOf<T> {
  const read = () => through(find);
  return {
    [Symbol.asyncIterator]: read,
    toArray: async () => {
      const documents: Stored<T>[] = [];
      for await (const document of read()) documents.push(document);
      return documents;
    },
  };
}

interface Part<R> extends Pick<PageOfRows<unknown>, 'next'> {
  readonly items: readonly R[];
}

async function* through<R>(find: (paging: Paging) => Promise<Part<R>>): AsyncGenerator<R> {
  let after: string | undefined;
  do {
    const page = await find({ limit: PAGE, ...(after !== undefined && { after }) });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
