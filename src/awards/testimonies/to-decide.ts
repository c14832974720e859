import { recordsOf } from '../../badges/records/who-stays.ts';
import type { Person, Store } from '../../storage/store.ts';

const MOST = 20;

/** Badges of somebody of which they are asked something: whether a word is shown, or may be asked for. */
export async function badgesToDecide(
  store: Pick<Store, 'testimonies' | 'witnessLinks'>,
  person: Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>,
): Promise<readonly string[]> {
  const [testimonies, links] = [store.testimonies(person.kpaId), store.witnessLinks(person.kpaId)];
  const found = await Promise.all(
    recordsOf(person).flatMap((id) => [
      testimonies.pick({ index: 'byPersonState', equals: [id, 'signed'], limit: MOST }, [
        'awardId',
      ]),
      links.pick({ index: 'byPersonState', equals: [id, 'asked'], limit: MOST }, ['awardId']),
    ]),
  );
  return [...new Set(found.flatMap(({ items }) => items.flatMap(({ awardId }) => awardId ?? [])))];
}
