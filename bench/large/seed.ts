/**
 * A service that is years old, written in minutes, on either storage: KPAs, people and lists through
 * the same verbs as ever, the rest straight into the store. Badges of one KPA are copies of one that
 * it signed. Withdrawn ones, which a start may read, have their own MAC; of the others, which are
 * counted, found and listed and never judged, it is left out.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { awardMacs } from '../../src/awards/award-rows.ts';
import { claimIdOf } from '../../src/claims/claims.ts';
import { insertParticipations, participationsIn } from '../../src/experiences/participations.ts';
import { awardBadge } from '../../src/features/awards/award-badge.ts';
import { sharePortfolio } from '../../src/features/sharing/share-portfolio.ts';
import type { Services } from '../../src/services.ts';
import type { Award, Claim, Experience, Person } from '../../src/storage/store.ts';
import { acceptedAward, type Cast, createCast, draftFor, recordWork } from '../servers/cast.ts';

export interface Seed {
  readonly kpas: number;
  readonly people: number;
  readonly awards: number;
  readonly withdrawn: number;
}

/** Who works there, and what they look at. */
export interface Visited {
  readonly staff: string;
  /** Responsable, and of the network. */
  readonly manager: string;
  readonly member: string;
  readonly experience: string;
  readonly award: string;
  readonly token: string;
}

/** Awards of one experience: who took part was recognised. */
const TOGETHER = 10;
/** Writes that arrive together share a commit. */
const AT_ONCE = 1_000;
const DAY = 86_400_000;
const START = Date.parse('2016-01-01T08:00:00Z');
const DAYS = 3_650;

/** The first KPA is that of the cast, so that whoever works there has years behind them. */
const slugOf = (kpa: number) => (kpa === 0 ? 'hauts-pres' : `kpa-${kpa}`);

export async function seed(services: Services, size: Seed): Promise<Visited> {
  let visited: Visited | undefined;
  const share = (of: number) => Math.round(of / size.kpas);
  for (let at = 0; at < size.kpas; at += 1) {
    const cast = await createCast(services, slugOf(at), share(size.people));
    visited ??= await makeVisited(services, cast);
    await seedKpa(services, cast, { awards: share(size.awards), withdrawn: share(size.withdrawn) });
  }
  if (!visited) throw new Error('No KPA');
  return visited;
}

/** The newest of each: they stand on the first part of every list. */
async function makeVisited(services: Services, cast: Cast): Promise<Visited> {
  const [member] = cast.members;
  if (!member) throw new Error('No member');
  const { id, experienceId = '' } = await acceptedAward(services, cast, member);
  const shown = { awards: [id], experiences: [experienceId] };
  const { token } = await sharePortfolio(services, member, {
    label: 'Traiteur Petit',
    days: 30,
    ...shown,
  });
  const { id: manager } = cast.colleague;
  await services.store.people(cast.kpa.id).update(manager, (now) => ({
    ...now,
    roles: ['accompagnant', 'manager'],
    network: true,
  }));
  return {
    ...{ staff: cast.staff.id, manager, member: member.id },
    ...{ experience: experienceId, award: id, token },
  };
}

async function seedKpa(
  services: Services,
  cast: Cast,
  { awards, withdrawn }: Pick<Seed, 'awards' | 'withdrawn'>,
): Promise<void> {
  const [member] = cast.members;
  if (!member) throw new Error('No member');
  const draft = draftFor(services, cast, member, await recordWork(services, cast));
  await awardBadge(services, draft);
  const model = await services.store.awards(cast.kpa.id).findById(draft.awardId);
  if (!model) throw new Error('No award');
  const experiences = experiencesOf(cast, Math.ceil(awards / TOGETHER));
  await insertAll(experiences, (some) =>
    insertParticipations(services.store, some.flatMap(participationsIn)),
  );
  await insertAll(experiences, (some) =>
    Promise.all(some.map((one) => services.store.experiences(cast.kpa.id).insert(one))),
  );
  await insertAll(claimsOf(experiences), (some) =>
    Promise.all(some.map((one) => services.store.claims(cast.kpa.id).insert(one))),
  );
  const macs = awardMacs(services.custody);
  const made = awardsOf(services, model, experiences, { awards, withdrawn });
  await insertAll(made, async (some) => {
    const insert = async (one: Award) =>
      services.store
        .awards(cast.kpa.id)
        .insert(one.standing === 'revoked' ? await macs.marked(one) : one);
    await Promise.all(some.map(insert));
  });
  await services.statusLists.publish(cast.kpa, model.statusListId);
}

async function insertAll<T>(
  all: readonly T[],
  insert: (some: readonly T[]) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) await insert(all.slice(at, at + AT_ONCE));
}

/** One after the other over ten years, each by ten people in turn; every tenth is told. */
function experiencesOf({ kpa, staff, members }: Cast, count: number): readonly Experience[] {
  return Array.from({ length: count }, (_, at) => {
    const createdAt = new Date(START + Math.floor((at * DAYS) / count) * DAY).toISOString();
    const people = Array.from({ length: TOGETHER }, (__, one) => at * TOGETHER + one)
      .map((one) => members[one % members.length])
      .filter((one): one is Person => one !== undefined);
    const words = at % 10 === 0 ? { words: `J’ai tenu la caisse ce jour-là (${at}).` } : {};
    return {
      ...{ id: randomUUID(), kpaId: kpa.id, kind: 'prestation', createdBy: staff.id, createdAt },
      ...{ title: `Buffet ${at}`, date: createdAt.slice(0, 10) },
      participants: [...new Set(people)].map(({ id }) => ({ personId: id, ...words })),
    };
  });
}

/** One of what was told: each waits. */
const claimsOf = (experiences: readonly Experience[]): readonly Claim[] =>
  experiences.flatMap(({ id: experienceId, kpaId, participants, createdAt: at }) => {
    const [first] = participants;
    if (first?.words === undefined) return [];
    const { personId, words: text } = first;
    const turns = [{ kind: 'told' as const, by: personId, at, text }];
    const waiting = { state: 'waiting', asked: 'which', waitsFor: 'team', since: at } as const;
    return {
      id: claimIdOf(experienceId, personId),
      kpaId,
      personId,
      experienceId,
      ...waiting,
      turns,
    };
  });

/** In turn of every class that a team gives, accepted; the first are withdrawn. */
function awardsOf(
  { definitions }: Services,
  {
    slot: _slot,
    mac: _mac,
    version: _version,
    level: _level,
    ...model
  }: Award & { version: number },
  experiences: readonly Experience[],
  { awards, withdrawn }: Pick<Seed, 'awards' | 'withdrawn'>,
): readonly Award[] {
  const classes = definitions.badgeClasses.filter(({ sensitive }) => !sensitive);
  const pairs = experiences.flatMap((experience) =>
    experience.participants.map(({ personId }) => ({ experience, personId })),
  );
  return pairs.slice(0, awards).map(({ experience, personId }, at): Award => {
    const badge = classes[at % classes.length];
    const revocation = { at: model.issuedAt, reason: 'An error', byName: model.awardedBy.name };
    return {
      ...model,
      ...{ id: randomUUID(), personId, experienceId: experience.id },
      ...(badge && { badgeClass: badge.slug, badgeVersion: badge.version }),
      ...(badge?.leveled && { level: 1 + (at % 4) }),
      // Another entry for each: 7 has no common divisor with the size of a list.
      statusIndex: (model.statusIndex + (at + 1) * 7) % 131_072,
      issuedAt: experience.createdAt,
      ...{ state: 'accepted', decidedAt: model.issuedAt },
      ...(at < withdrawn
        ? { standing: 'revoked', revocation }
        : { slot: randomBytes(32).toString('base64url') }),
    };
  });
}
