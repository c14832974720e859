/** What somebody has to be told by hand: they have no address, or theirs took no letter. */
import { recordsOf } from '../badges/records/who-stays.ts';
import type { Notice, Person, Store, Stored } from '../storage/store.ts';
import type { NewsServices } from './tell.ts';

/** On one sheet. */
const MOST = 100;

export async function noticesFor(
  { notices }: Pick<Store, 'notices'>,
  person: Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>,
): Promise<readonly Stored<Notice>[]> {
  const states = ['waiting', 'lost'] as const;
  const found = await Promise.all(
    recordsOf(person).flatMap((id) =>
      states.map((state) =>
        notices(person.kpaId).readable.find({
          ...({ index: 'byPersonState', equals: [id, state] } as const),
          limit: MOST,
        }),
      ),
    ),
  );
  return found
    .flatMap(({ items }) => items)
    .filter(({ way, state }) => way === 'sheet' || state === 'lost');
}

/** The sheet is in their hands: all that stood on it is told. */
export async function giveOnPaper(
  { store, clock }: Pick<NewsServices, 'clock'> & { readonly store: Pick<Store, 'notices'> },
  person: Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>,
): Promise<void> {
  const endedAt = clock().toISOString();
  for (const { id, kpaId } of await noticesFor(store, person)) {
    await store.notices(kpaId).update(id, ({ letterId: _, ...now }) => ({
      ...now,
      ...({ way: 'sheet', state: 'told', endedAt } as const),
    }));
  }
}
