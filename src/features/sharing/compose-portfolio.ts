import type { Verification } from '../../credentials/verify.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Award, Experience, Kpa, Person, ShareLink, Store } from '../../storage/store.ts';
import { count } from '../../web/french.ts';
import { type AwardView, presentAward } from '../../web/present-award.ts';

export interface PortfolioServices {
  readonly store: Store;
  readonly definitions: Definitions;
  readonly clock: () => Date;
  readonly verify: (credential: unknown, holderName?: string) => Promise<Verification>;
}

export interface SharedBadge extends AwardView {
  readonly verification: Verification;
  readonly sound: boolean;
}

/** Exactly what the reader of one link sees, and nothing else of the person. */
export async function composePortfolio(services: PortfolioServices, link: ShareLink) {
  const { store, clock } = services;
  const [kpa, person] = await Promise.all([
    store.kpas.findById(link.kpaId),
    store.people(link.kpaId).findById(link.personId),
  ]);
  if (!kpa || !person) return undefined;
  const badges = await sharedBadges(services, link, kpa, person);
  return {
    person: { name: person.name, introduction: person.introduction },
    kpa,
    expiresAt: link.expiresAt,
    checkedAt: clock().toISOString(),
    badges,
    status: summarise(badges),
    experiences: await sharedExperiences(services, link, badges),
  };
}

async function sharedBadges(
  { store, definitions, verify }: PortfolioServices,
  link: ShareLink,
  kpa: Kpa,
  person: Person,
): Promise<readonly SharedBadge[]> {
  const found = await Promise.all(link.awardIds.map((id) => store.awards(link.kpaId).findById(id)));
  const shown = found.filter((award) => award !== undefined && isShown(award, person));
  const badges = [];
  for (const award of shown) {
    if (!award) continue;
    const verification = await verify(award.credential, person.name);
    badges.push({
      ...presentAward(award, kpa, definitions),
      verification,
      sound: isSound(verification.summary),
    });
  }
  return badges.sort((a, b) => b.confirmed.on.localeCompare(a.confirmed.on));
}

/** A badge declined after the link was made is no longer shown; a revoked one is, as revoked. */
function isShown(award: Award, person: Person): boolean {
  return award.personId === person.id && award.state === 'accepted';
}

/** Counts for the status sentence. What is not authentic and valid is an exception to name. */
function summarise(badges: readonly SharedBadge[]) {
  const having = (test: (badge: SharedBadge) => boolean) => badges.filter(test).length;
  const authentic = having(({ sound }) => sound);
  const revoked = having(({ verification: { summary } }) => summary.standing === 'revoked');
  const unknown = badges.length - authentic - revoked;
  const all = badges.length > 0 && authentic === badges.length;
  return {
    all,
    title: all ? allAuthentic(authentic) : someAuthentic(authentic, badges.length),
    counts: [
      { n: authentic, tone: 'ok', text: count(authentic, 'authentique', 'authentiques') },
      { n: revoked, tone: 'no', text: `${count(revoked, 'retiré', 'retirés')} depuis le partage` },
      { n: unknown, tone: 'unk', text: `${count(unknown, 'badge', 'badges')} sans réponse` },
    ].filter(({ n }) => n > 0),
  };
}

function allAuthentic(n: number): string {
  return n === 1 ? 'Ce badge est authentique' : `Les ${n} badges sont authentiques`;
}

function someAuthentic(n: number, total: number): string {
  if (total === 0) return 'Ce lien ne montre plus de badge';
  return `${count(n, 'badge', 'badges')} sur ${total} ${n < 2 ? 'est authentique' : 'sont authentiques'}`;
}

export function isSound(summary: Verification['summary']): boolean {
  return summary.authentic === 'yes' && summary.standing === 'valid';
}

async function sharedExperiences(
  { store }: PortfolioServices,
  link: ShareLink,
  badges: readonly SharedBadge[],
) {
  const confirmed = badges.filter(({ badge, revocation }) => !badge.sensitive && !revocation);
  const ids = new Set([
    ...confirmed.flatMap(({ experienceId }) => experienceId ?? []),
    ...link.experienceIds,
  ]);
  const found = await Promise.all([...ids].map((id) => store.experiences(link.kpaId).findById(id)));
  return (
    found
      .filter((experience) => experience !== undefined)
      .sort((a, b) => b.date.localeCompare(a.date))
      .map((experience) => describe(experience, link, confirmed))
      // Nothing is left of it when the person took their words back.
      .filter(({ sentences, words }) => sentences.length > 0 || words !== undefined)
  );
}

function describe(experience: Experience, link: ShareLink, badges: readonly SharedBadge[]) {
  const here = badges.filter(({ experienceId }) => experienceId === experience.id);
  const own = experience.participants.find(({ personId }) => personId === link.personId);
  const told = link.experienceIds.includes(experience.id) ? own?.words : undefined;
  return {
    title: experience.title,
    date: experience.date,
    groupSize: experience.participants.length,
    sentences: here.map(({ sentence }) => sentence),
    confirmed: here[0]?.confirmed,
    words: told,
  };
}
