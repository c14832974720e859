/**
 * The form that gives badges, of several people at once: for each one badge at most, with its level and a
 * sentence. `badge-<id>` answers two questions at one touch (`travailler-en-equipe:2`), or is `none`.
 */
import type { BadgeClass } from '../../definitions/definitions.ts';
import type { Person } from '../../storage/store.ts';
import type { Named } from '../../badges/nameless-text.ts';
import {
  type FieldError,
  formOf,
  type FormResult,
  readField,
  type Reading,
} from '../../web/forms.ts';
import { refusedField, severalIn, type Typed, typedIn, uuidField } from '../../web/forms.ts';
import { type Isolated, say, typed } from '../../language/message.ts';
import { firstName } from '../../language/names.ts';
import { readNamelessSentence } from '../../web/nameless-sentence.ts';

/** A person gets no badge today; it also undoes what was chosen. */
export const NOT_TODAY = 'none';

/** What one person is recognised for. */
export interface Recognised {
  readonly person: Person;
  readonly badge: BadgeClass;
  readonly level: number | undefined;
  /** Nobody writes one for a badge of objective 6. */
  readonly sentence: string | undefined;
}

export interface Recognition {
  readonly batch: string;
  /** In the order of the people. */
  readonly all: readonly Recognised[];
}

interface Asked {
  /** What can be given by this form. */
  readonly offered: readonly BadgeClass[];
  /** Who can be recognised by it. */
  readonly people: readonly Person[];
  /** Nobody of them may be named. */
  readonly everyone: readonly Named[];
}

const GIVEN = /^badge-([0-9a-f-]{36})$/;

/** What is said of a person, in fields that end with an id of theirs. */
const OF_PERSON = ['badge', 'sentence', 'asked', 'reread', 'seen'] as const;

/** The one that stays, and those that were merged into it. */
export const recordsOf = ({ id, mergedFrom = [] }: Pick<Person, 'id' | 'mergedFrom'>) => [
  id,
  ...mergedFrom,
];

/** A form that was shown before two records became one: its fields, under the ids of today. */
export function fieldsNow(input: unknown, people: readonly Person[]): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...typedIn(input), all: [], people: [] };
  const today = (id: string) => people.find((one) => recordsOf(one).includes(id))?.id ?? id;
  for (const list of ['all', 'people']) fields[list] = severalIn(input, list).map(today);
  for (const { id, mergedFrom = [] } of people) {
    for (const what of OF_PERSON) {
      const before = mergedFrom
        .map((one) => fields[`${what}-${one}`])
        .find((one) => one !== undefined);
      if (before === undefined) continue;
      fields[`${what}-${id}`] ??= before;
      for (const one of mergedFrom) Reflect.deleteProperty(fields, `${what}-${one}`);
    }
  }
  return fields;
}

export const choiceOf = (slug: string, level?: number): string =>
  level === undefined ? slug : `${slug}:${level}`;

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

/** `input`: as it was sent, under the ids of today. */
export function readRecognition(asked: Asked, input: unknown): FormResult<Recognition> {
  const { people, offered, everyone } = asked;
  const shared = shareOut(input, people);
  const form = formOf(shared);
  const batch = form.read('batch', (text) => readField(uuidField, text)) ?? '';
  const all = people.flatMap((person): Recognised[] => {
    const { id } = person;
    const who = typed(firstName(person.name));
    const chosen = shared[`badge-${id}`] ?? '';
    const isWritten = (shared[`sentence-${id}`] ?? '').trim() !== '';
    if (chosen === NOT_TODAY || (chosen === '' && !isWritten)) return [];
    const choice = form.read(`badge-${id}`, () => readChoice(chosen, offered, who));
    if (!choice) return [];
    const { badge, level } = choice;
    if (badge.sensitive) form.read(`asked-${id}`, (tick) => readAsked(tick, who));
    const sentence = badge.sensitive
      ? undefined
      : form.read(`sentence-${id}`, (text) => readSentence(text, who, everyone));
    return [{ person, badge, level, sentence }];
  });
  const result = form.result({ batch, all });
  const ofShared = isSharedOut(input, shared)
    ? readShared(typedIn(input)['sentence-all'], everyone)
    : [];
  const more = [...absentIn(shared, people), ...sharedWithNobody(input, shared), ...ofShared];
  // One mistake in what several share is said once, where it was typed.
  const found = result.ok ? [] : result.errors;
  const own = ofShared.length === 0 ? found : found.filter(({ field }) => isOwn(field, input));
  const errors = [...own, ...more];
  if (people.length === 0) errors.push({ field: 'cards', message: say('award.took-no-part') });
  const [first] = people;
  if (errors.length === 0 && all.length === 0 && first) {
    errors.push({ field: `badge-${first.id}`, message: say('award.nobody-chosen') });
  }
  return errors.length === 0 ? result : { ok: false, errors, typed: shared };
}

/** Of somebody who took no part, or has left since: nothing is given by halves. */
function absentIn(written: Typed, people: readonly Pick<Person, 'id'>[]) {
  const known = new Set(people.map(({ id }) => id));
  const isStrange = Object.entries(written).some(([field, value]) => {
    const [, id] = GIVEN.exec(field) ?? [];
    return id !== undefined && !known.has(id) && value !== '' && value !== NOT_TODAY;
  });
  return isStrange && people.length > 0
    ? [{ field: 'cards', message: say('award.took-no-part') }]
    : [];
}

/** The same sentence went to somebody whose own card has none. */
const isSharedOut = (input: unknown, shared: Typed): boolean => {
  const written = typedIn(input);
  return severalIn(input, 'all').some(
    (id) => isEmpty(written[`sentence-${id}`]) && !isEmpty(shared[`sentence-${id}`]),
  );
};

const isOwn = (field: string, input: unknown): boolean =>
  !field.startsWith('sentence-') || !isEmpty(typedIn(input)[field]);

const isEmpty = (text = '') => text.trim() === '';

function readShared(text: unknown, everyone: readonly Named[]): FieldError[] {
  const empty = say('award.shared-too-short');
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

interface Choice {
  readonly badge: BadgeClass;
  readonly level: number | undefined;
}

function readChoice(
  chosen: string,
  offered: readonly BadgeClass[],
  who: Isolated,
): Reading<Choice> {
  if (chosen === '') return refusedField(say('award.sentence-without-badge', { name: who }));
  const [slug, code] = chosen.split(':');
  const badge = offered.find((one) => one.slug === slug);
  if (!badge) return refusedField(say('award.no-such-choice'));
  if (badge.levels.length === 0 && code === undefined) {
    return { ok: true, value: { badge, level: undefined } };
  }
  const level = readLevel(code, badge, who);
  return level.ok ? { ok: true, value: { badge, level: level.value } } : level;
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
