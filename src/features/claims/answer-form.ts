/** What the team answers, and what it writes down of a sound. */
import { z } from 'zod';
import type { BadgeClass } from '../../definitions/definitions.ts';
import { say } from '../../language/message.ts';
import { type Claim, MOST_WRITTEN, type Stored } from '../../storage/store.ts';
import { formOf, type FormResult, readField, severalIn, textField } from '../../web/forms.ts';

export interface TeamAnswer {
  readonly text?: string;
  /** A badge that fits instead. */
  readonly badge?: string;
  /** How many turns the form was filled in over. */
  readonly seen: number;
}

const MOST_ANSWER = 600;
const questionField = textField({ empty: say('claim.write-question'), most: MOST_ANSWER });
const reasonField = textField({ empty: say('claim.write-reason'), most: MOST_ANSWER });
/** One that says nothing of it was filled in over nothing that is there. */
const seenField = z.coerce.number().int().min(0).max(100).catch(0);

interface Given {
  readonly body: unknown;
  readonly offered: readonly BadgeClass[];
}

/** On objective 6 nothing is written: one speaks. */
export function readAnswer(
  kind: 'question' | 'not-now',
  { openTo }: Claim,
  { body, offered }: Given,
): FormResult<TeamAnswer> {
  const form = formOf(body);
  const seen = seenField.parse(severalIn(body, 'seen')[0]);
  if (openTo !== undefined) return form.result({ seen });
  const field = kind === 'question' ? questionField : reasonField;
  const text = form.read(kind, (typed) => readField(field, typed)) ?? '';
  const slugs = z.enum(['', ...offered.map(({ slug }) => slug)], 'form.no-such-choice');
  const badge =
    kind === 'question' ? '' : form.read('badge', (typed = '') => readField(slugs, typed));
  return form.result({ text, seen, ...(badge !== undefined && badge !== '' && { badge }) });
}

const writtenField = textField({ empty: say('claim.write-sound'), most: MOST_WRITTEN });

/** Of each sound that nobody wrote down yet: its turn, and what is heard. */
export function readWritten(
  { turns }: Claim,
  body: unknown,
): FormResult<ReadonlyMap<number, string>> {
  const form = formOf(body);
  const texts = new Map<number, string>();
  for (const [at, { sound }] of turns.entries()) {
    if (!sound || sound.written) continue;
    const text = form.read(`written-${at}`, (typed) => readField(writtenField, typed));
    if (text !== undefined) texts.set(at, text);
  }
  return form.result(texts);
}

interface Wrote {
  readonly by: string;
  readonly at: string;
  readonly texts: ReadonlyMap<number, string>;
}

/** Whoever was first wrote it. */
export function withWritten(now: Stored<Claim>, { by, at, texts }: Wrote): Stored<Claim> {
  if (texts.size === 0) return now;
  return {
    ...now,
    turns: now.turns.map((turn, index) => {
      const text = texts.get(index);
      if (!turn.sound || turn.sound.written || text === undefined) return turn;
      return { ...turn, sound: { ...turn.sound, written: { text, by, at } } };
    }),
  };
}
