/** What a person is stored with, read from a form or from a line of a list. */
import { z } from 'zod';
import { say } from '../../language/message.ts';
import { nameField, optionalText } from '../../web/forms.ts';

/** A spreadsheet computes what begins so: our lists are opened in one, too (docs/adr/0040). */
const FORMULA = /^[=+\-@]/;

export const personName = nameField({ empty: say('people.no-name'), most: 80 }).refine(
  (name) => /\p{L}/u.test(name) && !FORMULA.test(name),
  'people.not-a-name',
);

export const emailField = optionalText(200).pipe(
  z.string().toLowerCase().pipe(z.email('people.email-incomplete')).optional(),
);
