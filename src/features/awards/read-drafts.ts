import type { Named } from '../../badges/nameless-text.ts';
import { byName } from '../../badges/people-by-name.ts';
import { titleOf } from '../../badges/titles.ts';
import { isHere, isOf } from '../../badges/records/who-stays.ts';
import type { Request } from 'express';
import type { BadgeClass, Definitions } from '../../definitions/definitions.ts';
import type { Experience, Person } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { type FieldError, type FormResult, readForm, typedIn } from '../../web/forms.ts';
import { param } from '../../web/params.ts';
import { type Visitor, visitorOf } from '../../web/sessions.ts';
import { awardIdOf } from './award-badge.ts';
import type { AwardServices, Draft } from './draft.ts';
import { choiceForm, readSentences } from './draft-form.ts';

/** The experience in the path, and who can be recognised for it. */
export interface Scene {
  readonly visitor: Visitor;
  readonly experience: Experience;
  /** Participants who are coopérant·es here, by name, but never the person who signs. */
  readonly candidates: readonly Person[];
}

export async function readScene({ store }: AwardServices, req: Request): Promise<Scene> {
  const visitor = visitorOf(req);
  const experience = await store.experiences(visitor.kpa.id).findById(param(req, 'id'));
  if (!experience) throw notFound(say('award.no-such-experience'));
  const people = store.people(visitor.kpa.id);
  const took = await people.readable.findByIds(
    experience.participants.map(({ personId }) => personId),
  );
  const candidates = took
    .filter((one) => {
      return one.roles.includes('cooperant') && isHere(one) && !isOf(visitor.person, one.id);
    })
    .toSorted(byName);
  return { visitor, experience, candidates };
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
  const form = readForm(choiceForm, input);
  if (!form.ok) return form;
  const chosen = new Set(form.values.people);
  const people = scene.candidates.filter(({ id }) => chosen.has(id));
  const badge = badgeClasses.find(({ slug }) => slug === form.values.badge);
  if (badge && people.length === chosen.size) return { ok: true, values: { badge, people } };
  const errors = [
    ...(people.length === chosen.size ? [] : [refused('people', 'award.took-no-part')]),
    ...(badge ? [] : [refused('badge', 'award.no-such-choice')]),
  ];
  return { ok: false, errors, typed: typedIn(input) };
}

const refused = (field: string, code: string): FieldError => ({ field, message: say(code) });

/** Step 2: a draft for each person chosen, or what is missing. */
export function readDrafts(
  { visitor, experience }: Scene,
  { badge, people }: Choice,
  names: readonly Named[],
  input: unknown,
): FormResult<readonly Draft[]> {
  const form = readSentences(badge, people, names, input);
  if (!form.ok) return form;
  const { batch, written } = form.values;
  const drafts = written.map(({ person, level, sentence }) => ({
    awardId: awardIdOf(batch, person.id),
    kpa: visitor.kpa,
    person,
    badge,
    level,
    // No free text on objective 6: its sentence is the badge's own.
    sentence: sentence ?? badge.employerSentence,
    experience,
    awardedBy: signatureOf(visitor.person),
  }));
  return { ok: true, values: drafts };
}

export function signatureOf(person: Person): Draft['awardedBy'] {
  return { personId: person.id, name: person.name, title: titleOf(person) };
}
