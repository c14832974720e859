/** The award form: who, which badge, then one sentence (and a level) for each person. */
import { z } from 'zod';
import type { BadgeClass } from '../../definitions/definitions.ts';
import type { Person } from '../../storage/store.ts';
import { severalOf, typedIn, uuidField } from '../../web/forms.ts';
import { firstName, of } from '../../language/french.ts';
import { namelessSentence } from '../../web/nameless-sentence.ts';

/** Step 1. `people` are those who took part; `badges` the slugs one can choose. */
export function choiceForm(people: readonly Person[], badges: readonly BadgeClass[]) {
  const ids = new Set(people.map(({ id }) => id));
  const slugs = new Set(badges.map(({ slug }) => slug));
  return z.object({
    people: severalOf(
      uuidField.refine(
        (id) => ids.has(id),
        'Cette personne n’a pas participé. Choisissez-en une autre.',
      ),
    ).pipe(z.array(z.string()).min(1, 'Cochez au moins une personne.')),
    badge: z
      .string({ error: 'Choisissez un badge.' })
      .refine((slug) => slugs.has(slug), 'Ce badge n’existe pas. Choisissez-en un autre.'),
  });
}

/**
 * The sentence written for the whole group (`sentence-all`) goes to those whose own is empty. The
 * accompagnant·e chose so, and reads each of them again before signing.
 */
export function shareSentence(input: unknown, people: readonly Person[]): unknown {
  const typed = typedIn(input);
  const shared = typed['sentence-all']?.trim() ?? '';
  if (shared === '') return input;
  const without = people.filter(({ id }) => (typed[`sentence-${id}`] ?? '').trim() === '');
  const given = without.map(({ id }) => [`sentence-${id}`, shared]);
  return { ...typed, ...Object.fromEntries(given) };
}

/** Step 2: `sentence-<id>`, `level-<id>`, `asked-<id>`, for the people and the badge chosen. */
export function sentencesForm(
  badge: BadgeClass,
  chosen: readonly Person[],
  everyone: readonly Person[],
) {
  const fields = chosen.flatMap((person) => Object.entries(fieldsFor(badge, person, everyone)));
  return z.object({ batch: uuidField, ...Object.fromEntries(fields) });
}

function fieldsFor(badge: BadgeClass, person: Person, everyone: readonly Person[]) {
  const who = firstName(person.name);
  return {
    ...(badge.sensitive
      ? { [`asked-${person.id}`]: askedField(who) }
      : { [`sentence-${person.id}`]: sentenceField(who, everyone) }),
    ...(badge.levels.length > 0 && { [`level-${person.id}`]: levelField(badge, who) }),
  };
}

function sentenceField(who: string, everyone: readonly Person[]) {
  const empty = `Écrivez une phrase pour ${who}.`;
  const short = `La phrase pour ${who} est trop courte. Dites ce que vous avez vu.`;
  return namelessSentence({ empty, short }, everyone);
}

function levelField(badge: BadgeClass, who: string) {
  const codes = new Set(badge.levels.map(({ code }) => String(code)));
  return z
    .string({ error: `Choisissez un niveau pour ${who}.` })
    .refine((code) => codes.has(code), `Choisissez un niveau pour ${who}.`);
}

/** Objective 6 is awarded only at the person's own request. */
function askedField(who: string) {
  return z.literal('yes', {
    error: `Ce badge se remet seulement à la demande ${of(who)}. Cochez la case si c’est le cas.`,
  });
}
