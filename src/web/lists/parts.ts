/**
 * A list is read in parts of twenty (docs/adr/0033). An address says by an id where a part begins:
 * what is in an index may be a name, and addresses are logged (docs/adr/0002).
 */
import type { Request } from 'express';
import { say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
import { type Collection, type Identified, ifRefused, type Stored } from '../../storage/store.ts';

export const PART = 20;

/** `apres-<id>` or `avant-<id>`: of the document behind which, or before which, a part is. */
export type PlaceInList = string;

export interface Part<T> {
  readonly items: readonly T[];
  /** Where there is more, before these and behind them. */
  readonly previous?: PlaceInList;
  readonly next?: PlaceInList;
}

const PLACE = /^(apres|avant)-([\w-]{1,64})$/;

interface Ordered {
  readonly index: string;
  readonly order?: 'ascending' | 'descending';
}

/** What a list is read from. */
interface Source<T extends Identified, Q extends Ordered> extends Pick<
  Collection<T, Q>,
  'findById'
> {
  readonly readable: Pick<Collection<T, Q>['readable'], 'find'>;
}

/** `place`: as somebody sent it; none is the top of the list. Throws `HttpError` BAD_REQUEST. */
export async function readPart<T extends Identified, Q extends Ordered>(
  source: Source<T, Q>,
  query: NoInfer<Q>,
  place: PlaceInList | undefined,
  limit = PART,
): Promise<Part<Stored<T>>> {
  if (place === undefined || place === '') return readTop(source, query, limit);
  const [, side, id] = PLACE.exec(place) ?? [];
  const anchor = id === undefined ? undefined : await source.findById(id);
  if (!anchor) throw noSuchPart();
  const read = side === 'avant' ? readBefore : readAfter;
  return ifRefused(read(source, query, anchor, limit), 'INVALID_QUERY', (cause) => {
    throw noSuchPart(cause);
  });
}

/** A part is filled up, however many are left out: but nobody reads for ever. */
const MOST_READS = 50;

/**
 * Of a list, those that `keep` keeps: so no part of it is shorter for what somebody may not know, and no
 * address names that (docs/adr/0049).
 */
export const keptOf = <T extends Identified, Q extends Ordered>(
  source: Collection<T, Q>,
  keep: (items: readonly Stored<T>[]) => readonly Stored<T>[] | Promise<readonly Stored<T>[]>,
): Source<T, Q> => ({
  findById: source.findById,
  readable: {
    async find(query) {
      const { limit = PART } = query;
      const kept: Stored<T>[] = [];
      let here = { ...query, limit: limit + 1 };
      for (let reads = 0; reads < MOST_READS; reads += 1) {
        const { items, next: after } = await source.readable.find(here);
        kept.push(...(await keep(items)));
        if (kept.length > limit) return { items: kept.slice(0, limit), next: '' };
        if (after === undefined) break;
        here = { ...here, after };
      }
      return { items: kept };
    },
  },
});

async function readTop<T extends Identified, Q extends Ordered>(
  source: Source<T, Q>,
  query: Q,
  limit: number,
): Promise<Part<Stored<T>>> {
  const { items, next } = await source.readable.find({ ...query, limit });
  return { items, ...(next !== undefined && behind(items)) };
}

async function readAfter<T extends Identified, Q extends Ordered>(
  source: Source<T, Q>,
  query: Q,
  after: T,
  limit: number,
): Promise<Part<Stored<T>>> {
  const { items, next } = await source.readable.find({ ...query, limit, after });
  // All that was there is gone since.
  if (items.length === 0) return readTop(source, query, limit);
  return { items, ...ahead(items), ...(next !== undefined && behind(items)) };
}

async function readBefore<T extends Identified, Q extends Ordered>(
  source: Source<T, Q>,
  query: Q,
  after: T,
  limit: number,
): Promise<Part<Stored<T>>> {
  const order = query.order === 'descending' ? ('ascending' as const) : ('descending' as const);
  const found = await source.readable.find({ ...query, order, limit, after });
  // The first part is whole, wherever one comes from.
  if (found.next === undefined) return readTop(source, query, limit);
  const items = found.items.toReversed();
  return { items, ...ahead(items), ...behind(items) };
}

function ahead(items: readonly Identified[]): { previous?: PlaceInList } {
  const [first] = items;
  return first ? { previous: `avant-${first.id}` } : {};
}

function behind(items: readonly Identified[]): { next?: PlaceInList } {
  const last = items.at(-1);
  return last ? { next: `apres-${last.id}` } : {};
}

const noSuchPart = (cause?: unknown) =>
  new HttpError('BAD_REQUEST', say('error.no-such-page-of-list'), { cause });

/** The list of a page of one. */
const ONLY_LIST = 'page';

/** The place in one of the lists of a page, by its name in the query. */
export function placeIn(req: Request, list = ONLY_LIST): PlaceInList | undefined {
  const place = req.query[list];
  return typeof place === 'string' ? place : undefined;
}

/** For partials/parts. `kept`: what else stands in the query, and stays. */
export function linksAround(
  req: Request,
  { previous, next }: Pick<Part<unknown>, 'previous' | 'next'>,
  list = ONLY_LIST,
  kept: readonly string[] = [],
) {
  const hrefOf = (place: PlaceInList) => {
    const query = new URLSearchParams();
    for (const name of kept) {
      const there = placeIn(req, name);
      if (there !== undefined) query.set(name, there);
    }
    query.set(list, place);
    return `${req.path}?${query.toString()}${list === ONLY_LIST ? '' : `#${list}`}`;
  };
  return {
    ...(previous !== undefined && { previous: hrefOf(previous) }),
    ...(next !== undefined && { next: hrefOf(next) }),
  };
}
