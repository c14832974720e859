import type { Person, ShareLink, Store } from '../../storage/store.ts';
import { EXPERIENCE_LABELS } from '../../badges/labels.ts';
import { readersOf } from '../../badges/readers-of-words.ts';

/** With more than these, the newest are open, and the others folded. */
const MOST_OPEN = 5;
const OPEN_OF_MANY = 3;

/**
 * What a person took part in, newest first, with what they told of it and who can read that.
 * `isDone`: whether they have just told it, or taken it back.
 */
export async function myExperiences(
  store: Store,
  person: Person,
  openLinks: readonly ShareLink[],
  isDone: (id: string, words: string | undefined) => boolean,
) {
  const mine = [];
  const query = { index: 'byDate', order: 'descending' } as const;
  for await (const experience of store.experiences(person.kpaId).all(query)) {
    const own = experience.participants.find(({ personId }) => personId === person.id);
    if (!own) continue;
    const { id, title, date, kind } = experience;
    const readers = readersOf(id, own, openLinks);
    mine.push({ id, title, date, kindLabel: EXPERIENCE_LABELS[kind], words: own.words, readers });
  }
  const open = mine.length > MOST_OPEN ? OPEN_OF_MANY : MOST_OPEN;
  return {
    experiences: mine.slice(0, open),
    earlier: mine.slice(open),
    told: mine.find(({ id, words }) => isDone(id, words)),
  };
}
