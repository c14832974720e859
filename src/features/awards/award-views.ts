/** What the templates of the award form show. */
import { sayTitle } from '../../badges/titles.ts';
import type { BadgeClass, Definitions } from '../../definitions/definitions.ts';
import { foreign, type Message, say, typed } from '../../language/message.ts';
import type { Typed } from '../../web/forms.ts';
import { shortLevel } from '../../badges/labels.ts';
import { isOther, levelOf } from '../../badges/signed-names.ts';
import { KIND_LABELS } from '../../badges/present-award.ts';
import { imagePath } from '../../badges/addresses.ts';
import { MOST_SENTENCE } from '../../web/nameless-sentence.ts';
import type { Draft } from './draft.ts';
import { endOf } from './end-of-validity.ts';
import type { Choice, Scene } from './read-drafts.ts';
import type { DraftOutcome } from './sign-drafts.ts';

/** `usual`: the badge classes to show first; the one that was chosen joins them. */
export function choiceView(
  scene: Scene,
  definitions: Definitions,
  usual: readonly BadgeClass[],
  input: ChoiceInput,
) {
  const tasks = new Map(scene.experience.participants.map((one) => [one.personId, one.task]));
  const first = definitions.badgeClasses.filter(({ slug }) => slug === input.badge);
  const shown = new Set([...first, ...usual]);
  const choice = ({ slug, version, name, language, kind }: BadgeClass) => ({
    value: slug,
    label: say('award.badge', { badge: foreign(name, language) }),
    detail: KIND_LABELS[kind],
    art: imagePath(slug, version),
    checked: slug === input.badge,
  });
  return {
    experience: scene.experience,
    people: scene.candidates.map(({ id, name }) => ({
      value: id,
      label: typed(name),
      detail: typedOrNone(tasks.get(id)),
      checked: input.people.includes(id),
    })),
    usual: [...shown].map(choice),
    objectives: definitions.objectives.map(({ number, short }) => ({
      short,
      badges: definitions.badgeClasses
        .filter((badge) => badge.objective.number === number && !shown.has(badge))
        .map(choice),
    })),
  };
}

const typedOrNone = (text: string | undefined) => (text === undefined ? text : typed(text));

export interface ChoiceInput {
  readonly people: readonly string[];
  readonly badge: string | undefined;
}

export function sentencesView(
  scene: Scene,
  { badge, people }: Choice,
  batch: string,
  values: Typed,
  errors: Readonly<Record<string, Message>>,
) {
  return {
    experience: scene.experience,
    badge: {
      ...badge,
      image: imagePath(badge.slug, badge.version),
      levels: badge.levels.map((level) => ({ ...level, short: shortLevel(level) })),
    },
    batch,
    mostSentence: MOST_SENTENCE,
    isGroup: people.length > 1,
    people: people.map(({ id, name }) => ({
      id,
      name,
      sentence: values[`sentence-${id}`] ?? '',
      sentenceError: errors[`sentence-${id}`],
      asked: values[`asked-${id}`] === 'yes',
      askedError: errors[`asked-${id}`],
      levelError: errors[`level-${id}`],
      levels: inPairs(badge.levels, values[`level-${id}`]),
    })),
  };
}

/** Two and two: side by side where they fit, below each other on a small screen with large letters. */
export function inPairs(levels: BadgeClass['levels'], chosen: string | undefined) {
  const all = levels.map((level) => ({
    ...{ code: level.code, name: level.name, short: shortLevel(level) },
    checked: chosen === String(level.code),
  }));
  return all.flatMap((_, at) => (at % 2 === 0 ? [all.slice(at, at + 2)] : []));
}

/** `documents`: what would be signed at `now`, draft by draft. `here`: in the language of the page. */
export function previewView(
  drafts: readonly Draft[],
  batch: string,
  documents: readonly string[],
  { now, here }: { readonly now: Date; readonly here: Definitions },
) {
  const [first] = drafts;
  return {
    /** Nobody writes a sentence for it. */
    sensitive: first?.badge.sensitive,
    experience: first?.experience,
    batch,
    badgeSlug: first?.badge.slug,
    signer: first && { name: first.awardedBy.name, title: sayTitle(first.awardedBy.title) },
    drafts: drafts.map(({ person, badge, level, sentence, experience }, index) => ({
      person,
      task: experience.participants.find(({ personId }) => personId === person.id)?.task,
      ...namesOf({ badge, level }, here),
      image: imagePath(badge.slug, badge.version, level),
      sentence,
      ...endOf(badge, now.toISOString()),
      document: documents[index],
    })),
  };
}

const SIGNED = { awarded: say('award.signed'), already: say('award.was-signed') };

/**
 * Signed for some, and not for all: what became of each. `left`: those who can be signed still, with
 * what was written for them, in a form that does only that.
 */
export function outcomesView(
  outcomes: readonly DraftOutcome[],
  batch: string,
  { here, errorId }: { readonly here: Definitions; readonly errorId: string | undefined },
) {
  const rows = outcomes.map(({ draft, outcome, why, isRepeated }) => ({
    ...draft,
    ...namesOf(draft, here),
    image: imagePath(draft.badge.slug, draft.badge.version, draft.level),
    said: outcome === 'failed' ? { tone: 'no', text: why } : { tone: 'ok', text: SIGNED[outcome] },
    isSigned: outcome !== 'failed',
    isLeft: outcome === 'failed' && isRepeated !== true,
  }));
  const [first] = rows;
  const left = rows.filter(({ isLeft }) => isLeft);
  const path = `/experiences/${first?.experience.id ?? ''}`;
  return {
    ...{ rows, left, batch, errorId, path },
    at: left.length > 0 ? `${path}/reconnaitre/relire` : path,
    experience: first?.experience,
    badgeSlug: first?.badge.slug,
    signedIn: first?.badge.language,
    signed: rows.filter(({ isSigned }) => isSigned).length,
  };
}

/** As they are signed; those in the language of the page stand beside them. */
function namesOf({ badge, level }: Pick<Draft, 'badge' | 'level'>, here: Definitions) {
  const shown = here.findBadgeClass(badge.slug, badge.version) ?? badge;
  return {
    badge: { ...badge, ...(isOther(shown, badge, here) && { nameHere: shown.name }) },
    level: levelOf({ level }, shown, badge, here),
  };
}
