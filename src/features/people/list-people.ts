import { findByName } from '../../badges/people-by-name.ts';
import type { Person, Store } from '../../storage/store.ts';
import { PART, type PlaceInList, readPart } from '../../web/lists/parts.ts';
import { describePerson } from './describe-person.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

/** After this time without a badge, the page says whose work nobody has recognised. */
const LONG_DAYS = 90;

/** A part of the people of a KPA, by name. */
export async function listPeople(
  services: Services,
  kpaId: string,
  place: PlaceInList | undefined,
) {
  const people = services.store.people(kpaId);
  const [{ items, ...around }, count] = await Promise.all([
    readPart(people, { index: 'byName' }, place),
    people.count({ index: 'byName' }),
  ]);
  return { ...(await describeAll(services, kpaId, items)), count, isWhole: count <= PART, around };
}

/** Those whose names begin so. */
export async function searchPeople(services: Services, kpaId: string, typed: string) {
  const { people, more } = await findByName(services.store, kpaId, typed, PART);
  return { ...(await describeAll(services, kpaId, people)), more, isWhole: false };
}

/** Among the coopérant·es of these, those who have had no recognition lately. */
async function describeAll(services: Services, kpaId: string, people: readonly Person[]) {
  const all = await Promise.all(people.map((person) => describeOne(services, kpaId, person)));
  const cooperants = all.filter(({ isCooperant }) => isCooperant);
  return {
    all,
    cooperants,
    staff: all.filter(({ isCooperant }) => !isCooperant),
    waiting: cooperants.filter(({ waiting }) => waiting),
  };
}

async function describeOne({ store, clock }: Services, kpaId: string, person: Person) {
  const long = new Date(clock().getTime() - LONG_DAYS * 86_400_000).toISOString();
  const awards = store.awards(kpaId);
  // Those that stand: nobody is passed over for a badge that was taken back.
  const query = { index: 'byPersonStanding', equals: [person.id, 'valid'] } as const;
  const newestFirst = { ...query, order: 'descending', limit: 1 } as const;
  const [{ items }, badges] = await Promise.all([
    awards.pick(newestFirst, ['issuedAt']),
    awards.count(query),
  ]);
  const newestOn = items[0]?.issuedAt;
  const waiting = (newestOn ?? person.createdAt) < long;
  return { ...describePerson(person), badges, newestOn, waiting };
}
