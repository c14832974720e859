/** What is said of one person whom a badge is given to, field by field. */
import type { Named } from '../../badges/nameless-text.ts';
import type { BadgeClass } from '../../definitions/definitions.ts';
import { type Isolated, say } from '../../language/message.ts';
import { type Reading, refusedField } from '../../web/forms.ts';
import { readNamelessSentence } from '../../web/nameless-sentence.ts';

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
