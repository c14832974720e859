/** What the templates of these pages show. */
import { imagePath } from '../../badges/addresses.ts';
import type { OwnedClass } from '../../badges/classes/badge-classes.ts';
import { drawingPath, isKind, saySign, VARIANTS } from '../../badges/classes/drawings.ts';
import { KIND_LABELS } from '../../badges/present-award.ts';
import type { BadgeClassFile, Definitions } from '../../definitions/definitions.ts';
import type { Language } from '../../language/language.ts';
import type { Languages } from '../../language/languages.ts';
import { foreign, type Message, say } from '../../language/message.ts';
import type { ClassDraft, Stored } from '../../storage/store.ts';
import type { FieldError } from '../../web/forms.ts';
import {
  type ClassFields,
  GROUPS,
  inEnglish,
  isList,
  linesOf,
  mayBeEmpty,
  mostOf,
  OUTSIDE,
  SECOND,
  type TextField,
  TEXTS,
  VALIDITIES,
} from './class-fields.ts';
import { labelOf, LABELS } from './class-of-fields.ts';

const USUAL_KIND = 'competence';
const USUAL_SIGN = 'frame';

interface Shown {
  /** In the language of the page. */
  readonly here: Definitions;
  readonly languages: Pick<Languages, 'find' | 'source'>;
}

export function formPage(
  fields: ClassFields,
  errors: readonly FieldError[],
  { here, languages }: Shown,
) {
  const french = languages.source;
  const english = languages.find('en') ?? french;
  // Each says of which field it is: a form of fifteen texts has a long list of them.
  const said = errors.map(({ field, message: what }) => ({
    field,
    message: say('class.at', { field: labelOf(field), what }),
  }));
  const message = new Map(said.map((error) => [error.field, error.message]));
  const text = (field: TextField, name: string, language: Language) => ({
    name,
    label: LABELS[field],
    hint: HINTS[field](language),
    value: fields[name],
    error: message.get(name),
    required: !mayBeEmpty(field),
    most: mostOf(field),
    isShort: field === 'name',
    rows: isList(field) ? 5 : 3,
  });
  return {
    french: TEXTS.map((field) => text(field, field, french)),
    english: TEXTS.map((field) => text(field, inEnglish(field), english)),
    kinds: kindsOf(fields),
    signs: signsOf(fields, here),
    validities: VALIDITIES.map((value) => ({
      value,
      label: sayValidity(value),
      checked: (fields['validFor'] ?? '') === value,
    })),
    confirms: [
      {
        value: OUTSIDE,
        label: say('class.confirms-outside'),
        detail: say('class.confirms-by-link'),
        checked: fields['confirms'] === OUTSIDE,
      },
    ],
    groups: GROUPS.map((value) => ({
      value,
      label: value === '' ? say('class.no-group') : say('class.of-group', { count: Number(value) }),
      checked: (fields['group'] ?? '') === value,
    })),
    needs: [
      {
        value: SECOND,
        label: say('class.needs-second'),
        detail: say('class.needs-second-detail'),
        checked: fields['needs'] === SECOND,
      },
    ],
    ...competencesOf(fields, here),
    preview: previewOf(fields, here),
    errors: Object.fromEntries(message),
    summary:
      said.length > 0 && said.map(({ field, message: text }) => ({ href: `#${field}`, text })),
  };
}

/** Words of the language in which the field is written, whatever that of the page is. */
const words = (language: Language, key: string) => foreign(language.text(key), language.code);

const HINTS: Readonly<Record<TextField, (language: Language) => Message>> = {
  name: (language) =>
    say('class.hint-name', {
      word: words(language, 'class.example-i'),
      example: words(language, 'class.example-name'),
    }),
  description: (language) =>
    say('class.hint-description', { words: words(language, 'class.example-my') }),
  criteria: (language) =>
    say('class.hint-criteria', { example: words(language, 'class.example-criterion') }),
  employerSentence: (language) =>
    say('class.hint-employer', {
      words: words(language, 'class.example-he'),
      example: words(language, 'class.example-employer'),
    }),
  evidence: (language) =>
    say('class.hint-evidence', { example: words(language, 'class.example-evidence') }),
  recognisedBy: () => say('class.hint-recognised'),
  thirdParties: () => say('class.hint-others'),
};

const KIND_DETAILS: Readonly<Record<keyof typeof KIND_LABELS, Message>> = {
  competence: say('class.kind-competence'),
  realisation: say('class.kind-realisation'),
  apprentissage: say('class.kind-apprentissage'),
  engagement: say('class.kind-engagement'),
};

function kindsOf({ kind = '', sign = USUAL_SIGN }: ClassFields) {
  return Object.keys(KIND_LABELS)
    .filter(isKind)
    .map((value) => ({
      value,
      label: KIND_LABELS[value],
      detail: KIND_DETAILS[value],
      art: drawingPath(value, sign),
      checked: value === kind,
    }));
}

/** One choice says the objective, too: each sign is of one. */
function signsOf({ kind = USUAL_KIND, sign = '' }: ClassFields, here: Definitions) {
  return here.objectives.map(({ number, short, language }) => ({
    short: foreign(short, language),
    choices: (VARIANTS[number] ?? []).map((value) => ({
      value,
      label: saySign(value),
      art: drawingPath(kind, value),
      checked: value === sign,
    })),
  }));
}

function sayValidity(months: string): Message {
  return months === '' ? say('class.no-end') : say('class.months', { months: Number(months) });
}

/** Those that are chosen stand first; the others are folded away by framework. */
function competencesOf({ competences }: ClassFields, { frameworks }: Definitions) {
  const cited = new Set(linesOf(competences));
  const all = frameworks.flatMap(({ slug, name, competences: its }) =>
    its.map(({ id, label, language }) => ({
      framework: name,
      value: `${slug}/${id}`,
      label: foreign(label, language),
      checked: cited.has(`${slug}/${id}`),
    })),
  );
  return {
    chosen: all.filter(({ checked }) => checked).map((one) => ({ ...one, detail: one.framework })),
    frameworks: frameworks.map(({ name }) => ({
      name,
      choices: all.filter(({ framework, checked }) => framework === name && !checked),
    })),
  };
}

/** As the catalogue will show it, as far as it is written. */
function previewOf(fields: ClassFields, { code, levels }: Definitions) {
  const { kind, sign } = fields;
  const words = (field: TextField) =>
    (code === 'fr' ? undefined : fields[inEnglish(field)]) ?? fields[field];
  const known = kind !== undefined && isKind(kind) ? kind : undefined;
  return {
    image: sign === undefined ? undefined : drawingPath(known ?? USUAL_KIND, sign),
    kindLabel: known && KIND_LABELS[known],
    name: words('name'),
    description: words('description'),
    employerSentence: words('employerSentence'),
    criteria: linesOf(words('criteria')),
    levels: kind === 'competence' ? levels : [],
  };
}

/** Before it is published: both languages, whole. */
export function questionPage(value: BadgeClassFile, here: Definitions) {
  const { kind, art, validFor, confirmedBy } = value;
  return {
    image: drawingPath(kind, art.variant),
    kindLabel: KIND_LABELS[kind],
    objective: here.objectives.find(({ number }) => number === value.objective),
    ...{ validFor, confirmedBy },
    isSensitive: value.sensitive === true,
    languages: [
      { language: 'fr', words: value },
      { language: 'en', words: value.en },
    ],
    alignments: value.alignments.flatMap(({ framework, competence }) => {
      return here.findCompetence(framework, competence) ?? [];
    }),
  };
}

/** The list of them. `here`: what its owner gives, in the language of the page. */
export function listPage(
  drafts: readonly Stored<ClassDraft>[],
  owned: readonly OwnedClass[],
  here: Definitions,
) {
  const classes = owned.flatMap(({ newest: { slug, version, published }, isPaused }) => {
    const badge = here.findBadgeClass(slug, version);
    if (!badge) return [];
    const { name, language, kind } = badge;
    const shown = { slug, version, name, language, published, isPaused };
    return [
      {
        ...shown,
        kindLabel: KIND_LABELS[kind],
        href: `/badges/${slug}/v${version}`,
        image: imagePath(slug, version),
      },
    ];
  });
  return {
    drafts: drafts.map(({ id, fields, slug, changedAt }) => ({
      id,
      name: fields['name'] ?? fields[inEnglish('name')],
      isNextVersion: slug !== undefined,
      image: drawingPath(fields['kind'] ?? USUAL_KIND, fields['sign'] ?? USUAL_SIGN),
      changedAt,
    })),
    proposed: classes.filter(({ isPaused }) => !isPaused),
    paused: classes.filter(({ isPaused }) => isPaused),
  };
}
