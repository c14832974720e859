import { isGone } from '../badges/records/who-stays.ts';
import { addPerson } from '../features/people/add-person.ts';
import { EmailTakenError, whereEmailIsFree } from '../people/email-address.ts';
import { withEmail, withoutEmail } from '../people/email-address.ts';
import type { Kpa, Person, Store, Stored } from '../storage/store.ts';
import { change, type Changed } from './change-kpa.ts';
import { RefusedError } from './command.ts';
import type { KpaArguments } from './kpa-arguments.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

/**
 * The manager of this name: added if there is nobody of this name yet, else with the e-mail and the
 * title that are given now. Throws `RefusedError`.
 */
export async function setManager(
  services: Services,
  kpa: Kpa,
  given: KpaArguments,
): Promise<Changed<Person>> {
  const known = await findManager(services.store, kpa, given.person);
  try {
    if (known) return await changeManager(services, known, given);
    const { person: name, email, title } = given;
    const roles: Person['roles'] = ['accompagnant', 'manager'];
    const value = await addPerson(services, kpa.id, { name, roles, email, title });
    return { value, changes: [`person: ${name} is now a manager of ${kpa.name}`] };
  } catch (error) {
    if (!(error instanceof EmailTakenError)) throw error;
    throw new RefusedError(
      `--email: ${given.email ?? ''} belongs to ${error.person.name} in ${kpa.name}: a person has one of their own`,
    );
  }
}

/** Throws `RefusedError` if everybody of this name is something else. */
async function findManager(
  { people }: Store,
  kpa: Kpa,
  name: string,
): Promise<Stored<Person> | undefined> {
  const query = { index: 'byName', equals: [name] } as const;
  const all = await people(kpa.id).all(query).toArray();
  const known = all.filter((one) => !isGone(one));
  const manager = known.find(({ roles }) => roles.includes('manager'));
  if (manager ?? known.length === 0) return manager;
  throw new RefusedError(`--person: ${name} is already in ${kpa.name}, and is no manager of it`);
}

async function changeManager(
  { store, clock }: Services,
  known: Stored<Person>,
  given: KpaArguments,
): Promise<Changed<Person>> {
  const { email = known.email, title = known.title } = given;
  const changes = [...change('email', known.email, email), ...change('title', known.title, title)];
  if (changes.length === 0) return { value: known, changes };
  const next = {
    ...(email === known.email ? known : withoutEmail(known)),
    ...withEmail(known.kpaId, email),
    // Whoever reads the letters of the address of before comes in with none of them.
    ...(email !== known.email && { accessSince: clock().toISOString() }),
    ...(title !== undefined && { title }),
  };
  const replace = () => store.people(known.kpaId).replace(next);
  return { value: await whereEmailIsFree(store, next, replace), changes };
}
