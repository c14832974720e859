import { dayBefore } from '../../language/dates.ts';
import { say } from '../../language/message.ts';
import { EXPERIENCE_LABELS } from '../../badges/labels.ts';
import { isStaff } from '../../badges/roles.ts';
import { isHere, isGone } from '../../badges/records/who-stays.ts';
import { chosenDay, MOST_PEOPLE, OTHER_DAY } from './experience-form.ts';
import { findByName, type NameServices } from '../../people/find-people.ts';
import { EXPERIENCE_KINDS, type Person } from '../../storage/store.ts';
import { severalIn, typedIn, valuesIn } from '../../web/forms.ts';
import { isTurned, readChoices } from '../../web/lists/choices.ts';
import { type PlaceInList, readPart } from '../../web/lists/parts.ts';

/** As long as a name can be. */
const LONGEST_SEARCH = 80;

const searchIn = (given: unknown) => severalIn(given, 'search')[0]?.trim().slice(0, LONGEST_SEARCH);

/** Somebody looks for people, and has not done with the form: a search was typed, or a page turned. */
export const isLooking = (given: unknown): boolean =>
  isTurned(given) || (searchIn(given) ?? '') !== '';

interface Choosing {
  readonly kpaId: string;
  /** What was ticked and typed so far. */
  readonly given: unknown;
  /** Who stands first, above all others: as long as the form is written, the same. */
  readonly first: () => Promise<readonly Person[]>;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** What the form shows. */
export async function formChoices(services: NameServices, asked: Choosing) {
  const { kpaId, given } = asked;
  const { people } = services.store;
  const stood = severalIn(given, 'top')[0]?.split(' ').slice(0, MOST_PEOPLE);
  const top = withoutMerged(
    stood ? await people(kpaId).readable.findByIds(stood) : await asked.first(),
  );
  const isOnTop = ({ id }: Person) => top.some((one) => one.id === id);
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
  const others = shown.filter((one) => !isOnTop(one));
  return {
    ...daysOf(asked, typed),
    kinds: EXPERIENCE_KINDS.map((value) => ({
      value,
      label: EXPERIENCE_LABELS[value],
      checked: value === typed('kind')[0],
    })),
    top: peopleView(top, isTicked, typed),
    topIds: top.map(({ id }) => id).join(' '),
    people: peopleView(others, isTicked, typed),
    turns,
    // Something was done in there, or there is nobody else to see.
    isOpen:
      top.length === 0 ||
      found !== undefined ||
      isTurned(given) ||
      others.some(({ id }) => isTicked(id)),
    hasDetails: isDetailed(given),
    hasMore: isLong || found !== undefined || others.length > 0,
    ...(isLong || found ? { searchable: true } : {}),
    ...(found && {
      searched,
      found: found.people.length,
      more: found.more,
      // Those stand above, and not once more below.
      isAbove: found.people.some(isOnTop),
    }),
  };
}

/** A place or a task was typed: its fold stands open. */
const isDetailed = (given: unknown) =>
  Object.entries(typedIn(given)).some(
    ([field, value]) => /^(?:place$|task-)/.test(field) && value.trim() !== '',
  );

/** Today and yesterday are one touch; `values.date` is only asked of another day. */
function daysOf({ given, today }: Choosing, typed: (field: string) => readonly string[]) {
  const day = typed('day').length === 0 ? today : (chosenDay(given) ?? OTHER_DAY);
  const days = [
    { value: today, label: say('experience.today') },
    { value: dayBefore(today), label: say('experience.yesterday') },
  ];
  const isNear = days.some(({ value }) => value === day);
  return {
    days: [...days, { value: OTHER_DAY, label: say('experience.other-day') }].map((one) => ({
      ...one,
      checked: isNear ? one.value === day : one.value === OTHER_DAY,
    })),
    // One touch was today when the form was shown: some days later it is a day like others.
    otherDay: isNear || day === OTHER_DAY ? typed('date')[0] : day,
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
