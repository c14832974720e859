/** What somebody has to be told by hand: they have no address, or theirs took no letter. */
import { isOf, recordsOf } from '../badges/records/who-stays.ts';
import type { Notice, Person, Store, Stored } from '../storage/store.ts';
import type { NewsServices } from './tell.ts';

/** On one sheet. */
const MOST = 100;

type Whose = Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>;

/** What is personal is between two people: who did it gives the sheet. */
export const isReadBy = (
  { personal, by }: Notice,
  reader: Pick<Person, 'id' | 'mergedFrom'>,
): boolean => personal === undefined || isOf(reader, by);

/** Waiting for a sheet, or lost; `reader`: who of the team is to give it, or undefined for all of them. */
export async function noticesFor(
  { notices }: Pick<Store, 'notices'>,
  person: Whose,
  reader: Whose | undefined,
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
    .filter(({ way, state }) => way === 'sheet' || state === 'lost')
    .filter((notice) => reader === undefined || isReadBy(notice, reader));
}

/** The sheet is in their hands: what stood on it (`ids`) is told, and nothing that came since. */
export async function giveOnPaper(
  { store, clock }: Pick<NewsServices, 'clock'> & { readonly store: Pick<Store, 'notices'> },
  person: Whose,
  { reader, ids }: { readonly reader: Whose; readonly ids: readonly string[] },
): Promise<void> {
  const endedAt = clock().toISOString();
  for (const { id, kpaId } of await noticesFor(store, person, reader)) {
    if (!ids.includes(id)) continue;
    await store.notices(kpaId).update(id, (now) => {
      if (now.state !== 'waiting' && now.state !== 'lost') return now;
      const { letterId: _letter, sms: _sms, ...rest } = now;
      return { ...rest, way: 'sheet', state: 'told', endedAt };
    });
  }
}
