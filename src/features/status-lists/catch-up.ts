/**
 * At start and every hour: signs the lists that are behind their awards, signed with a key revoked
 * since, dated in the future, or a day old. Marks are counted, and read only where one is missing: a
 * crash between a mark and its publication leaves one.
 */
import { setImmediate as others, setTimeout as wait } from 'node:timers/promises';
import type { Kpa, StatusList, Store, Stored } from '../../storage/store.ts';

interface Services {
  readonly store: Pick<Store, 'kpas' | 'statusLists'>;
  readonly statusLists: {
    publishIfDue(kpa: Kpa, list: Listed, period: number): Promise<'published' | 'right'>;
  };
  readonly log: { error(details: object, message: string): void };
}

type Listed = Pick<Stored<StatusList>, 'id' | 'version'>;

/** What became of every list in one round. */
export interface ListTally {
  readonly right: number;
  readonly published: number;
  /** Could not be signed, hence may lack what was revoked, or end: the log says why. */
  readonly behind: number;
}

const HOUR = 3_600_000;

/** Between two signatures, in milliseconds: a thousand that are due together leave others their turn. */
const PAUSE = 20;

/**
 * A list that cannot be published (its KPA has lost its keys, say) is logged, and does not hold up
 * the others. Who asks for a list meanwhile gets it with every mark (`find`).
 */
export async function catchUp(services: Services, signal?: AbortSignal): Promise<ListTally> {
  const { store } = services;
  const tally = { right: 0, published: 0, behind: 0 };
  for await (const kpa of store.kpas.readable.all({ index: 'bySlug' })) {
    for await (const list of store.statusLists(kpa.id).pickAll({ index: 'byNumber' }, ['number'])) {
      if (signal?.aborted) return tally;
      const outcome = await publish(services, kpa, list);
      tally[outcome] += 1;
      // A store that answers at once would leave nobody else a turn.
      await (outcome === 'right' ? others() : wait(PAUSE));
    }
  }
  return tally;
}

async function publish(
  { statusLists, log }: Services,
  kpa: Kpa,
  list: Listed & { readonly number?: number },
): Promise<keyof ListTally> {
  try {
    return await statusLists.publishIfDue(kpa, list, periodOf(list));
  } catch (error) {
    log.error({ err: error, kpa: kpa.slug, list: list.number }, 'A status list is behind');
    return 'behind';
  }
}

/**
 * Within a day at the latest, each list at an age of its own: those that were once signed together do
 * not stay together. Ids are random.
 */
function periodOf({ id }: Listed): number {
  const share = Number.parseInt(id.slice(0, 4), 16) / 0x1_0000;
  return (17 + 6 * share) * HOUR;
}
