/** Where many awards can be taken back together, and which of them can be. */
import type { Request } from 'express';
import { knownTo } from '../../badges/records/known-to.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Award, Store } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { personInPath } from '../../people/person-in-path.ts';
import { notFound } from '../../problems/http-error.ts';
import { param } from '../../web/params.ts';
import { keptOf, type Part, type PlaceInList, readPart } from '../../web/lists/parts.ts';
import { visitorOf } from '../../web/sessions.ts';

export interface RevocationPlace {
  /** Its own page. */
  readonly path: string;
  readonly title: string;
  /** Its part of the navigation. */
  readonly section: 'experiences' | 'personnes';
}

interface RevocableServices {
  readonly store: Pick<Store, 'awards'>;
  readonly definitions: Definitions;
}

export const SECTIONS = ['experiences', 'personnes'] as const;

/** The experience or the person in the path. */
export async function readPlace(
  store: Store,
  section: RevocationPlace['section'],
  req: Request,
): Promise<RevocationPlace> {
  const { kpa } = visitorOf(req);
  const id = param(req, 'id');
  const path = `/${section}/${id}`;
  if (section === 'personnes') {
    const person = await personInPath(store, req);
    return { path, title: person.name, section };
  }
  const experience = await store.experiences(kpa.id).findById(id);
  if (!experience) throw notFound(say('award.no-such-experience'));
  return { path, title: experience.title, section };
}

/** A part of those that stand there, newest first. */
export async function readRevocable(
  { store, definitions }: RevocableServices,
  section: RevocationPlace['section'],
  req: Request,
  place: PlaceInList | undefined,
): Promise<Part<Award>> {
  const { kpa, person } = visitorOf(req);
  const known = knownTo(person, definitions);
  const there = keptOf(store.awards(kpa.id), (all) => all.filter(known));
  const newest = { equals: [param(req, 'id'), 'valid'], order: 'descending' } as const;
  return section === 'personnes'
    ? readPart(there, { index: 'byPersonStanding', ...newest }, place)
    : readPart(there, { index: 'byExperienceStanding', ...newest }, place);
}

/** Of the ticked, those that stand there. */
export async function amongRevocable(
  { store, definitions }: RevocableServices,
  section: RevocationPlace['section'],
  req: Request,
  ids: readonly string[],
): Promise<readonly Award[]> {
  const id = param(req, 'id');
  const { kpa, person } = visitorOf(req);
  const found = await store.awards(kpa.id).readable.findByIds(ids);
  return found
    .filter(
      ({ personId, experienceId, standing }) =>
        standing === 'valid' && (section === 'personnes' ? personId : experienceId) === id,
    )
    .filter(knownTo(person, definitions));
}
