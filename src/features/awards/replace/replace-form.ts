/** The form that corrects a badge: held to the same as the one that gives it. */
import type { Named } from '../../../badges/nameless-text.ts';
import type { BadgeClass } from '../../../definitions/definitions.ts';
import { isToCome } from '../../../language/dates.ts';
import { firstName } from '../../../language/names.ts';
import { say, typed } from '../../../language/message.ts';
import type { Experience, Person } from '../../../storage/store.ts';
import { formOf, type FormResult, refusedField } from '../../../web/forms.ts';
import { readAsked, readLevel, readSentence } from '../read-award-fields.ts';

export interface AskedAbout {
  readonly badge: BadgeClass;
  readonly person: Person;
  readonly names: readonly Named[];
  /** The one that was chosen, if they took part in it. */
  readonly experience: Experience | undefined;
  readonly now: Date;
}

export interface Replacing {
  readonly sentence: string;
  readonly level: number | undefined;
  readonly experience: Experience;
}

export function readReplacement(
  { badge, person, names, experience, now }: AskedAbout,
  input: unknown,
): FormResult<Replacing | undefined> {
  const who = typed(firstName(person.name));
  const form = formOf(input);
  if (badge.sensitive) form.read('asked', (tick) => readAsked(tick, who));
  const sentence = badge.sensitive
    ? badge.employerSentence
    : form.read('sentence', (text) => readSentence(text, who, names));
  const level =
    badge.levels.length > 0 ? form.read('level', (code) => readLevel(code, badge, who)) : undefined;
  const chosen = form.read('experience', () => {
    if (!experience) return refusedField(say('award.no-such-choice'));
    if (isToCome(experience.date, now)) return refusedField(say('experience.day-to-come'));
    return { ok: true, value: experience };
  });
  return form.result(
    sentence === undefined || chosen === undefined
      ? undefined
      : { sentence, level, experience: chosen },
  );
}
