/** What the page « Qui a montré quoi ? » shows: a card for each person, with badges and their levels. */
import type { BadgeClass, Definitions } from '../../../definitions/definitions.ts';
import type { Language } from '../../../language/language.ts';
import { foreign, type Message, say } from '../../../language/message.ts';
import type { Person } from '../../../storage/store.ts';
import { cellLevel, shortLevel } from '../../../badges/labels.ts';
import { imagePath } from '../../../badges/addresses.ts';
import { MOST_SENTENCE } from '../../../web/nameless-sentence.ts';
import type { Typed } from '../../../web/forms.ts';
import { proposeBadges } from '../../../badges/classes/propose-badges.ts';
import type { Pictures } from './pictures-of.ts';
import { type Given, type Scene, taskOf } from './read-scene.ts';
import { choiceOf, NOT_TODAY } from './choices.ts';
import type { DraftWriter } from './tell-draft.ts';

/** Badges to touch on one page, in all its cards: a telephone has to take it. */
const MOST_BADGES = 240;
const MOST_CARDS = 8;

export interface Shown {
  readonly scene: Scene;
  /** What stands of each person for this work, by their ids. */
  readonly given: ReadonlyMap<string, readonly Given[]>;
  /** Of the cards as they stand: the colleagues who wrote them. */
  readonly writers: ReadonlyMap<string, DraftWriter>;
  readonly pictures: Pictures;
  /** In the language of the page. */
  readonly definitions: Definitions;
  /** Of these classes. */
  readonly offered: readonly BadgeClass[];
  readonly values: Typed;
  readonly errors: Readonly<Record<string, Message>>;
  /** Ticked in « Le même badge pour plusieurs ». */
  readonly ticked: readonly string[];
  /** From which card on. */
  readonly at: number;
}

/** What is shown of the people: so many cards at a time, and all that was said of the others goes along. */
export function recognitionView(shown: Shown) {
  const { scene, offered, values, definitions } = shown;
  const { experience, candidates, narrowed } = scene;
  const here = cardsHere(shown);
  const others = candidates.filter((one) => !here.includes(one));
  const start = here[0] ? candidates.indexOf(here[0]) : 0;
  const atOnce = cardsAtOnce(offered.length);
  const isLong = candidates.length > atOnce;
  return {
    experience,
    narrowed,
    mostSentence: MOST_SENTENCE,
    levels: definitions.levels.map((level) => ({ ...level, short: shortLevel(level) })),
    ...(candidates.length > 1 && offered.some(({ sensitive }) => !sensitive)
      ? { group: groupView(shown) }
      : {}),
    people: here.map((person) => cardView(shown, person)),
    carried: carriedOf(values, others),
    elsewhere: others.map(({ id }) => id),
    turns: {
      at: start,
      ...(start > 0 && { previous: String(Math.max(0, start - atOnce)) }),
      ...(start + atOnce < candidates.length && { next: String(start + atOnce) }),
    },
    ...(isLong && {
      shown: { first: start + 1, last: start + here.length, all: candidates.length },
    }),
  };
}

/** Whose cards stand on the page: where something is wrong, those among which it is. */
export function cardsHere({
  scene,
  offered,
  errors,
  at,
}: Pick<Shown, 'scene' | 'offered' | 'errors' | 'at'>): readonly Person[] {
  const { candidates } = scene;
  const atOnce = cardsAtOnce(offered.length);
  const wrong = candidates.findIndex(({ id }) => isWrong(errors, id));
  const from = wrong < 0 ? at : wrong;
  const start = from > 0 && from < candidates.length ? from - (from % atOnce) : 0;
  return candidates.slice(start, start + atOnce);
}

const cardsAtOnce = (badges: number) =>
  Math.max(2, Math.min(MOST_CARDS, Math.floor(MOST_BADGES / Math.max(1, badges))));

const FIELDS = ['badge', 'sentence', 'asked', 'seen'] as const;

const isWrong = (errors: Shown['errors'], id: string) =>
  FIELDS.some((field) => errors[`${field}-${id}`] !== undefined);

const carriedOf = (values: Typed, people: readonly Person[]) =>
  people
    .flatMap(({ id }) => FIELDS.map((field) => `${field}-${id}`))
    .map((name) => ({ name, value: values[name] ?? '' }))
    .filter(({ value }) => value !== '');

/** The same for several people, which each of them may have otherwise. */
function groupView({ scene, definitions, offered, values, errors, ticked }: Shown) {
  const { experience, candidates } = scene;
  const proposed = proposeBadges(offered, { kind: experience.kind, task: undefined });
  const chosen = values['badge-all'] ?? '';
  return {
    ...rulersView({ definitions, offered, proposed, chosen }),
    sentence: values['sentence-all'] ?? '',
    badgeError: errors['badge-all'],
    sentenceError: errors['sentence-all'],
    peopleError: errors['all'],
    people: candidates.map(({ id, name }) => ({ id, name, checked: ticked.includes(id) })),
    open:
      ticked.length > 0 ||
      chosen !== '' ||
      (values['sentence-all'] ?? '') !== '' ||
      errors['all'] !== undefined ||
      errors['badge-all'] !== undefined,
  };
}

function cardView(shown: Shown, person: Person) {
  const { scene, definitions, offered, values, errors, writers, pictures } = shown;
  const { id, name } = person;
  const task = taskOf(scene.experience, person);
  const chosen = values[`badge-${id}`] ?? '';
  // What only the person may ask for is not proposed: all of it stands there.
  const proposed = offered.some(({ sensitive }) => sensitive)
    ? offered
    : proposeBadges(offered, { kind: scene.experience.kind, task });
  return {
    ...{ id, name, task, seen: values[`seen-${id}`] ?? '' },
    ...rulersView({ definitions, offered, proposed, chosen }),
    isNone: chosen === NOT_TODAY,
    had: hadBy(shown, person),
    pictures: pictures.of(id),
    takesPictures: pictures.taken,
    sentence: values[`sentence-${id}`] ?? '',
    writer: writers.get(id),
    told: scene.told.get(id),
    asked: values[`asked-${id}`] === 'yes',
    badgeError: errors[`badge-${id}`],
    sentenceError: errors[`sentence-${id}`],
    askedError: errors[`asked-${id}`],
  };
}

/** For this work, and what anybody of the team may know: never of objective 6. */
function hadBy({ given, definitions }: Shown, { id }: Person) {
  return (given.get(id) ?? []).flatMap(({ badgeClass, level }) => {
    const badge = definitions.findBadgeClass(badgeClass);
    if (!badge || badge.sensitive) return [];
    const name = foreign(badge.name, badge.language);
    return [
      level === undefined
        ? say('award.badge', { badge: name })
        : say('award.badge-at-level', { badge: name, level }),
    ];
  });
}

interface Rulers {
  readonly definitions: Definitions;
  readonly offered: readonly BadgeClass[];
  readonly proposed: readonly BadgeClass[];
  readonly chosen: string;
}

/** The badges of a card: those in sight, where the one that was chosen is too, and all others in a fold. */
function rulersView({ definitions, offered, proposed, chosen }: Rulers) {
  const isChosen = ({ slug }: BadgeClass) => chosen.split(':')[0] === slug;
  const inSight = [...new Set([...proposed, ...offered.filter(isChosen)])];
  const rulerOf = (badge: BadgeClass) => rulerView(badge, chosen);
  return {
    rulers: inSight.map(rulerOf),
    others: definitions.objectives
      .map(({ number, short }) => ({
        short,
        rulers: offered
          .filter((badge) => badge.objective.number === number && !inSight.includes(badge))
          .map(rulerOf),
      }))
      .filter(({ rulers }) => rulers.length > 0),
  };
}

/** Four of them stand in a row of a telephone. */
const LONGEST_WORD = 9;

/** Whether the levels of this language need two rows. */
export const hasLongLevels = (
  { levels }: Pick<Definitions, 'levels'>,
  language: Pick<Language, 'say'>,
): boolean =>
  levels.some((level) =>
    language
      .say(cellLevel(level))
      .split(' ')
      .some((word) => word.length > LONGEST_WORD),
  );

/** Two and two: side by side where they fit, below each other on a small screen with large letters. */
function rulerView(badge: BadgeClass, chosen: string) {
  const { slug, version, name, language, criteria, levels } = badge;
  const cells = levels.map((level) => ({
    ...{ value: choiceOf(slug, level.code), short: cellLevel(level) },
    checked: chosen === choiceOf(slug, level.code),
  }));
  return {
    badge: { name, language, criteria },
    art: imagePath(slug, version),
    pairs: inTwos(cells),
    ...(cells.length === 0 && { value: slug, checked: chosen === slug }),
  };
}

export const inTwos = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  all.flatMap((_, at) => (at % 2 === 0 ? [all.slice(at, at + 2)] : []));
