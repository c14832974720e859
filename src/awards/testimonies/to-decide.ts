import { recordsOf } from '../../badges/records/who-stays.ts';
import type { Person, Store } from '../../storage/store.ts';

/** With each word goes what was signed: few are read. */
const MOST = 10;

interface ToDecide {
  readonly awardId: string;
  /** Who wrote a word; or else for whom one may be asked. */
  readonly by?: string;
  readonly label?: string;
}

/** What somebody is asked of their badges: whether a word is shown, or may be asked for. */
export async function wordsToDecide(
  store: Pick<Store, 'testimonies' | 'witnessLinks'>,
  person: Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>,
): Promise<readonly ToDecide[]> {
  const [testimonies, links] = [store.testimonies(person.kpaId), store.witnessLinks(person.kpaId)];
  const found = await Promise.all(
    recordsOf(person).map(async (id) => {
      const [words, asked] = await Promise.all([
        testimonies.readable.find({ index: 'byPersonState', equals: [id, 'signed'], limit: MOST }),
        links.readable.find({ index: 'byPersonState', equals: [id, 'asked'], limit: MOST }),
      ]);
      return [
        ...words.items.map(({ awardId, by }) => ({ awardId, by: by.name })),
        ...asked.items.map(({ awardId, label }) => ({ awardId, label })),
      ];
    }),
  );
  return found.flat();
}
