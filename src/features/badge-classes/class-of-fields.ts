/** From what was typed to a badge class, by the checks of the files; and back, for the next version. */
import { altOf, isKind, objectiveOf } from '../../badges/classes/drawings.ts';
import { identityIn, type Named } from '../../badges/nameless-text.ts';
import type { BadgeClass, BadgeClassFile, ClassProblem } from '../../definitions/definitions.ts';
import { checkClass, type Definitions, type OwnClass } from '../../definitions/definitions.ts';
import { type Message, say, typed } from '../../language/message.ts';
import type { FieldError } from '../../web/forms.ts';
import {
  type ClassFields,
  inEnglish,
  isList,
  linesOf,
  OUTSIDE,
  SECOND,
  type TextField,
  TEXTS,
} from './class-fields.ts';
import { type BothLanguages, confirmingLines, withoutTicked } from './ticked-lines.ts';

/** What stands around a class that is checked. */
export interface CheckedAgainst extends BothLanguages {
  /** All that its owner gives, in French; names are compared with theirs. */
  readonly classes: Definitions;
  /** Whose names may not stand in what is public. */
  readonly people: readonly Named[];
  /** YYYY-MM-DD */
  readonly today: string;
  /** Of the class of which it is the next version. */
  readonly slug: string | undefined;
}

export interface Checked {
  /** The slug and the version are those of whoever publishes it. */
  readonly value?: BadgeClassFile;
  readonly errors: readonly FieldError[];
}

export function checkFields(fields: ClassFields, around: CheckedAgainst): Checked {
  const { value, problems } = checkClass(rawOf(fields, around), around.classes);
  const errors = oneOfField([
    ...worthSaying(problems).map(errorOf),
    ...takenNames(fields, around),
    ...identities(fields, around),
  ]);
  return value && errors.length === 0 ? { value, errors } : { errors: inOrder(errors) };
}

/** Of what is not there, that it is missing is all there is to say. */
function worthSaying(problems: readonly ClassProblem[]): readonly ClassProblem[] {
  const isMissing = ({ at, code }: ClassProblem) => code === MISSING && fieldOf(at) !== CHOSEN;
  const missing = new Set(problems.filter(isMissing).map(({ at }) => fieldOf(at)));
  return problems.filter((one) => {
    const field = fieldOf(one.at);
    if (one.code === MISSING) return field !== CHOSEN;
    const isBeside = one.code === 'class.other-count' && missing.has(field.replace(/^en-/u, ''));
    return !missing.has(field) && !isBeside;
  });
}

const MISSING = 'class.missing';
/** Which of them are missing is said by name. */
const CHOSEN = 'competences';

/** All that is wrong with a field, once each, in one message. */
function oneOfField(errors: readonly FieldError[]): readonly FieldError[] {
  const byField = new Map<string, Map<string, Message>>();
  for (const { field, message } of errors) {
    const told = byField.get(field) ?? new Map<string, Message>();
    byField.set(field, told.set(JSON.stringify(message), message));
  }
  const both = (one: Message, other: Message) => say('class.both', { one, other });
  return [...byField].map(([field, told]) => ({ field, message: [...told.values()].reduce(both) }));
}

/** As a file would have it: all texts. */
function rawOf(fields: ClassFields, around: CheckedAgainst) {
  const { classes, french, english, today } = around;
  const { kind = '', sign = '', validFor, confirms, group, needs, competences } = fields;
  const confirming = confirmingLines(fields, around);
  const objective = objectiveOf(sign);
  const drawn = (language: CheckedAgainst['french'], code: string) =>
    isKind(kind) && objective !== undefined
      ? {
          alt: altOf(language, { kind, sign }),
          programmeAction: actionOf(classes.in(code), objective),
        }
      : NOT_DRAWN;
  return {
    slug: 'draft',
    version: '1',
    published: today,
    kind,
    ...(objective !== undefined && { objective: String(objective) }),
    ...wordsOf((field) => fields[field]),
    ...drawn(french, 'fr'),
    recognisedBy: confirming.french,
    en: {
      ...wordsOf((field) => fields[inEnglish(field)]),
      ...drawn(english, 'en'),
      recognisedBy: confirming.english,
    },
    alignments: linesOf(competences).map((citation) => {
      const [framework, competence] = citation.split('/');
      return { framework, competence };
    }),
    art: { variant: sign },
    ...(validFor !== undefined && { validFor: `P${validFor}M` }),
    ...((confirms ?? group ?? needs) !== undefined && {
      confirmedBy: {
        ...(confirms === OUTSIDE && { outside: 'true' }),
        ...(group !== undefined && { group }),
        ...(needs === SECOND && { people: '2' }),
      },
    }),
    ...(kind === 'competence' && { leveled: 'true' }),
    ...(isSensitive(classes, objective) && { sensitive: 'true' }),
  };
}

/** What is missing is the kind, or the sign: nobody types these. */
const NOT_DRAWN = { alt: '…', programmeAction: '…' };

const isSensitive = ({ objectives }: Definitions, objective: number | undefined) =>
  objectives.some(({ number, sensitive }) => number === objective && sensitive === true);

/** What of the programme it belongs to: that of its objective. */
const actionOf = ({ objectives }: Definitions, objective: number): string =>
  objectives.find(({ number }) => number === objective)?.actions[0] ?? '';

function wordsOf(textOf: (field: TextField) => string | undefined) {
  return Object.fromEntries(
    TEXTS.map((field): [string, string | readonly string[] | undefined] => {
      const text = textOf(field);
      return [field, isList(field) ? linesOf(text) : text?.replaceAll(/\s*\n\s*/gu, ' ')];
    }).filter(([, text]) => text !== undefined),
  );
}

/** Under which field a problem stands. */
function fieldOf([first, second]: ClassProblem['at']): string {
  if (first === 'en') return NAMED[String(second)] ?? `en-${String(second)}`;
  return NAMED[String(first)] ?? String(first);
}

const NAMED: Readonly<Record<string, string>> = {
  alignments: 'competences',
  art: 'sign',
  objective: 'sign',
  alt: 'sign',
  programmeAction: 'sign',
  confirmedBy: 'confirms',
};

function errorOf({ at, code, most, word }: ClassProblem): FieldError {
  const values = {
    ...(most !== undefined && { most }),
    ...(word !== undefined && { word: typed(word) }),
  };
  return { field: fieldOf(at), message: say(code, values) };
}

/** Each badge class has a name of its own, in each language. */
function takenNames(fields: ClassFields, { classes, slug }: CheckedAgainst): readonly FieldError[] {
  const others = (code: string): readonly BadgeClass[] =>
    classes.in(code).badgeClasses.filter((one) => one.slug !== slug);
  const isTaken = (name: string | undefined, code: string) =>
    name !== undefined && others(code).some((one) => folded(one.name) === folded(name));
  const message = say('class.name-taken');
  return [
    ...(isTaken(fields['name'], 'fr') ? [{ field: 'name', message }] : []),
    ...(isTaken(fields[inEnglish('name')], 'en') ? [{ field: inEnglish('name'), message }] : []),
  ];
}

const folded = (name: string) =>
  name.replaceAll("'", '’').replaceAll(/\s+/gu, ' ').trim().toLocaleLowerCase('fr');

function identities(fields: ClassFields, { people }: CheckedAgainst): readonly FieldError[] {
  return TEXTS.flatMap((text) => [text, inEnglish(text)]).flatMap((field) => {
    const message = identityIn(fields[field] ?? '', people, 'shown');
    return message === undefined ? [] : [{ field, message }];
  });
}

const ORDER = [
  'kind',
  'sign',
  ...TEXTS,
  ...TEXTS.map(inEnglish),
  'confirms',
  'group',
  'needs',
  'competences',
  'validFor',
];

export const inOrder = (errors: readonly FieldError[]) =>
  errors.toSorted((a, b) => ORDER.indexOf(a.field) - ORDER.indexOf(b.field));

export const LABELS: Readonly<Record<TextField, Message>> = {
  name: say('class.field-name'),
  description: say('class.field-description'),
  criteria: say('class.field-criteria'),
  employerSentence: say('class.field-employer'),
  evidence: say('class.field-evidence'),
  recognisedBy: say('class.field-recognised'),
  thirdParties: say('class.field-others'),
};

/** What the form is called that has this field. */
export function labelOf(field: string): Message {
  const [, english] = /^en-(.+)$/u.exec(field) ?? [];
  const text = TEXTS.find((one) => one === (english ?? field));
  if (text && english !== undefined) return say('class.in-english', { field: LABELS[text] });
  return text ? LABELS[text] : (CHOICES[field] ?? say('class.field-name'));
}

const CHOICES: Readonly<Record<string, Message>> = {
  sign: say('class.field-sign'),
  kind: say('class.field-kind'),
  competences: say('class.field-competences'),
  validFor: say('class.field-validity'),
  confirms: say('class.field-confirms'),
  group: say('class.field-group'),
  needs: say('class.field-needs'),
};

/** A published class as a form holds it. */
export function fieldsOf(one: OwnClass, languages: BothLanguages): ClassFields {
  const textOf = (words: Pick<OwnClass, TextField>, field: TextField) => {
    const said = words[field] ?? '';
    return typeof said === 'string' ? said : said.join('\n');
  };
  const filled = TEXTS.flatMap((field) => [
    [field, textOf(one, field)] as const,
    [inEnglish(field), textOf(one.en, field)] as const,
  ]).filter(([, text]) => text !== '');
  const fields = {
    ...Object.fromEntries(filled),
    kind: one.kind,
    sign: one.art.variant,
    ...(one.validFor !== undefined && { validFor: String(one.validFor) }),
    ...(one.confirmedBy?.outside === true && { confirms: OUTSIDE }),
    ...(one.confirmedBy?.group !== undefined && { group: String(one.confirmedBy.group) }),
    ...(one.confirmedBy?.people === 2 && { needs: SECOND }),
    competences: one.alignments
      .map(({ framework, competence }) => `${framework}/${competence}`)
      .join('\n'),
  };
  return withoutTicked(fields, languages);
}
