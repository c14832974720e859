import { encodeList } from '../../credentials/status-list.ts';
import { type Kpa, type StatusList, type Store, each } from '../../storage/store.ts';
import { revokedIndexes } from './publish.ts';

interface Services {
  readonly store: Store;
  readonly statusLists: { publish(kpa: Kpa, listId: string): Promise<void> };
  readonly log: { error(details: object, message: string): void };
}

/**
 * Publishes the lists that are behind their awards: a crash after an award was marked revoked, and
 * before its list was rebuilt, leaves one. Asks one indexed question per list. A list that cannot
 * be published (its KPA has lost its keys, say) is logged, and does not hold up the others.
 */
export async function catchUp({ store, statusLists, log }: Services): Promise<void> {
  for await (const kpa of each(store.kpas, { index: 'bySlug' })) {
    for await (const list of each(store.statusLists(kpa.id), { index: 'byNumber' })) {
      if (!(await isBehind(store, list))) continue;
      await statusLists.publish(kpa, list.id).catch((error: unknown) => {
        log.error({ err: error, kpa: kpa.slug, list: list.number }, 'A status list is behind');
      });
    }
  }
}

async function isBehind(store: Store, list: StatusList): Promise<boolean> {
  const encoded = await encodeList(await revokedIndexes(store, list), list.size);
  return !list.credential.includes(`"encodedList":"${encoded}"`);
}
