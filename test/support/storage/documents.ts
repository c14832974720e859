/** Every document of a store with its version: two equal answers mean that nothing was written. */
import type { Store } from '../../../src/storage/store.ts';

export async function documentsOf(store: Store): Promise<Record<string, readonly unknown[]>> {
  return {
    kpas: await store.kpas.all({ index: 'bySlug' }).toArray(),
    keys: await store.keys.across.all({ index: 'byFragment' }).toArray(),
    people: await store.people.across.all({ index: 'byName' }).toArray(),
    experiences: await store.experiences.across.all({ index: 'byDate' }).toArray(),
    participations: await store.participations.across.all({ index: 'byPerson' }).toArray(),
    awards: await store.awards.across.all({ index: 'byDate' }).toArray(),
    statusLists: await store.statusLists.across.all({ index: 'byNumber' }).toArray(),
    shareLinks: await store.shareLinks.all({ index: 'byPerson' }).toArray(),
    sessions: await store.sessions.all({ index: 'byPerson' }).toArray(),
    signInLinks: await store.signInLinks.all({ index: 'byExpiry' }).toArray(),
    letters: await store.letters.all({ index: 'byExpiry' }).toArray(),
    keptForms: await store.keptForms.all({ index: 'byExpiry' }).toArray(),
    letterSlots: await store.letterSlots.all({ index: 'byExpiry' }).toArray(),
  };
}
