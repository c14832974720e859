/** A day at a KPA, played through the same verbs as the pages: what later pages show. */
import { awardBadge, awardIdOf } from '../../src/features/awards/award-badge.ts';
import { revokeAward } from '../../src/features/revocations/revoke-award.ts';
import { recordExperience } from '../../src/features/experiences/record-experience.ts';
import { tellExperience } from '../../src/experiences/tell-experience.ts';
import { decideAward } from '../../src/features/portfolio/decide-award.ts';
import { sharePortfolio } from '../../src/features/sharing/share-portfolio.ts';
import type { Award, Experience, Kpa, Person, Stored } from '../../src/storage/store.ts';
import type { World } from './world.ts';

/** Also one that no server of ours stands around (cast.ts). */
type Services = Pick<World, 'services'>;

export type Scene = Awaited<ReturnType<typeof playScene>>;
export type Acceptance = Awaited<ReturnType<typeof playAcceptance>>;

interface Cast {
  readonly kpa: Kpa;
  readonly staff: Person;
  readonly holder: Person;
  /** Took part, and has no badge. */
  readonly others?: readonly Person[];
  /** Written instead of every text that a person types. */
  readonly text?: string | undefined;
}

export const WORDS = 'J’ai rangé la cuisine et j’ai appris à parler devant le groupe.';
export const SENTENCE = 'A relayé un collègue au service sans qu’on le demande.';

/** One badge in each state, one told experience, one open share link. */
export async function playScene(world: Services, { kpa, staff, holder, others = [], text }: Cast) {
  const { services } = world;
  const experience = await recordBuffet(world, { staff, holder, others, text });
  const words = text ?? WORDS;
  const told = { words, shownToTeam: true };
  await tellExperience(services.store, await stored(world, experience), holder, told);
  const award = (badge: string, level?: number) =>
    awardTo(world, { kpa, staff, holder, experience, badge, level, sentence: text ?? SENTENCE });

  const offered = await award('realiser-une-prestation');
  const accepted = await award('travailler-en-equipe', 3);
  await decideAward(services, accepted, 'accepted');
  const declined = await award('trouver-des-solutions', 2);
  await decideAward(services, declined, 'declined');
  const revoked = await award('transmettre');
  await decideAward(services, revoked, 'accepted');
  await revokeAward(services, kpa, await reloadAward(world, revoked), staff, 'person');

  const { link, token } = await sharePortfolio(services, holder, {
    label: text ?? 'Traiteur Petit',
    days: 30,
    awards: [accepted.id, revoked.id],
    experiences: [experience.id],
  });
  return { kpa, staff, holder, experience, offered, accepted, declined, revoked, link, token };
}

/** One badge that was accepted, and nothing else: what most that is done to a badge needs. */
export async function playAcceptance(world: Services, cast: Cast) {
  const experience = await recordBuffet(world, cast);
  const accepted = await awardTo(world, {
    ...cast,
    experience,
    badge: 'travailler-en-equipe',
    level: 3,
  });
  await decideAward(world.services, accepted, 'accepted');
  return { ...cast, experience, accepted };
}

function recordBuffet(
  { services }: Services,
  { staff, holder, others = [], text }: Omit<Cast, 'kpa'>,
): Promise<Experience> {
  const participants = [holder, ...others];
  return recordExperience(services, {
    values: {
      title: text ?? 'Buffet de 60 personnes',
      kind: 'prestation',
      date: '2026-10-12',
      place: text ?? 'Maison de quartier',
      people: participants.map(({ id }) => id),
      [`task-${holder.id}`]: text ?? 'accueil et service',
    },
    participants,
    by: staff,
  });
}

interface Recognised extends Omit<Cast, 'others' | 'text'> {
  readonly experience: Experience;
  readonly badge: string;
  readonly level?: number | undefined;
  readonly sentence?: string;
  /** BCP 47: in which it is signed. French unless said. */
  readonly language?: string;
}

export async function awardTo(world: Services, told: Recognised): Promise<Stored<Award>> {
  const { kpa, staff, holder, experience, level, sentence = SENTENCE, language = 'fr' } = told;
  const badge = world.services.definitions.in(language).findBadgeClass(told.badge);
  if (!badge) throw new Error(`No badge class ${told.badge}`);
  const award = await awardBadge(world.services, {
    awardId: awardIdOf(`${experience.id}/${badge.slug}`, holder.id),
    kpa,
    person: holder,
    badge,
    level,
    sentence,
    experience,
    awardedBy: { personId: staff.id, name: staff.name, title: staff.title ?? 'Accompagnante' },
  });
  return reloadAward(world, award);
}

export async function reloadAward(world: Services, { kpaId, id }: Award): Promise<Stored<Award>> {
  const award = await world.services.store.awards(kpaId).findById(id);
  if (!award) throw new Error(`No award ${id}`);
  return award;
}

async function stored(world: Services, { kpaId, id }: Experience): Promise<Stored<Experience>> {
  const experience = await world.services.store.experiences(kpaId).findById(id);
  if (!experience) throw new Error(`No experience ${id}`);
  return experience;
}
