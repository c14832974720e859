/** What is typed of a person, wherever it is: when they are added, alone or in a list, and corrected. */
import { z } from 'zod';
import { say } from '../language/message.ts';
import { ROLES, type Role } from '../storage/store.ts';
import { nameField, optionalText, severalOf } from '../web/forms.ts';

/** A spreadsheet computes what begins so: our lists are opened in one, too (docs/adr/0040). */
const FORMULA = /^[=+\-@]/;

export const personName = nameField({ empty: say('people.no-name'), most: 80 }).refine(
  (name) => /\p{L}/u.test(name) && !FORMULA.test(name),
  'people.not-a-name',
);

export const emailField = optionalText(200).pipe(
  z.string().toLowerCase().pipe(z.email('people.email-incomplete')).optional(),
);

export const personFields = {
  name: personName,
  email: emailField,
  /** How they sign. */
  title: optionalText(60),
};

/** `grantable`: the roles that the person who fills in the form may give. */
export const rolesField = (grantable: readonly Role[]) =>
  severalOf(z.enum(ROLES, 'people.no-such-role')).pipe(
    z
      .array(z.enum(ROLES))
      .min(1, 'people.no-role')
      .refine((roles) => roles.every((role) => grantable.includes(role)), 'people.role-of-manager'),
  );
