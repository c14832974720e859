/**
 * The form that gives badges, of several people at once: for each one badge at most, with its level and a
 * sentence. `badge-<id>` answers two questions at one touch (`travailler-en-equipe:2`), or is `none`.
 */
import type { Named } from '../../../badges/nameless-text.ts';
import type { BadgeClass } from '../../../definitions/definitions.ts';
import { type Isolated, say, typed } from '../../../language/message.ts';
import { firstName } from '../../../language/names.ts';
import type { Person } from '../../../storage/store.ts';
import {
  formOf,
  type FormResult,
  readField,
  type Reading,
  refusedField,
  type Typed,
  uuidField,
} from '../../../web/forms.ts';
import { readAsked, readLevel, readSentence } from '../read-award-fields.ts';
import { NOT_TODAY } from './choices.ts';
import { shareOut, withErrorsOfShared } from './shared-choice.ts';

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
  const found = [...(result.ok ? [] : result.errors), ...absentIn(shared, people)];
  const errors = withErrorsOfShared(found, { input, shared, everyone });
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
