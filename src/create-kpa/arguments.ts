/** The arguments of `npm run create-kpa`, each checked, each refusal naming the argument. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { z } from 'zod';
import { cleanName } from '../credentials/read/displayable.ts';

export class ArgumentsError extends Error {
  override readonly name = 'ArgumentsError';
}

const USAGE = `
Example:
  npm run create-kpa -- --slug hauts-pres --name "KPA des Hauts-Prés" --place Villeneuve \\
    --description "Cuisine, bois et couture, montés ensemble." --person "Nadia Roche"

--slug           part of the web address and of the issuer's identity: it can never change
--name, --place  as people read them
--description    one sentence
--person         who manages the KPA first, and signs in with the link that is printed
--email          optional: the address this person signs in with
--title          optional: how this person signs, for instance Accompagnante
--phone          optional, public: the phone number of the KPA
--contact-email  optional, public: the address employers write to
--member-since   optional: the year the KPA joined the network, by default this year`;

const text = (most: number) =>
  z
    .string({ error: 'is missing' })
    .transform(cleanName)
    .pipe(z.string().min(1, 'is empty').max(most, `is longer than ${most} characters`));
const email = z.email('is no e-mail address').max(200, 'is longer than 200 characters');

/** The bounds are those of the stored documents (storage/documents/). */
const schema = z.object({
  slug: text(60).pipe(
    z
      .string()
      .regex(
        /^[a-z0-9]+(-[a-z0-9]+)*$/,
        'takes lower-case letters, digits and single hyphens, for instance hauts-pres',
      ),
  ),
  name: text(80),
  place: text(80),
  description: text(300),
  person: text(80),
  email: email.toLowerCase().optional(),
  title: text(60).optional(),
  phone: text(30).optional(),
  'contact-email': email.optional(),
  'member-since': z.coerce
    .number('is no year')
    .int('is no year')
    .min(2017, 'is before 2017')
    .max(2100, 'is after 2100')
    .optional(),
});

export type KpaArguments = z.infer<typeof schema>;

const options: ParseArgsConfig['options'] = Object.fromEntries(
  Object.keys(schema.shape).map((name) => [name, { type: 'string' }]),
);

/** Throws `ArgumentsError` naming every argument that is missing, wrong or unknown. */
export function readArguments(args: readonly string[]): KpaArguments {
  const parsed = schema.safeParse(namedValues(args));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`);
  throw new ArgumentsError(`${problems.join('\n')}\n${USAGE}`);
}

function namedValues(args: readonly string[]): object {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ArgumentsError(`${error.message}\n${USAGE}`, { cause: error });
  }
}
