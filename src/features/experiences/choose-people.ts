import { EXPERIENCE_LABELS } from '../../badges/labels.ts';
import { isStaff } from '../../badges/roles.ts';
import { isHere, isGone } from '../../badges/records/who-stays.ts';
import { findByName, type NameServices } from '../../people/find-people.ts';
import { EXPERIENCE_KINDS, type Person } from '../../storage/store.ts';
import { severalIn, valuesIn } from '../../web/forms.ts';
import { isTurned, readChoices } from '../../web/lists/choices.ts';
import { type PlaceInList, readPart } from '../../web/lists/parts.ts';

/** As many can take part, and as many boxes stand on a page: a group is ticked at one look. */
export const MOST_PEOPLE = 60;
/** As long as a name can be. */
const LONGEST_SEARCH = 80;

const searchIn = (given: unknown) => severalIn(given, 'search')[0]?.trim().slice(0, LONGEST_SEARCH);

/** Somebody looks for people, and has not done with the form: a search was typed, or a page turned. */
export const isLooking = (given: unknown): boolean =>
  isTurned(given) || (searchIn(given) ?? '') !== '';

/** What the form shows: `given` is what was ticked and typed so far. */
export async function formChoices(services: NameServices, kpaId: string, given: unknown) {
  const { people } = services.store;
  const searched = isTurned(given) ? '' : (searchIn(given) ?? '');
  const found =
    searched === '' ? undefined : await findByName(services, kpaId, searched, MOST_PEOPLE);
  // Who has left is not proposed; a page may be a little shorter for it.
  const readPeople = async (place: PlaceInList | undefined) => {
    const part = await readPart(people(kpaId), { index: 'byName' }, place, MOST_PEOPLE);
    return { ...part, items: part.items.filter(isHere) };
  };
  const { shown, isTicked, turns } = await readChoices<Person>({
    list: 'people',
    given,
    read: (place) =>
      found ? Promise.resolve({ items: found.people.filter(isHere) }) : readPeople(place),
    ticked: async (ids) => withoutMerged(await people(kpaId).readable.findByIds(ids)),
  });
  const typed = valuesIn(given);
  const isLong = turns.previous !== undefined || turns.next !== undefined;
  return {
    kinds: EXPERIENCE_KINDS.map((value) => ({
      value,
      label: EXPERIENCE_LABELS[value],
      checked: value === typed('kind')[0],
    })),
    people: peopleView(shown, isTicked, typed),
    turns,
    ...(isLong || found ? { searchable: true } : {}),
    ...(found && { searched, found: found.people.length, more: found.more }),
  };
}

/** Who is ticked may have left since; of two records of one person, the one that stays is ticked. */
export const withoutMerged = <P extends Person>(people: readonly P[]): readonly P[] =>
  people.filter((person) => !isGone(person));

// Those who did the work come first; who accompanies them may have worked too.
const cooperantsFirst = (a: Person, b: Person) => Number(isStaff(a)) - Number(isStaff(b));

function peopleView(
  shown: readonly Person[],
  isTicked: (id: string) => boolean,
  typed: (field: string) => readonly string[],
) {
  return shown.toSorted(cooperantsFirst).map(({ id, name }) => ({
    id,
    name,
    checked: isTicked(id),
    task: typed(`task-${id}`)[0],
  }));
}
