/** What is said of a photo or a document when it is added. */
import { z } from 'zod';
import type { Named } from '../../badges/nameless-text.ts';
import { say } from '../../language/message.ts';
import type { Exhibit } from '../../storage/store.ts';
import { formOf, type FormResult, readField, severalIn, severalOf } from '../../web/forms.ts';
import { uuidField } from '../../web/forms.ts';
import { readNamelessSentence } from '../../web/nameless-sentence.ts';

export interface SaidOfExhibit {
  readonly words: string;
  /** The ids of those whose work it shows. */
  readonly people: readonly string[];
  readonly consent: Exhibit['consent'];
}

const consentField = z.enum(['nobody', 'written'], 'exhibit.say-consent');

const peopleField = (among: ReadonlySet<string>) =>
  severalOf(uuidField.refine((id) => among.has(id), 'form.no-such-choice')).refine(
    (ids) => ids.length > 0,
    'exhibit.choose-people',
  );

/** `among`: who took part. `everyone`: nobody of them may be named. */
export function readSaid(
  body: unknown,
  among: ReadonlySet<string>,
  everyone: readonly Named[],
): FormResult<SaidOfExhibit> {
  const form = formOf(body);
  const messages = { empty: say('exhibit.say-what'), short: say('exhibit.say-more') };
  const words = form.read('words', (typed) => readNamelessSentence(typed, messages, everyone));
  const people = form.read('people', () =>
    readField(peopleField(among), severalIn(body, 'people')),
  );
  const consent = form.read('consent', (typed) => readField(consentField, typed));
  return form.result({ words: words ?? '', people: people ?? [], consent: consent ?? 'nobody' });
}
