import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { say } from '../../language/message.ts';
import type { Person, Role, Store } from '../../storage/store.ts';
import { ROLES } from '../../storage/store.ts';
import { nameField, optionalText, severalOf } from '../../web/forms.ts';
import { whereEmailIsFree, withEmail } from './email-address.ts';

/** `grantable`: the roles that the person who fills in the form may give. */
export const personForm = (grantable: readonly Role[]) =>
  z.object({
    name: nameField({ empty: say('people.no-name'), most: 80 }),
    email: optionalText(200).pipe(
      z.string().toLowerCase().pipe(z.email('people.email-incomplete')).optional(),
    ),
    roles: severalOf(z.enum(ROLES, 'people.no-such-role')).pipe(
      z
        .array(z.enum(ROLES))
        .min(1, 'people.no-role')
        .refine(
          (roles) => roles.every((role) => grantable.includes(role)),
          'people.role-of-manager',
        ),
    ),
    title: optionalText(60),
  });

/** Throws `EmailTakenError`. */
export async function addPerson(
  { store, clock }: { readonly store: Store; readonly clock: () => Date },
  kpaId: string,
  { name, email, roles, title }: z.infer<ReturnType<typeof personForm>>,
): Promise<Person> {
  const now = clock().toISOString();
  const person: Person = {
    id: randomUUID(),
    kpaId,
    name,
    ...withEmail(kpaId, email),
    roles: [...new Set(roles)],
    ...(title !== undefined && { title }),
    joinedOn: now.slice(0, 10),
    createdAt: now,
  };
  return whereEmailIsFree(store, person, () => store.people(kpaId).insert(person));
}
