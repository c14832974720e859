import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { insertNames } from '../../people/name-rows.ts';
import { say, typed } from '../../language/message.ts';
import type { Person, Role, Store } from '../../storage/store.ts';
import { areSameIn, madeOnce } from '../../web/acts/made-once.ts';
import { whereEmailIsFree, withEmail } from '../../people/email-address.ts';
import { personFields, rolesField } from '../../people/person-fields.ts';
import { smsFields, smsOf } from '../../people/phone-number.ts';

/** `grantable`: the roles that the person who fills in the form may give. */
export const personForm = (grantable: readonly Role[], takesSms: boolean) =>
  z.object({ ...personFields, phone: smsFields(takesSms, {}).phone, roles: rolesField(grantable) });

type Fields = z.infer<ReturnType<typeof personForm>>;
type Typed = Omit<Fields, 'phone'> & Partial<Pick<Fields, 'phone'>>;

/** `id`: of the act of a form, which adds one person. Throws `EmailTakenError`, `FormUsedError`. */
export async function addPerson(
  { store, clock }: { readonly store: Store; readonly clock: () => Date },
  kpaId: string,
  { name, email, phone, roles, title }: Typed,
  id: string = randomUUID(),
): Promise<Person> {
  const now = clock().toISOString();
  const person: Person = {
    id,
    kpaId,
    name,
    ...withEmail(kpaId, email),
    ...smsOf({ phone }),
    roles: [...new Set(roles)],
    ...(title !== undefined && { title }),
    joinedOn: now.slice(0, 10),
    createdAt: now,
  };
  const people = store.people(kpaId);
  const storing = () =>
    whereEmailIsFree<Person>(store, person, async () => {
      await insertNames(store, [person]);
      return people.insert(person);
    });
  return madeOnce(storing, {
    find: () => people.findById(id),
    isSame: (before) => areSameIn(before, person, ['name', 'email', 'phone', 'roles', 'title']),
    used: (before) => say('people.form-used', { name: typed(before.name) }),
  });
}
