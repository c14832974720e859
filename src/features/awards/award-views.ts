/** What the templates of the award form show. */
import type { Definitions } from '../../definitions/definitions.ts';
import type { Typed } from '../../web/forms.ts';
import { KIND_LABELS } from '../../web/present-award.ts';
import { imagePath } from '../../web/addresses.ts';
import type { Draft } from './draft.ts';
import { MOST_SENTENCE } from './draft-form.ts';
import type { Choice, Scene } from './read-drafts.ts';

export function choiceView(scene: Scene, definitions: Definitions, input: ChoiceInput) {
  const tasks = new Map(scene.experience.participants.map((one) => [one.personId, one.task]));
  const chosen = definitions.badgeClasses.find(({ slug }) => slug === input.badge);
  return {
    experience: scene.experience,
    people: scene.candidates.map(({ id, name }) => ({
      value: id,
      label: name,
      detail: tasks.get(id),
      checked: input.people.includes(id),
    })),
    objectives: definitions.objectives.map((objective) => ({
      number: objective.number,
      title: objective.short,
      open: chosen?.objective.number === objective.number,
      badges: definitions.badgeClasses
        .filter((badge) => badge.objective.number === objective.number)
        .map(({ slug, version, name, kind }) => ({
          value: slug,
          label: name,
          detail: KIND_LABELS[kind],
          art: imagePath(slug, version),
          checked: slug === input.badge,
        })),
    })),
  };
}

export interface ChoiceInput {
  readonly people: readonly string[];
  readonly badge: string | undefined;
}

export function sentencesView(
  scene: Scene,
  { badge, people }: Choice,
  batch: string,
  typed: Typed,
  errors: Readonly<Record<string, string>>,
) {
  return {
    experience: scene.experience,
    badge: { ...badge, image: imagePath(badge.slug, badge.version) },
    batch,
    mostSentence: MOST_SENTENCE,
    people: people.map(({ id, name }) => ({
      id,
      name,
      sentence: typed[`sentence-${id}`] ?? '',
      sentenceError: errors[`sentence-${id}`],
      asked: typed[`asked-${id}`] === 'yes',
      askedError: errors[`asked-${id}`],
      levelError: errors[`level-${id}`],
      level: typed[`level-${id}`] ?? '',
      levels: badge.levels.map(({ code, name: text }) => ({
        value: String(code),
        text: `${code} – ${text}`,
      })),
    })),
  };
}

export function previewView(drafts: readonly Draft[], batch: string, documents: readonly string[]) {
  const [first] = drafts;
  return {
    experience: first?.experience,
    batch,
    badgeSlug: first?.badge.slug,
    signer: first?.awardedBy,
    drafts: drafts.map(({ person, badge, level, sentence }, index) => ({
      person,
      badge,
      image: imagePath(badge.slug, badge.version, level),
      level: badge.levels.find(({ code }) => code === level),
      sentence,
      document: documents[index],
    })),
  };
}
