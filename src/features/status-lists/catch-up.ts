import { setImmediate as others } from 'node:timers/promises';
import type { Kpa, Store } from '../../storage/store.ts';

interface Services {
  readonly store: Pick<Store, 'kpas' | 'statusLists'>;
  readonly statusLists: {
    publish(kpa: Kpa, listId: string, known?: readonly number[]): Promise<void>;
  };
  readonly log: { error(details: object, message: string): void };
}

/**
 * Publishes the lists that are behind their awards, signed with a key revoked since, or soon over. A
 * list that cannot be published (its KPA has lost its keys, say) is logged, and does not hold up the
 * others. This reads every mark, once: a crash between a mark and its publication leaves one. It
 * takes long where much was withdrawn; who asks for a list meanwhile gets it with every mark (`find`).
 */
export function catchUp(services: Services, signal?: AbortSignal): Promise<void> {
  return publishEach(services, undefined, signal);
}

/** The same while the service runs: marks are counted, and read where one is missing. */
export function publishDue(services: Services, signal: AbortSignal): Promise<void> {
  return publishEach(services, [], signal);
}

async function publishEach(
  { store, statusLists, log }: Services,
  known: readonly number[] | undefined,
  signal?: AbortSignal,
): Promise<void> {
  for await (const kpa of store.kpas.all({ index: 'bySlug' })) {
    for await (const list of store.statusLists(kpa.id).all({ index: 'byNumber' })) {
      if (signal?.aborted) return;
      await statusLists.publish(kpa, list.id, known).catch((error: unknown) => {
        log.error({ err: error, kpa: kpa.slug, list: list.number }, 'A status list is behind');
      });
      // A store that answers at once would leave nobody else a turn.
      await others();
    }
  }
}
