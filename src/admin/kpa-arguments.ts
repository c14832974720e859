/** The arguments of `create-kpa`, and the help that names them. */
import { z } from 'zod';
import { cleanName } from '../credentials/read/displayable.ts';
import { SOURCE } from '../definitions/definitions.ts';
import { text } from './arguments.ts';

/** Names and words that people read: what is seen of them is all there is. */
const seen = (most: number) => text(most, cleanName);
const email = z.email('is no e-mail address').max(200, 'is longer than 200 characters');

/** The bounds are those of the stored documents (storage/documents/). */
export const KPA_ARGUMENTS = {
  slug: seen(60).regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'takes lower-case letters, digits and single hyphens, for instance hauts-pres',
  ),
  name: seen(80),
  place: seen(80),
  description: seen(300),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z\d]{2,8}){0,3}$/, 'is no language code: en, for instance')
    .optional(),
  person: seen(80),
  email: email.toLowerCase().optional(),
  title: seen(60).optional(),
  phone: seen(30).optional(),
  'contact-email': email.optional(),
  'member-since': z.coerce
    .number('is no year')
    .int('is no year')
    .min(2017, 'is before 2017')
    .max(2100, 'is after 2100')
    .optional(),
} as const;

/** As it is stored: French is what is not said. */
export const languageSaid = (code: string | undefined): string | undefined =>
  code === SOURCE ? undefined : code;

export const kpaArguments = z.strictObject(KPA_ARGUMENTS);
export type KpaArguments = z.infer<typeof kpaArguments>;

export const KPA_USAGE =
  '--slug, --name, --place, --description, --person, [--language] [--email] [--title] [--phone] [--contact-email] [--member-since]';

export const KPA_HELP = `Example:
  create-kpa --slug hauts-pres --name "KPA des Hauts-Prés" --place Villeneuve \\
    --description "Cuisine, bois et couture, montés ensemble." --person "Nadia Roche"

--slug           part of the web address and of the issuer's identity: it can never change
--name, --place  as people read them
--description    one sentence
--language       optional: that of the description as it is given here, for instance en; by default fr
--person         who manages the KPA first, and signs in with the link that is printed
--email          optional: the address this person signs in with
--title          optional: how this person signs, for instance Accompagnante
--phone          optional, public: the phone number of the KPA
--contact-email  optional, public: the address employers write to
--member-since   optional: the year the KPA joined the network, by default this year`;
