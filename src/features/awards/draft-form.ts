/** The award form: who, which badge, then one sentence (and a level) for each person. */
import { z } from 'zod';
import type { BadgeClass } from '../../definitions/definitions.ts';
import type { Person } from '../../storage/store.ts';
import { severalOf, typedIn, uuidField } from '../../web/forms.ts';
import { type Isolated, say, typed } from '../../language/message.ts';
import { firstName } from '../../language/names.ts';
import { inIssue } from '../../web/issues.ts';
import { namelessSentence } from '../../web/nameless-sentence.ts';

/** Step 1. `people` are those who took part; `badges` the slugs one can choose. */
export function choiceForm(people: readonly Person[], badges: readonly BadgeClass[]) {
  const ids = new Set(people.map(({ id }) => id));
  const slugs = new Set(badges.map(({ slug }) => slug));
  return z.object({
    people: severalOf(uuidField.refine((id) => ids.has(id), 'award.took-no-part')).pipe(
      z.array(z.string()).min(1, 'award.tick-a-person'),
    ),
    badge: z
      .string({ error: 'award.choose-a-badge' })
      .refine((slug) => slugs.has(slug), 'award.no-such-choice'),
  });
}

/**
 * The sentence written for the whole group (`sentence-all`) goes to those whose own is empty. The
 * accompagnant·e chose so, and reads each of them again before signing.
 */
export function shareSentence(input: unknown, people: readonly Person[]): unknown {
  const written = typedIn(input);
  const shared = written['sentence-all']?.trim() ?? '';
  if (shared === '') return input;
  const without = people.filter(({ id }) => (written[`sentence-${id}`] ?? '').trim() === '');
  const given = without.map(({ id }) => [`sentence-${id}`, shared]);
  return { ...written, ...Object.fromEntries(given) };
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
  const who = typed(firstName(person.name));
  return {
    ...(badge.sensitive
      ? { [`asked-${person.id}`]: askedField(who) }
      : { [`sentence-${person.id}`]: sentenceField(who, everyone) }),
    ...(badge.levels.length > 0 && { [`level-${person.id}`]: levelField(badge, who) }),
  };
}

function sentenceField(who: Isolated, everyone: readonly Person[]) {
  const empty = say('award.write-a-sentence', { name: who });
  const short = say('award.sentence-too-short', { name: who });
  return namelessSentence({ empty, short }, everyone);
}

function levelField(badge: BadgeClass, who: Isolated) {
  const codes = new Set(badge.levels.map(({ code }) => String(code)));
  const none = inIssue(say('award.choose-a-level', { name: who }));
  return z.string({ error: none }).refine((code) => codes.has(code), none);
}

/** Objective 6 is awarded only at the person's own request. */
function askedField(who: Isolated) {
  return z.literal('yes', { error: inIssue(say('award.only-if-asked', { name: who })) });
}
