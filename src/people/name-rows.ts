/**
 * What finds a person by name, written with the person: words, a place in the list, a letter. Each
 * has an id that follows from what it says, so it can be written again (docs/adr/0040).
 */
import { isGone } from '../badges/records/who-stays.ts';
import { digest } from '../keys/secrets.ts';
import {
  ifRefused,
  type NameEntry,
  type NameLetter,
  type NameWord,
  type Person,
  type Store,
} from '../storage/store.ts';
import {
  foldedName,
  letterOf,
  listOrder,
  NO_LETTER,
  searchedWords,
  sortedWords,
} from './folded-names.ts';

export type NameStores = Pick<Store, 'people' | 'nameWords' | 'nameEntries' | 'nameLetters'>;

function wordsFor({ id: personId, kpaId, name }: Person): readonly NameWord[] {
  const folded = foldedName(name);
  return searchedWords(folded).map((word) => {
    const id = digest(['name-word', personId, word].join('/'));
    return { id, kpaId, personId, word, name: folded };
  });
}

export function entryFor({ id, kpaId, name, leftOn }: Person): NameEntry {
  const folded = foldedName(name);
  const order = listOrder(folded);
  const list = leftOn === undefined ? 'here' : 'left';
  const sorted = sortedWords(folded) || NO_LETTER;
  return { id, kpaId, list, letter: letterOf(order), order, sorted };
}

const letterFor = ({ kpaId, letter }: NameEntry): NameLetter => ({
  id: digest(['name-letter', kpaId, letter].join('/')),
  kpaId,
  letter,
});

const once = (inserting: Promise<unknown>) =>
  ifRefused(inserting, 'DUPLICATE_KEY', () => undefined);

/**
 * Before the persons themselves: a name without a person is left out by readers; the other way round,
 * nobody would find them. What is there already stays as it is.
 */
export async function insertNames(store: NameStores, all: readonly Person[]): Promise<void> {
  const people = all.filter((person) => !isGone(person));
  const entries = people.map(entryFor);
  const letters = new Map(entries.map((entry) => [letterFor(entry).id, letterFor(entry)]));
  await Promise.all([
    ...people.flatMap(wordsFor).map((one) => once(store.nameWords(one.kpaId).insert(one))),
    ...entries.map((one) => once(store.nameEntries(one.kpaId).insert(one))),
    ...[...letters.values()].map((one) => once(store.nameLetters(one.kpaId).insert(one))),
  ]);
}

/**
 * After a name was corrected, somebody left or came back, or a record was merged into another. What is
 * missing is made first, and what says something else taken away last, so that the person is found all
 * the time.
 */
export async function followName(store: NameStores, person: Person): Promise<void> {
  const { id, kpaId } = person;
  const words = store.nameWords(kpaId);
  if (isGone(person)) {
    await forgetName(store, person);
    return;
  }
  const wanted = new Map(wordsFor(person).map((one) => [one.id, one]));
  const there = await words.all({ index: 'byPerson', equals: [id] }).toArray();
  await insertNames(store, [person]);
  await store.nameEntries(kpaId).update(id, (now) => {
    const entry = entryFor(person);
    return isSameEntry(now, entry) ? now : { ...entry, version: now.version };
  });
  const changed = there.filter((one) => wanted.get(one.id)?.name !== one.name);
  await Promise.all(
    changed.map(async (one) => {
      const now = wanted.get(one.id);
      if (now) await words.update(one.id, ({ version }) => ({ ...now, version }));
      else await words.remove(one.id);
    }),
  );
  // Corrected once more, merged or erased meanwhile: whoever did that may have been overtaken here.
  const now = await store.people(kpaId).findById(id);
  if (!now) return;
  const isSame = !isGone(now) && isSameEntry(entryFor(now), entryFor(person));
  if (!isSame) await followName(store, now);
}

/** Of a record that was merged into another: nobody is found by it any more. */
async function forgetName(store: NameStores, { id, kpaId }: Person): Promise<void> {
  const words = store.nameWords(kpaId);
  const there = await words.all({ index: 'byPerson', equals: [id] }).toArray();
  await Promise.all(there.map((one) => words.remove(one.id)));
  await store.nameEntries(kpaId).remove(id);
}

export const isSameEntry = (one: NameEntry, other: NameEntry): boolean =>
  one.list === other.list && one.order === other.order && one.sorted === other.sorted;

/** Those of whom nobody has written the names are made to be found. */
export async function followAll(store: NameStores, people: readonly Person[]): Promise<void> {
  await Promise.all(people.map((person) => followName(store, person)));
}
