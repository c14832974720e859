/** The status lists of every KPA: an entry to draw, a list to bring up to date, a list to read. */
import { STATUS_LIST_SIZE } from '../../credentials/statuses/status-list.ts';
import type { Kpa, StatusList, Stored } from '../../storage/store.ts';
import type { Logger } from 'pino';
import { readPublished } from './bitmap.ts';
import { coalesce } from './coalesce.ts';
import { createDraw } from './draw.ts';
import { NEAR } from './list-dates.ts';
import { isUpToDate, type SeenList, seeList } from './look-at-lists.ts';
import { countMarks, LIFE, marksIn, type PublishServices, publishList } from './publish.ts';
import { type LostList, restoreList } from './restore-list.ts';

interface Options {
  /** Entries in use above which a new list is begun; half the list unless said. */
  readonly fullAt?: number;
}

interface Request {
  readonly kpa: Kpa;
  readonly known: readonly number[];
  readonly period: number;
}

interface Services extends PublishServices {
  readonly log: Pick<Logger, 'error'>;
}

/** In milliseconds. */
const PATIENCE = 60_000;

/** Who reads a list waits for a signature only where housekeeping is long overdue. */
const HALF = LIFE / 2;

/** Only what is new, or wrong, is signed; how old it is, housekeeping asks. */
const NEVER = Infinity;

export function createStatusLists(
  services: Services,
  { fullAt = STATUS_LIST_SIZE / 2 }: Options = {},
) {
  const { store, clock, log } = services;
  /** As they were when this process last found them right: as many as there are lists. */
  const seen = new Map<string, SeenList>();
  /** When a list could not be signed. */
  const failures = new Map<string, number>();

  const request = coalesce<Request>(async (listId, batch) => {
    const [first] = batch;
    if (!first) return;
    const known = batch.flatMap((one) => one.known);
    const period = Math.min(...batch.map((one) => one.period));
    const published = await publishList(services, first.kpa, listId, { known, period });
    seen.set(listId, seeList(published));
  });

  async function stored(kpa: Kpa, number: number) {
    const query = { index: 'byNumber', equals: [number], limit: 1 } as const;
    return (await store.statusLists(kpa.id).find(query)).items[0];
  }

  /** When a list can be given as it is. Never, if this process does not know whether it is behind. */
  function spanOf({ id, version }: Pick<Stored<StatusList>, 'id' | 'version'>) {
    const known = seen.get(id);
    if (known?.version !== version) return { from: Infinity, until: 0 };
    return {
      from: Date.parse(known.validFrom) - NEAR,
      until: Date.parse(known.validUntil ?? '1970-01-01') - HALF,
    };
  }

  const isServed = (list: Stored<StatusList>) => {
    const { from, until } = spanOf(list);
    const now = clock().getTime();
    return from <= now && now < until;
  };

  /** Whether it need not be published now. Only the list itself is read, and only if it is another. */
  async function isFine(
    kpa: Kpa,
    { id, version }: Pick<Stored<StatusList>, 'id' | 'version'>,
    period: number,
  ): Promise<boolean> {
    const known = seen.get(id);
    if (known?.version === version) return isUpToDate(services, kpa, known, period);
    const list = await store.statusLists(kpa.id).findById(id);
    if (!list) return true;
    const found = seeList(list);
    const isRight = await isUpToDate(services, kpa, found, period);
    if (isRight) seen.set(id, found);
    return isRight;
  }

  async function current(
    kpa: Kpa,
    list: Stored<StatusList>,
  ): Promise<Stored<StatusList> | undefined> {
    if (isServed(list)) return list;
    // A list that cannot be signed is not tried again at each read.
    const failed = failures.get(list.id);
    if (failed !== undefined && clock().getTime() - failed < PATIENCE) return list;
    try {
      if (!(await isFine(kpa, list, HALF))) {
        await request(list.id, { kpa, known: [], period: HALF });
      }
      // The one that is fine may have been published since this one was read.
      return seen.get(list.id)?.version === list.version ? list : await stored(kpa, list.number);
    } catch (error) {
      // Readers say that they do not know, which is true.
      failures.set(list.id, clock().getTime());
      const of = { kpa: kpa.slug, list: list.number };
      log.error({ err: error, ...of }, 'A status list cannot be renewed');
      return list;
    }
  }

  return {
    ...createDraw(services, fullAt),

    /**
     * After a restore: with all marks, and, if readers have seen a later one (`seen`: its `validFrom`),
     * dated anew; the clock must have passed that date. Again, it has nothing left to do.
     */
    async bringForward(
      kpa: Kpa,
      list: Stored<StatusList>,
      seen: string | undefined,
    ): Promise<'published' | 'right'> {
      const published = readPublished(list.credential, list.size);
      const isBehind = seen !== undefined && Date.parse(published.validFrom) < Date.parse(seen);
      const marks = await countMarks(store, list);
      if (!isBehind && marks === marksIn(list, published)) return 'right';
      await request(list.id, { kpa, known: [], period: isBehind ? 0 : NEVER });
      return 'published';
    },

    /** One that is gone, under its own id and number. False if something else has taken these. */
    restore: (kpa: Kpa, list: LostList): Promise<boolean> => restoreList(services, kpa, list),

    /** Resolves once the list that is served has every mark made before the call. `known`: just made. */
    publish: (kpa: Kpa, listId: string, known: readonly number[] = []): Promise<void> =>
      request(listId, { kpa, known, period: NEVER }),

    /**
     * Every list of a KPA: those that are behind, or signed with a revoked key, are signed anew. One
     * that cannot be holds up none of the others; then it rejects.
     */
    async publishAll(kpa: Kpa): Promise<void> {
      const lists = store.statusLists(kpa.id).pickAll({ index: 'byNumber' }, []);
      const failed: unknown[] = [];
      for (const { id } of await lists.toArray()) {
        const [asked] = await Promise.allSettled([request(id, { kpa, known: [], period: NEVER })]);
        if (asked.status === 'rejected') failed.push(asked.reason);
      }
      if (failed.length > 0) throw failed[0];
    },

    /** Signs a list anew if it is behind, or if so many milliseconds of its life are over. */
    async publishIfDue(
      kpa: Kpa,
      list: Pick<Stored<StatusList>, 'id' | 'version'>,
      period: number,
    ): Promise<'published' | 'right'> {
      if (await isFine(kpa, list, period)) return 'right';
      await request(list.id, { kpa, known: [], period });
      return 'published';
    },

    /** When a list can be given as it was found, as long as no other is stored. */
    spanOf,

    /**
     * As it is served: never one that is over, also when nobody has kept house, and none that lacks
     * what was marked before this process began: a crash may have left a mark unpublished.
     */
    async find(kpa: Kpa, number: number): Promise<Stored<StatusList> | undefined> {
      const list = await stored(kpa, number);
      return list && current(kpa, list);
    },

    /** The same of one that was just read. */
    current,
  };
}
