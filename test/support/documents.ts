/** Every document of a store with its version: two equal answers mean that nothing was written. */
import type { Page, PagedQuery, Store } from '../../src/storage/store.ts';

type Find<T> = (query: PagedQuery) => Promise<Page<T>>;

async function all<T>(find: Find<T>, index: string): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  let after: string | undefined;
  do {
    const page: Page<T> = await find({ index, limit: 500, ...(after !== undefined && { after }) });
    found.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return found;
}

export async function documentsOf(store: Store): Promise<Record<string, readonly unknown[]>> {
  return {
    kpas: await all((query) => store.kpas.find(query), 'bySlug'),
    keys: await all((query) => store.keys.across.find(query), 'byFragment'),
    people: await all((query) => store.people.across.find(query), 'byName'),
    experiences: await all((query) => store.experiences.across.find(query), 'byDate'),
    awards: await all((query) => store.awards.across.find(query), 'byDate'),
    statusLists: await all((query) => store.statusLists.across.find(query), 'byNumber'),
    shareLinks: await all((query) => store.shareLinks.find(query), 'byPerson'),
    sessions: await all((query) => store.sessions.find(query), 'byPerson'),
    signInLinks: await all((query) => store.signInLinks.find(query), 'byExpiry'),
  };
}
