/**
 * What was begun of badges, as the form has it. Each card carries what it was filled in over (`seen-<id>`):
 * who says nothing else of a person writes over nobody’s words.
 */
import { type DraftServices, keepDraft } from '../../../experiences/award-drafts.ts';
import { digest } from '../../../keys/secrets.ts';
import { isOf, recordsOf } from '../../../badges/records/who-stays.ts';
import type { BadgeClass } from '../../../definitions/definitions.ts';
import type { AwardDraft, Person } from '../../../storage/store.ts';
import type { Typed } from '../../../web/forms.ts';
import type { AwardServices, Draft } from '../draft.ts';
import { readGiven, type Scene } from './read-scene.ts';
import { choiceOf, NOT_TODAY } from './choices.ts';
import { shareOut } from './shared-choice.ts';

type Candidates = Pick<Scene, 'candidates'>;

/** As its collection has it. */
const LONGEST_CHOICE = 120;
/** Twice what is signed at most: sixty of them still fit into a form. */
const LONGEST_SENTENCE = 600;

export const placeOf = ({ experience: { id, kpaId } }: Pick<Scene, 'experience'>) => ({
  kpaId,
  experienceId: id,
});

interface Keeping {
  readonly offered: readonly BadgeClass[];
  /** In which it is to be signed, where somebody chose one. */
  readonly language: string | undefined;
}

/** Of whom something else is said than the form was filled in over. What somebody has already is no draft. */
export async function keepShared(
  services: AwardServices & DraftServices,
  scene: Scene,
  { offered, language }: Keeping,
): Promise<void> {
  const { visitor, experience, candidates, fields } = scene;
  const written = shareOut(fields, candidates);
  const changed = candidates.filter(
    ({ id }) => (written[`seen-${id}`] ?? '') !== seenIn(written, id),
  );
  const choices = changed.map(async (person) => {
    const { badge, sentence } = saidOf(written, person.id);
    const isOffered = offered.some(({ slug }) => badge.split(':')[0] === slug);
    const given = isOffered ? await readGiven(services, experience, person) : [];
    const isGiven = given.some(({ badgeClass, level }) => choiceOf(badgeClass, level) === badge);
    return {
      ...{ personId: person.id, by: visitor.person.id },
      badge: isOffered && !isGiven ? badge.slice(0, LONGEST_CHOICE) : '',
      sentence: isGiven ? '' : readable(sentence),
    };
  });
  await keepDraft(services, placeOf(scene), {
    by: visitor.person.id,
    about: changed.flatMap(recordsOf),
    known: [
      ...experience.participants.map(({ personId }) => personId),
      ...candidates.flatMap(recordsOf),
    ],
    choices: await Promise.all(choices),
    language,
  });
}

/** A draft as the fields of the form, of those who can still be recognised; none where it says nothing of them. */
export function draftedIn({ choices, language }: AwardDraft, { candidates }: Candidates): Typed {
  const said = candidates.flatMap((person) => {
    const choice = choices.findLast(({ personId }) => isOf(person, personId));
    if (!choice) return [];
    const { badge, sentence } = choice;
    return [fieldOf('badge', person, badge), fieldOf('sentence', person, sentence)];
  });
  if (said.length === 0) return {};
  return { ...Object.fromEntries(said), ...(language !== undefined && { language }) };
}

type Field = readonly [name: string, value: string];

const fieldOf = (what: string, { id }: Pick<Person, 'id'>, value: string): Field => [
  `${what}-${id}`,
  value,
];

/** The fields of a form as it is shown; `kept`: as it was kept, where several share something. */
export const withSeen = (values: Typed, kept: Typed, { candidates }: Candidates): Typed => ({
  ...values,
  ...Object.fromEntries(
    candidates.map((person) => fieldOf('seen', person, seenIn(kept, person.id))),
  ),
});

/** What a card says: nothing, of who gets no badge today. */
export function saidOf(values: Typed, id: string) {
  const badge = values[`badge-${id}`] ?? '';
  if (badge === NOT_TODAY) return { badge: '', sentence: '' };
  // A browser sends other ends of lines than those that are stored.
  const sentence = (values[`sentence-${id}`] ?? '').replaceAll('\r\n', '\n').trim();
  return { badge, sentence };
}

function seenIn(values: Typed, id: string): string {
  const { badge, sentence } = saidOf(values, id);
  return badge === '' && sentence === '' ? '' : digest(`${badge}\n${sentence}`).slice(0, 16);
}

/** Nothing that a store refuses. */
const readable = (text: string) =>
  text
    .replaceAll(/[^\P{Cc}\n]|\p{Cs}/gu, '')
    .trim()
    .slice(0, LONGEST_SENTENCE);

/** Whether it was signed: what a colleague wrote since of another badge was not. */
export const isChoiceOf = (
  { person, badge, level }: Draft,
  choice: AwardDraft['choices'][number],
): boolean => isOf(person, choice.personId) && choice.badge === choiceOf(badge.slug, level);
