/** The form of a badge class: what can be typed in it, right or not, and what a draft keeps of it. */
import { VARIANTS, isKind } from '../../badges/classes/drawings.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { FIELD_LIMITS } from '../../definitions/definitions.ts';
import { say } from '../../language/message.ts';
import { formOf, type FormResult, optionalText, readField } from '../../web/forms.ts';
import { type Reading, refusedField, severalOf } from '../../web/forms.ts';
import { z } from 'zod';

/** As a draft keeps it, by the name of the field. */
export type ClassFields = Readonly<Record<string, string>>;

export const TEXTS = [
  'name',
  'description',
  'criteria',
  'employerSentence',
  'evidence',
  'recognisedBy',
  'thirdParties',
] as const;
export type TextField = (typeof TEXTS)[number];

const LISTS: readonly TextField[] = ['criteria', 'evidence', 'recognisedBy'];
const MAY_BE_EMPTY: readonly TextField[] = ['evidence', 'thirdParties'];

export const isList = (field: TextField): boolean => LISTS.includes(field);
export const mayBeEmpty = (field: TextField): boolean => MAY_BE_EMPTY.includes(field);
/** Where the English of a field stands. */
export const inEnglish = (field: TextField): string => `en-${field}`;

/** In one language or the other. */
export const isText = (field: string): boolean =>
  TEXTS.some((text) => field === text || field === inEnglish(text));

/** In months; the empty one has no end. */
export const VALIDITIES = ['', '6', '12', '24', '36', '60', '120'] as const;
/** Ticked where somebody who is not of the KPA confirms it, too. */
export const OUTSIDE = 'outside';
/** How many of the group confirm it; the empty one is none. */
export const GROUPS = ['', '1', '2', '3', '4', '5', '6'] as const;
/** Ticked where it needs a second person. */
export const SECOND = 'second';
export const MOST_COMPETENCES = 12;

/** Of all its entries, each on its line. */
export function mostOf(field: TextField): number {
  const { most, entries = 1 }: { most: number; entries?: number } = FIELD_LIMITS[field];
  return most * entries;
}

type Frameworks = Pick<Definitions, 'findCompetence'>;

/** What is longer than it may ever be, or no choice at all, is refused; the rest waits until it is published. */
export function readFields(body: unknown, definitions: Frameworks): FormResult<ClassFields> {
  const form = formOf(body);
  const texts = TEXTS.flatMap((field) =>
    [field, inEnglish(field)].map((name) => [
      name,
      form.read(name, (typed) => readField(optionalText(mostOf(field)), typed)),
    ]),
  );
  const choices = [
    ['kind', form.read('kind', oneOf(isKind))],
    ['sign', form.read('sign', oneOf(isSign))],
    ['validFor', form.read('validFor', oneOf(isValidity))],
    ['confirms', form.read('confirms', oneOf(isOutside))],
    ['group', form.read('group', oneOf(isGroup))],
    ['needs', form.read('needs', oneOf(isSecond))],
    ['competences', form.read('competences', (typed) => readCompetences(typed, definitions))],
  ];
  const kept = [...texts, ...choices].flatMap(([name, value]) =>
    name === undefined || value === undefined || value === '' ? [] : [[name, value] as const],
  );
  return form.result(Object.fromEntries(kept));
}

const SIGNS: readonly string[] = Object.values(VARIANTS).flat();
const isSign = (text: string) => SIGNS.includes(text);
const isValidity = (text: string) => VALIDITIES.some((one) => one === text);
const isGroup = (text: string) => GROUPS.some((one) => one === text);
const isSecond = (text: string) => text === SECOND;
const isOutside = (text: string) => text === OUTSIDE;

const oneOf =
  (isThere: (text: string) => boolean) =>
  (typed: unknown): Reading<string> => {
    if (typed === undefined || typed === '') return { ok: true, value: '' };
    if (typeof typed === 'string' && isThere(typed)) return { ok: true, value: typed };
    return refusedField(say('form.no-such-choice'));
  };

const citations = severalOf(z.string('form.no-such-choice').max(110, 'form.no-such-choice'), 200);

function readCompetences(typed: unknown, definitions: Frameworks): Reading<string> {
  const read = readField(citations, typed);
  if (!read.ok) return read;
  const cited = [...new Set(read.value)];
  if (cited.some((one) => !isCompetence(one, definitions))) {
    return refusedField(say('form.no-such-choice'));
  }
  if (cited.length > MOST_COMPETENCES) {
    return refusedField(say('form.too-many', { most: MOST_COMPETENCES }));
  }
  return { ok: true, value: cited.join('\n') };
}

function isCompetence(citation: string, definitions: Frameworks): boolean {
  const [framework = '', id = ''] = citation.split('/');
  return definitions.findCompetence(framework, id) !== undefined;
}

/** Entries of a field, one on each line, without the mark that some put before them. */
export const linesOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.replace(/^\s*[-*•]\s+/u, '').trim())
    .filter((line) => line !== '');
