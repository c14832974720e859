import { each, type Kpa, type Store } from '../../storage/store.ts';

interface Services {
  readonly store: Store;
  readonly statusLists: { publish(kpa: Kpa, listId: string): Promise<void> };
  readonly log: { error(details: object, message: string): void };
}

/**
 * Publishes the lists that are behind their awards, or signed with a key revoked since: a crash
 * between a mark and its publication leaves one. A list that cannot be published (its KPA has lost
 * its keys, say) is logged, and does not hold up the others.
 */
export async function catchUp({ store, statusLists, log }: Services): Promise<void> {
  for await (const kpa of each(store.kpas, { index: 'bySlug' })) {
    for await (const list of each(store.statusLists(kpa.id), { index: 'byNumber' })) {
      await statusLists.publish(kpa, list.id).catch((error: unknown) => {
        log.error({ err: error, kpa: kpa.slug, list: list.number }, 'A status list is behind');
      });
    }
  }
}
