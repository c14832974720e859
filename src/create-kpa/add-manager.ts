import { addPerson } from '../features/people/add-person.ts';
import type { Kpa, Person, Store } from '../storage/store.ts';
import { ArgumentsError, type KpaArguments } from './arguments.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

/** The manager of this name, added if there is nobody of this name yet. */
export async function addManager(
  services: Services,
  kpa: Kpa,
  { person: name, email, title }: KpaArguments,
): Promise<Person> {
  const query = { index: 'byName', equals: [name], limit: 1 } as const;
  const [known] = (await services.store.people(kpa.id).find(query)).items;
  if (known && !known.roles.includes('manager')) {
    throw new ArgumentsError(
      `--person: ${name} is already in ${kpa.name}, and is no manager of it`,
    );
  }
  return (
    known ?? addPerson(services, kpa.id, { name, roles: ['accompagnant', 'manager'], email, title })
  );
}
