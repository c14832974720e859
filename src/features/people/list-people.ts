/** The people of a KPA as a list: by family name, under a letter, and apart those who have left. */
import type { Definitions } from '../../definitions/definitions.ts';
import { type FoundPeople, findByName } from '../../people/find-people.ts';
import { isGone } from '../../badges/records/who-stays.ts';
import { entryFor, followAll, isSameEntry } from '../../people/name-rows.ts';
import type { Filling, NameEntry, Person, Store, Stored } from '../../storage/store.ts';
import { PART, type PlaceInList, readPart } from '../../web/lists/parts.ts';
import { describePerson } from './describe-person.ts';
import { readLetters } from './read-letters.ts';
import { lastBadge } from '../../people/recognition-entries.ts';
import { recentPeople } from '../../people/recent-people.ts';

interface Services {
  readonly definitions: Definitions;
  readonly store: Store;
  readonly names: Pick<Filling, 'ready'>;
}

interface Asked {
  readonly letter: string | undefined;
  readonly place: PlaceInList | undefined;
  /** In the list of those who have left. */
  readonly leftPlace: PlaceInList | undefined;
}

export async function listPeople(services: Services, kpaId: string, asked: Asked) {
  await services.names.ready(kpaId);
  const entries = services.store.nameEntries(kpaId);
  const { letter, place, leftPlace } = asked;
  const [here, left, count, letters] = await Promise.all([
    letter === undefined
      ? readPart(entries, { index: 'byOrder', equals: ['here'] }, place)
      : readPart(entries, { index: 'byLetter', equals: ['here', letter] }, place),
    readPart(entries, { index: 'byOrder', equals: ['left'] }, leftPlace),
    entries.count({ index: 'byOrder', equals: ['here'] }),
    readLetters(services.store, kpaId, letter),
  ]);
  const isWhole = count <= PART;
  const [shown, gone, seen] = await Promise.all([
    describeEntries(services, kpaId, here.items),
    describeEntries(services, kpaId, left.items),
    isWhole ? [] : describeRecent(services, kpaId),
  ]);
  return {
    ...{ all: shown, ...groupsOf(shown), left: gone, recent: seen, count, isWhole, letters },
    ...(letter !== undefined && { letter: letter.toLocaleUpperCase('fr') }),
    ...{ around: here, leftAround: left },
  };
}

/** Those whose names begin so. */
export async function searchPeople(services: Services, kpaId: string, typed: string) {
  const found: FoundPeople = await findByName(services, kpaId, typed, PART);
  const { people, more } = found;
  return { all: await describeAll(services, kpaId, people), more };
}

/** What does not say what its person says is written anew: whoever changed that did not get so far. */
async function describeEntries(
  services: Services,
  kpaId: string,
  entries: readonly Stored<NameEntry>[],
) {
  const people = await services.store.people(kpaId).readable.findByIds(entries.map(({ id }) => id));
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const isStale = (person: Person) => {
    const entry = known.get(person.id);
    return entry !== undefined && (isGone(person) || !isSameEntry(entry, entryFor(person)));
  };
  await followAll(services.store, people.filter(isStale));
  const isListed = (person: Person) =>
    !isGone(person) && known.get(person.id)?.list === entryFor(person).list;
  return describeAll(services, kpaId, people.filter(isListed));
}

type Described = Awaited<ReturnType<typeof describeOne>>;

const groupsOf = (all: readonly Described[]) => ({
  cooperants: all.filter(({ isCooperant }) => isCooperant),
  staff: all.filter(({ isCooperant }) => !isCooperant),
});

const describeRecent = async (services: Services, kpaId: string) =>
  describeAll(services, kpaId, await recentPeople(services, kpaId));

const describeAll = (services: Services, kpaId: string, people: readonly Person[]) =>
  Promise.all(people.map((person) => describeOne(services, kpaId, person)));

/** With the last badge that all of the team may know of, and stands: how many there are would count others. */
async function describeOne(services: Services, kpaId: string, person: Person) {
  const newest = await lastBadge(services, kpaId, person.id);
  return { ...describePerson(person), newestOn: newest?.issuedAt };
}
