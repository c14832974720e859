/** The status lists of every KPA: an entry to draw, a list to bring up to date, a list to read. */
import { STATUS_LIST_SIZE } from '../../credentials/statuses/status-list.ts';
import type { Kpa, StatusList } from '../../storage/store.ts';
import type { Logger } from 'pino';
import { readDates } from './bitmap.ts';
import { coalesce } from './coalesce.ts';
import { createDraw } from './draw.ts';
import { dueAt } from './life.ts';
import { type PublishServices, publishList } from './publish.ts';

interface Options {
  /** Entries in use above which a new list is begun; half the list unless said. */
  readonly fullAt?: number;
}

interface Request {
  readonly kpa: Kpa;
  readonly known: readonly number[] | undefined;
}

interface Services extends PublishServices {
  readonly log: Pick<Logger, 'error'>;
}

/** In milliseconds. */
const PATIENCE = 60_000;

export function createStatusLists(
  services: Services,
  { fullAt = STATUS_LIST_SIZE / 2 }: Options = {},
) {
  const { store, clock, log } = services;
  /** Lists that have every mark from before this process: as many as there are lists, as below. */
  const caughtUp = new Set<string>();
  /** When a list could not be signed. */
  const failures = new Map<string, number>();

  const request = coalesce<Request>(async (listId, batch) => {
    const [first] = batch;
    if (!first) return;
    // Counting is no proof where a mark and an award are both gone: the first time, they are read.
    const known =
      caughtUp.has(listId) && batch.every((one) => one.known)
        ? batch.flatMap((one) => one.known ?? [])
        : undefined;
    await publishList(services, first.kpa, listId, known);
    caughtUp.add(listId);
  });

  async function stored(kpa: Kpa, number: number): Promise<StatusList | undefined> {
    const query = { index: 'byNumber', equals: [number], limit: 1 } as const;
    return (await store.statusLists(kpa.id).find(query)).items[0];
  }

  /** In milliseconds. Not at all for one of which this process does not know whether it is behind. */
  const rightUntil = ({ id, credential }: StatusList): number =>
    caughtUp.has(id) ? dueAt(readDates(credential)) : 0;

  return {
    draw: createDraw(services, fullAt),

    /**
     * Resolves once the list that is served has every mark made before the call. `known`: the
     * entries just marked, which spares reading the others.
     */
    publish: (kpa: Kpa, listId: string, known?: readonly number[]): Promise<void> =>
      request(listId, { kpa, known }),

    /** Every list of a KPA: those that are behind, or signed with a revoked key, are signed anew. */
    async publishAll(kpa: Kpa): Promise<void> {
      const lists = store.statusLists(kpa.id).all({ index: 'byNumber' });
      for (const { id } of await lists.toArray()) await request(id, { kpa, known: undefined });
    },

    /** Until when a list can be given as it was found, as long as no other is stored. */
    rightUntil,

    /**
     * As it is served: never one that is over, also when nobody has kept house, and none that lacks
     * what was marked before this process began: a crash may have left a mark unpublished.
     */
    async find(kpa: Kpa, number: number): Promise<StatusList | undefined> {
      const list = await stored(kpa, number);
      if (!list || clock().getTime() < rightUntil(list)) return list;
      // A list that cannot be signed is not tried again at each read.
      const failed = failures.get(list.id);
      if (failed !== undefined && clock().getTime() - failed < PATIENCE) return list;
      try {
        await request(list.id, { kpa, known: [] });
        return await stored(kpa, number);
      } catch (error) {
        // Readers say that they do not know, which is true.
        failures.set(list.id, clock().getTime());
        log.error({ err: error, kpa: kpa.slug, list: number }, 'A status list cannot be renewed');
        return list;
      }
    },
  };
}
