/** Who runs the network: given and taken by who has it, and never taken from the last one (docs/adr/0042). */
import { risingWays } from '../../../badges/links/ways-in.ts';
import { rolesOf } from '../../../badges/rights.ts';
import { isStaff } from '../../../badges/roles.ts';
import { say } from '../../../language/message.ts';
import { HttpError } from '../../../problems/http-error.ts';
import type { Kpa, Person, Store, Stored } from '../../../storage/store.ts';

interface Services {
  readonly store: Pick<Store, 'people' | 'kpas'>;
  readonly clock: () => Date;
}

type Whose = Pick<Person, 'id' | 'kpaId'>;

/** More than there are: each of them can make and suspend KPAs. */
const MOST = 50;

/** With their KPA, in the order in which they came. */
export async function peopleOfNetwork({ store }: Pick<Services, 'store'>) {
  const people = await readPeople(store);
  const kpas = await store.kpas.readable.findByIds(people.map(({ kpaId }) => kpaId));
  return people.map((person) => ({ person, kpa: kpas.find(({ id }) => id === person.kpaId) }));
}

async function readPeople({ people }: Pick<Store, 'people'>): Promise<readonly Stored<Person>[]> {
  const query = { index: 'acrossByNetwork', limit: MOST } as const;
  const { items } = await people.across.readable.find(query);
  return items.filter((person) => rolesOf(person).includes('network'));
}

/** What let them in before opens nothing any more (docs/adr/0038). */
export function withNetworkRole(person: Stored<Person>, since: string): Stored<Person> {
  if (person.network === true && person.networkSince !== undefined) return person;
  const next = { ...person, network: true as const, networkSince: since };
  return { ...next, ...risingWays(person, next, since) };
}

export function withoutNetworkRole(person: Stored<Person>): Stored<Person> {
  const { network: _, networkSince: __, ...rest } = person;
  return rest;
}

/** Of the team of this KPA, by their e-mail; undefined for whoever else has it, or nobody. */
export async function giveNetworkRole(
  { store, clock }: Services,
  kpa: Kpa,
  email: string,
): Promise<Person | undefined> {
  const query = { index: 'acrossByEmail', equals: [email.toLowerCase()] } as const;
  const found = await store.people.across.readable.all(query).toArray();
  const person = found.find((one) => one.kpaId === kpa.id && isStaff(one));
  if (!person) return undefined;
  const since = clock().toISOString();
  const given = await store
    .people(kpa.id)
    .update(person.id, (now) => (isStaff(now) ? withNetworkRole(now, since) : now));
  return given?.network === true ? given : undefined;
}

/**
 * False for who has not got it. Throws CONFLICT for the last one: two who take it from each other at
 * once would each have seen the other, so it is looked at again, and given back.
 */
export async function takeNetworkRole({ store }: Services, whose: Whose): Promise<boolean> {
  const all = await readPeople(store);
  const isSame = ({ id, kpaId }: Whose) => id === whose.id && kpaId === whose.kpaId;
  const before = all.find(isSame);
  if (!before) return false;
  if (all.length < 2) throw lastOne();
  const people = store.people(whose.kpaId);
  await people.update(whose.id, withoutNetworkRole);
  if ((await readPeople(store)).length > 0) return true;
  const since = before.networkSince ?? before.createdAt;
  await people.update(whose.id, (now) => withNetworkRole(now, since));
  throw lastOne();
}

const lastOne = () => new HttpError('CONFLICT', say('network.last-one'));
