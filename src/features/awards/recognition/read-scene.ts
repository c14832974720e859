import { byName } from '../../../badges/people-by-name.ts';
import { isHere, isOf, recordsOf } from '../../../badges/records/who-stays.ts';
import { askedAbout, type ToldOfWork, toldBy } from '../../../claims/told-of.ts';
import type { Request } from 'express';
import type { Award, Experience, Person } from '../../../storage/store.ts';
import { say } from '../../../language/message.ts';
import { notFound } from '../../../problems/http-error.ts';
import { severalIn } from '../../../web/forms.ts';
import { param } from '../../../web/params.ts';
import { type Visitor, visitorOf } from '../../../web/sessions.ts';
import type { AwardServices } from '../draft.ts';
import type { Way } from './award-ways.ts';
import { fieldsNow } from './choices.ts';

/** A badge that stands for this experience already. */
export type Given = Pick<Award, 'badgeClass' | 'level'>;

/** The experience in the path, and who can be recognised for it. */
export interface Scene {
  readonly visitor: Visitor;
  readonly experience: Experience;
  /** Participants who are coopérant·es here, by name, but never the person who signs. */
  readonly candidates: readonly Person[];
  /** Only these of them were asked for. */
  readonly narrowed: readonly string[];
  /** What each of them told the team of it, and asked a badge for. */
  readonly told: ToldOfWork;
  /** What was sent, under the ids of today. */
  readonly fields: Record<string, unknown>;
}

/** `input`: the form or the query, which may ask for some of the people alone (`people`). */
async function readScene({ store }: AwardServices, req: Request, input: unknown): Promise<Scene> {
  const visitor = visitorOf(req);
  const experience = await store.experiences(visitor.kpa.id).findById(param(req, 'id'));
  if (!experience) throw notFound(say('award.no-such-experience'));
  const ids = experience.participants.map(({ personId }) => personId);
  const [took, claims] = await Promise.all([
    store.people(visitor.kpa.id).readable.findByIds(ids),
    askedAbout(store, experience),
  ]);
  const asked = severalIn(input, 'people');
  const candidates = took
    .filter((one) => {
      return one.roles.includes('cooperant') && isHere(one) && !isOf(visitor.person, one.id);
    })
    .filter((one) => asked.length === 0 || asked.some((id) => isOf(one, id)))
    .toSorted(byName);
  const fields = fieldsNow(input, candidates);
  const told = toldBy(claims, candidates);
  return { visitor, experience, candidates, narrowed: severalIn(fields, 'people'), told, fields };
}

/** Of which one is to be chosen first, where they are asked for one by one. */
export interface SceneOfWay extends Scene {
  readonly whoMayAsk?: readonly Person[];
}

/** On request between two people: never several on one page. */
export async function readSceneOf(
  services: AwardServices,
  { isOnRequest }: Way,
  req: Request,
  input: unknown,
): Promise<SceneOfWay> {
  const scene = await readScene(services, req, input);
  const { candidates, narrowed } = scene;
  const asksWho = isOnRequest && narrowed.length !== 1;
  return asksWho ? { ...scene, candidates: [], whoMayAsk: candidates } : scene;
}

/** More badges for one work nobody has, but by mistake. */
const MOST_GIVEN = 10;

/** What was given to a person for it, and stands, the first that was given first. */
export async function readGiven(
  { store }: AwardServices,
  { id: experienceId, kpaId }: Experience,
  person: Person,
): Promise<readonly Given[]> {
  const picked = await Promise.all(
    recordsOf(person).map((personId) => {
      const equals = [personId, experienceId] as const;
      const query = { index: 'byPersonExperience', equals, limit: MOST_GIVEN } as const;
      return store.awards(kpaId).pick(query, ['standing', 'badgeClass', 'level', 'issuedAt']);
    }),
  );
  return picked
    .flatMap(({ items }) => items)
    .toSorted((a, b) => ((a.issuedAt ?? '') < (b.issuedAt ?? '') ? -1 : 1))
    .flatMap(({ standing, badgeClass, level }) =>
      standing !== 'valid' || badgeClass === undefined
        ? []
        : [{ badgeClass, ...(level !== undefined && { level }) }],
    );
}

export const taskOf = ({ participants }: Experience, { id }: Pick<Person, 'id'>) =>
  participants.find(({ personId }) => personId === id)?.task;
