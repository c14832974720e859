/** Every document of a store with its version: two equal answers mean that nothing was written. */
import { each, type Store } from '../../src/storage/store.ts';

async function all(found: AsyncIterable<unknown>): Promise<readonly unknown[]> {
  const documents: unknown[] = [];
  for await (const document of found) documents.push(document);
  return documents;
}

export async function documentsOf(store: Store): Promise<Record<string, readonly unknown[]>> {
  return {
    kpas: await all(each(store.kpas, { index: 'bySlug' })),
    keys: await all(each(store.keys.across, { index: 'byFragment' })),
    people: await all(each(store.people.across, { index: 'byName' })),
    experiences: await all(each(store.experiences.across, { index: 'byDate' })),
    awards: await all(each(store.awards.across, { index: 'byDate' })),
    statusLists: await all(each(store.statusLists.across, { index: 'byNumber' })),
    shareLinks: await all(each(store.shareLinks, { index: 'byPerson' })),
    sessions: await all(each(store.sessions, { index: 'byPerson' })),
    signInLinks: await all(each(store.signInLinks, { index: 'byExpiry' })),
  };
}
