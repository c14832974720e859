/** The award form: who, which badge, then one sentence (and a level) for each person. */
import { z } from 'zod';
import type { BadgeClass } from '../../definitions/definitions.ts';
import type { Person } from '../../storage/store.ts';
import type { Named } from '../../badges/nameless-text.ts';
import { formOf, type FormResult, readField, type Reading } from '../../web/forms.ts';
import { refusedField, severalOf, typedIn, uuidField } from '../../web/forms.ts';
import { type Isolated, say, typed } from '../../language/message.ts';
import { firstName } from '../../language/names.ts';
import { readNamelessSentence } from '../../web/nameless-sentence.ts';

/** Step 1. That there are such people and such a badge is asked of what it gives (`read-drafts.ts`). */
export const choiceForm = z.object({
  people: severalOf(uuidField).pipe(z.array(z.string()).min(1, 'award.tick-a-person')),
  badge: z.string({ error: 'award.choose-a-badge' }),
});

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

/** What was written for one person. */
export interface Written {
  readonly person: Person;
  /** Nobody writes one for a badge of objective 6. */
  readonly sentence: string | undefined;
  readonly level: number | undefined;
}

/** Step 2: `sentence-<id>`, `level-<id>`, `asked-<id>`, for the people and the badge chosen. */
export function readSentences(
  badge: BadgeClass,
  chosen: readonly Person[],
  everyone: readonly Named[],
  input: unknown,
): FormResult<{ readonly batch: string; readonly written: readonly Written[] }> {
  const form = formOf(input);
  const batch = form.read('batch', (typed) => readField(uuidField, typed)) ?? '';
  const written = chosen.map((person): Written => {
    const who = typed(firstName(person.name));
    if (badge.sensitive) form.read(`asked-${person.id}`, (tick) => readAsked(tick, who));
    const sentence = badge.sensitive
      ? undefined
      : form.read(`sentence-${person.id}`, (text) => readSentence(text, who, everyone));
    const level =
      badge.levels.length > 0
        ? form.read(`level-${person.id}`, (code) => readLevel(code, badge, who))
        : undefined;
    return { person, sentence, level };
  });
  return form.result({ batch, written });
}

export function readSentence(
  text: unknown,
  who: Isolated,
  everyone: readonly Named[],
): Reading<string> {
  const empty = say('award.write-a-sentence', { name: who });
  const short = say('award.sentence-too-short', { name: who });
  return readNamelessSentence(text, { empty, short }, everyone);
}

export function readLevel(code: unknown, { levels }: BadgeClass, who: Isolated): Reading<number> {
  const level = levels.find((one) => String(one.code) === code);
  if (level) return { ok: true, value: level.code };
  return refusedField(say('award.choose-a-level', { name: who }));
}

/** Objective 6 is awarded only at the person's own request. */
export function readAsked(tick: unknown, who: Isolated): Reading<'yes'> {
  if (tick === 'yes') return { ok: true, value: tick };
  return refusedField(say('award.only-if-asked', { name: who }));
}
