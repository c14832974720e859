/** A KPA with its people, and what they did: made through the same verbs as the pages. */
import { randomUUID } from 'node:crypto';
import { createToken } from '../../src/features/api-tokens/create-token.ts';
import { awardBadge, awardIdOf } from '../../src/features/awards/award-badge.ts';
import type { Draft } from '../../src/features/awards/draft.ts';
import { endorseAward } from '../../src/features/endorsements/endorse-award.ts';
import { recordExperience } from '../../src/features/experiences/record-experience.ts';
import { createKpa } from '../../src/features/kpas/create-kpa.ts';
import { addPerson } from '../../src/features/people/add-person.ts';
import { decideAward } from '../../src/features/portfolio/decide-award.ts';
import { sharePortfolio } from '../../src/features/sharing/share-portfolio.ts';
import { digest } from '../../src/keys/secrets.ts';
import type { Services } from '../../src/services.ts';
import type { Award, Experience, Kpa, Person, Stored } from '../../src/storage/store.ts';
import { BADGE, SENTENCE } from './words.ts';

/** As many as the largest form and the longest row need. */
const MEMBERS = 16;

export type Cast = Awaited<ReturnType<typeof createCast>>;

export async function createCast(services: Services, slug = 'hauts-pres', most = MEMBERS) {
  const kpa = await createKpa(services, {
    slug,
    name: `KPA ${slug}`,
    place: 'Villeneuve',
    description: 'Des habitantes et des habitants y montent ensemble des activités.',
    contact: {},
    memberSince: 2023,
  });
  const add = (name: string, role: 'accompagnant' | 'cooperant') =>
    addPerson(services, kpa.id, { name, roles: [role], email: undefined, title: 'Accompagnante' });
  const staff = await add('Nadia Roche', 'accompagnant');
  const colleague = await add('Leïla Benmansour', 'accompagnant');
  const members: Person[] = [];
  while (members.length < most) {
    const [first, second] = [members.length / 16, members.length % 16].map((at) =>
      'ABCDEFGHIJKLMNOP'.charAt(at),
    );
    members.push(await add(`Awa ${first}${second}diallo`, 'cooperant'));
  }
  return { kpa, staff, colleague, members };
}

/** The cookie of a signed-in person, and what their forms carry. */
export async function signIn({ sessions, store }: Services, person: Person) {
  const { name, token } = await sessions.create(person);
  const session = await store.sessions.findById(digest(token));
  return [`${name}=${token}`, session?.csrfToken ?? ''] as const;
}

export async function createTokens(services: Services, kpa: Kpa, count: number) {
  const request = { label: 'Bench', identity: 'did:web', days: 1, by: 'Nadia Roche' } as const;
  const made: string[] = [];
  while (made.length < count) made.push((await createToken(services, kpa, request)).token);
  return made;
}

/** In which all members took part. */
export function recordWork(services: Services, { staff, members }: Cast): Promise<Experience> {
  const people = members.map(({ id }) => id);
  const values = { title: 'Buffet de 60 personnes', kind: 'prestation' as const, people };
  return recordExperience(services, {
    values: { ...values, date: '2026-10-12', place: 'Maison de quartier' },
    participants: members,
    by: staff,
  });
}

export function draftFor(
  { definitions }: Services,
  { kpa, staff }: Cast,
  person: Person,
  experience: Experience,
): Draft {
  const badge = definitions.findBadgeClass(BADGE);
  if (!badge) throw new Error(`No badge class ${BADGE}`);
  const awardId = awardIdOf(randomUUID(), person.id);
  const awardedBy = { personId: staff.id, name: staff.name, title: 'Accompagnante' };
  const level = badge.leveled ? 2 : undefined;
  return { awardId, kpa, person, badge, level, sentence: SENTENCE, experience, awardedBy };
}

/** Accepted; `endorsed`: a colleague confirms it, as in the golden badge. */
export async function acceptedAward(
  services: Services,
  cast: Cast,
  person: Person,
  endorsed = false,
): Promise<Stored<Award>> {
  const draft = draftFor(services, cast, person, await recordWork(services, cast));
  await awardBadge(services, draft);
  const { kpa, colleague } = cast;
  await decideAward(services, await reload(services, kpa, draft.awardId), 'accepted');
  if (endorsed) {
    const seen = 'A gardé le sourire quand la file est devenue longue.';
    await endorseAward(services, kpa, draft.awardId, colleague, seen);
  }
  return reload(services, kpa, draft.awardId);
}

async function reload({ store }: Services, kpa: Kpa, id: string): Promise<Stored<Award>> {
  const award = await store.awards(kpa.id).findById(id);
  if (!award) throw new Error(`No award ${id}`);
  return award;
}

/** The token of a link to so many badges of one person, each with an endorsement. */
export async function sharedPortfolio(services: Services, cast: Cast, count: number) {
  const { kpa } = cast;
  const holder = await addPerson(services, kpa.id, {
    name: 'Awa Diallo',
    roles: ['cooperant'],
    email: undefined,
    title: undefined,
  });
  const awards: string[] = [];
  while (awards.length < count) {
    awards.push((await acceptedAward(services, cast, holder, true)).id);
  }
  const form = { label: 'Traiteur Petit', days: 30, awards, experiences: [] };
  return (await sharePortfolio(services, holder, form)).token;
}
