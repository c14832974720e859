/** « Le même badge pour plusieurs »: what the people ticked there get, where their own card leaves it open. */
import type { Named } from '../../../badges/nameless-text.ts';
import { say } from '../../../language/message.ts';
import type { Person } from '../../../storage/store.ts';
import { type FieldError, severalIn, type Typed, typedIn } from '../../../web/forms.ts';
import { readNamelessSentence } from '../../../web/nameless-sentence.ts';
import { NOT_TODAY } from './choices.ts';

/** Its fields. */
const GROUP: readonly string[] = ['all', 'badge-all', 'sentence-all'];

export const isAboutGroup = (errors: readonly FieldError[]): boolean =>
  errors.some(({ field }) => GROUP.includes(field));

/** What each person’s own card says. */
export const ownedIn = (values: Typed): Typed =>
  Object.fromEntries(Object.entries(values).filter(([field]) => !GROUP.includes(field)));

/** The people ticked in « Le même badge pour plusieurs » get what their own card leaves open. */
export function shareOut(input: unknown, people: readonly Pick<Person, 'id'>[]): Typed {
  const written = typedIn(input);
  const ticked = new Set(severalIn(input, 'all'));
  const isOpen = (field: string) => (written[field] ?? '').trim() === '';
  const given: Record<string, string> = {};
  const { 'badge-all': badge = '', 'sentence-all': sentence = '' } = written;
  for (const { id } of people) {
    const own = written[`badge-${id}`] ?? '';
    if (!ticked.has(id) || own === NOT_TODAY) continue;
    if (own === '' && isChoice(badge)) given[`badge-${id}`] = badge;
    // Where there is no badge, a sentence would be one for nothing.
    if ((own !== '' || isChoice(badge)) && isOpen(`sentence-${id}`))
      given[`sentence-${id}`] = sentence;
  }
  return { ...written, ...given };
}

const isChoice = (badge: string) => badge !== '' && badge !== NOT_TODAY;

interface Shared {
  /** As it was sent. */
  readonly input: unknown;
  /** The same, shared out. */
  readonly shared: Typed;
  readonly everyone: readonly Named[];
}

/** `own`: found card by card. One mistake in what several share is said once, where it was typed. */
export function withErrorsOfShared(
  own: readonly FieldError[],
  { input, shared, everyone }: Shared,
): FieldError[] {
  const ofSentence = isSharedOut(input, shared) ? wrongIn(input, everyone) : [];
  const others =
    ofSentence.length === 0
      ? own
      : own.filter(
          ({ field }) => !field.startsWith('sentence-') || !isEmpty(typedIn(input)[field]),
        );
  return [...others, ...sharedWithNobody(input, shared), ...ofSentence];
}

/** The same sentence went to somebody whose own card has none. */
const isSharedOut = (input: unknown, shared: Typed): boolean => {
  const written = typedIn(input);
  return severalIn(input, 'all').some(
    (id) => isEmpty(written[`sentence-${id}`]) && !isEmpty(shared[`sentence-${id}`]),
  );
};

const isEmpty = (text = '') => text.trim() === '';

function wrongIn(input: unknown, everyone: readonly Named[]): FieldError[] {
  const empty = say('award.shared-too-short');
  const text = typedIn(input)['sentence-all'];
  const read = readNamelessSentence(text, { empty, short: empty }, everyone);
  return read.ok ? [] : [{ field: 'sentence-all', message: read.message }];
}

/** A badge or a sentence for several, and nobody ticked; somebody ticked, and no badge. */
export function sharedWithNobody(input: unknown, shared: Typed): FieldError[] {
  const ticked = severalIn(input, 'all');
  const { 'badge-all': badge = '', 'sentence-all': sentence = '' } = shared;
  if (ticked.length === 0) {
    const isFilled = isChoice(badge) || sentence.trim() !== '';
    return isFilled ? [{ field: 'all', message: say('award.tick-a-person') }] : [];
  }
  const isOpen = ticked.some((id) => (shared[`badge-${id}`] ?? '') === '');
  return isOpen ? [{ field: 'badge-all', message: say('award.choose-a-badge') }] : [];
}
