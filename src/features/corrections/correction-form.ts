/** The form that corrects a person: what is typed, and what it was filled in over. */
import { z } from 'zod';
import { may } from '../../badges/rights.ts';
import { ROLE_LABELS } from '../../badges/labels.ts';
import { digest } from '../../keys/secrets.ts';
import { personFields, rolesField } from '../../people/person-fields.ts';
import { smsFields, smsOf } from '../../people/phone-number.ts';
import { type Person, ROLES } from '../../storage/store.ts';
import { severalIn } from '../../web/forms.ts';

/** What is said of a person, and can be said wrongly. */
export type PersonCorrection = Pick<
  Person,
  'name' | 'email' | 'phone' | 'bySms' | 'title' | 'roles' | 'joinedOn'
>;

/** `by`: who fills it in. Who may give no roles leaves them as they are. */
export function correctionForm(by: Person, person: Person, takesSms: boolean) {
  const { roles } = person;
  const unchanged = z
    .unknown()
    .optional()
    .transform((): Person['roles'] => roles);
  return z.object({
    ...personFields,
    ...smsFields(takesSms, person),
    joinedOn: z.iso.date('corrections.no-day'),
    roles: may(by, 'give roles')
      ? rolesField(ROLES).transform((ticked) => [...new Set(ticked)])
      : unchanged,
    /** See `stampOf`. */
    seen: z.string().max(64).optional().catch(undefined),
  });
}

export function correctionOf({
  name,
  email,
  title,
  roles,
  joinedOn,
  ...sms
}: Omit<PersonCorrection, 'bySms' | 'phone'> & {
  readonly phone?: string | undefined;
  readonly bySms?: boolean | undefined;
}): PersonCorrection {
  const of = ROLES.filter((role) => roles.includes(role));
  const optional = { ...(email !== undefined && { email }), ...(title !== undefined && { title }) };
  return { name, ...optional, ...smsOf(sms), roles: of, joinedOn };
}

/** The same for two who say the same of a person; whatever else was written of them in between. */
export const stampOf = (person: PersonCorrection): string =>
  digest(JSON.stringify(Object.entries(correctionOf(person)).sort()));

export const isSame = (one: PersonCorrection, other: PersonCorrection): boolean =>
  stampOf(one) === stampOf(other);

export function roleChoices(by: Person, roles: readonly string[]) {
  if (!may(by, 'give roles')) return undefined;
  return ROLES.map((role) => ({
    value: role,
    label: ROLE_LABELS[role],
    checked: roles.includes(role),
  }));
}

export const rolesTyped = (body: unknown): readonly string[] => severalIn(body, 'roles');
