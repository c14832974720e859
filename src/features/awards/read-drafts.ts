import { titleOf } from '../../badges/titles.ts';
import type { Request } from 'express';
import type { BadgeClass, Definitions } from '../../definitions/definitions.ts';
import type { Experience, Person } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { type FormResult, readForm } from '../../web/forms.ts';
import { param } from '../../web/params.ts';
import { type Visitor, visitorOf } from '../../web/sessions.ts';
import { awardIdOf } from './award-badge.ts';
import type { AwardServices, Draft } from './draft.ts';
import { choiceForm, sentencesForm } from './draft-form.ts';

/** The experience in the path, and who can be recognised for it. */
export interface Scene {
  readonly visitor: Visitor;
  readonly experience: Experience;
  /** Participants who are coopérant·es, but never the person who signs. */
  readonly candidates: readonly Person[];
  readonly everyone: readonly Person[];
}

export async function readScene({ store }: AwardServices, req: Request): Promise<Scene> {
  const visitor = visitorOf(req);
  const experience = await store.experiences(visitor.kpa.id).findById(param(req, 'id'));
  if (!experience) throw notFound(say('award.no-such-experience'));
  const everyone = await store.people(visitor.kpa.id).all({ index: 'byName' }).toArray();
  const took = new Set(experience.participants.map(({ personId }) => personId));
  const candidates = everyone.filter(
    ({ id, roles }) => took.has(id) && roles.includes('cooperant') && id !== visitor.person.id,
  );
  return { visitor, experience, candidates, everyone };
}

export interface Choice {
  readonly badge: BadgeClass;
  readonly people: readonly Person[];
}

/** Step 1: people and badge, from the query or the form. */
export function readChoice(
  { badgeClasses }: Definitions,
  scene: Scene,
  input: unknown,
): FormResult<Choice> {
  const form = readForm(choiceForm(scene.candidates, badgeClasses), input);
  if (!form.ok) return form;
  const badge = badgeClasses.find(({ slug }) => slug === form.values.badge);
  if (!badge) throw notFound(say('award.not-there'));
  const people = scene.candidates.filter(({ id }) => form.values.people.includes(id));
  return { ok: true, values: { badge, people } };
}

/** Step 2: a draft for each person chosen, or what is missing. */
export function readDrafts(
  scene: Scene,
  choice: Choice,
  input: unknown,
): FormResult<readonly Draft[]> {
  const { badge, people } = choice;
  const form = readForm(sentencesForm(badge, people, scene.everyone), input);
  if (!form.ok) return form;
  const values: Readonly<Record<string, unknown>> = form.values;
  const drafts = people.map((person) => ({
    awardId: awardIdOf(form.values.batch, person.id),
    kpa: scene.visitor.kpa,
    person,
    badge,
    level: levelOf(values[`level-${person.id}`]),
    // No free text on objective 6: its sentence is the badge's own.
    sentence: badge.sensitive ? badge.employerSentence : String(values[`sentence-${person.id}`]),
    experience: scene.experience,
    awardedBy: signatureOf(scene.visitor.person),
  }));
  return { ok: true, values: drafts };
}

const levelOf = (code: unknown) => (typeof code === 'string' ? Number(code) : undefined);

function signatureOf(person: Person): Draft['awardedBy'] {
  return { personId: person.id, name: person.name, title: titleOf(person) };
}
