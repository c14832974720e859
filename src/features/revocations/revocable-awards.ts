/** Where many awards can be taken back together, and which of them can be. */
import type { Request } from 'express';
import type { Award, Store } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { param } from '../../web/params.ts';
import { visitorOf } from '../../web/sessions.ts';
import { MOST_AT_ONCE } from './revocation-form.ts';

export interface RevocationPlace {
  /** Its own page. */
  readonly path: string;
  readonly title: string;
  /** Its part of the navigation. */
  readonly section: 'experiences' | 'personnes';
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
    const person = await store.people(kpa.id).findById(id);
    if (!person) throw notFound(say('revocation.no-such-person'));
    return { path, title: person.name, section };
  }
  const experience = await store.experiences(kpa.id).findById(id);
  if (!experience) throw notFound(say('award.no-such-experience'));
  return { path, title: experience.title, section };
}

export interface Revocable {
  /** Newest first, as many as can be taken back together. */
  readonly awards: readonly Award[];
  readonly more: boolean;
}

export async function findRevocable(
  store: Store,
  section: RevocationPlace['section'],
  req: Request,
): Promise<Revocable> {
  const there = store.awards(visitorOf(req).kpa.id);
  const newest = { equals: [param(req, 'id')], order: 'descending' } as const;
  const found =
    section === 'personnes'
      ? there.all({ index: 'byPerson', ...newest })
      : there.all({ index: 'byExperience', ...newest });
  const awards: Award[] = [];
  for await (const award of found) {
    if (award.standing !== 'valid') continue;
    if (awards.length === MOST_AT_ONCE) return { awards, more: true };
    awards.push(award);
  }
  return { awards, more: false };
}
