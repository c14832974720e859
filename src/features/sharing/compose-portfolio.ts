import type { Verification } from '../../credentials/verify.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Award, Kpa, Person, ShareLink, Store } from '../../storage/store.ts';
import { count, formatDate } from '../../web/french.ts';
import { type AwardView, presentAward } from '../../web/present-award.ts';
import { presentChecks } from '../../web/present-verification.ts';
import { sharedExperiences } from './shared-experiences.ts';

export interface PortfolioServices {
  readonly store: Store;
  readonly definitions: Definitions;
  readonly clock: () => Date;
  readonly verifyCredential: (
    credential: unknown,
    question: { readonly holderName: string; readonly isNewest: true },
  ) => Promise<Verification>;
}

export interface SharedBadge extends AwardView, ReturnType<typeof presentChecks> {
  readonly verification: Verification;
  readonly sound: boolean;
  /** Its end has passed: a state, not a fault. */
  readonly ended: boolean;
}

/** More badges than this read better under the objectives they belong to. */
const MOST_UNGROUPED = 10;

/** Exactly what the reader of one link sees, and nothing else of the person. */
export async function composePortfolio(services: PortfolioServices, link: ShareLink) {
  const { store, clock } = services;
  const [kpa, person] = await Promise.all([
    store.kpas.findById(link.kpaId),
    store.people(link.kpaId).findById(link.personId),
  ]);
  if (!kpa || !person) return undefined;
  const badges = await sharedBadges(services, link, kpa, person);
  const checkedAt = clock().toISOString();
  return {
    person: { name: person.name, introduction: person.introduction },
    kpa,
    expiresAt: link.expiresAt,
    checkedAt,
    badges,
    groups: badges.length > MOST_UNGROUPED ? byObjective(badges) : undefined,
    status: summarise(badges, checkedAt),
    experiences: await sharedExperiences(store, link, badges),
  };
}

async function sharedBadges(
  { store, definitions, verifyCredential }: PortfolioServices,
  link: ShareLink,
  kpa: Kpa,
  person: Person,
): Promise<readonly SharedBadge[]> {
  const found = await Promise.all(link.awardIds.map((id) => store.awards(link.kpaId).findById(id)));
  const shown = found.filter((award) => award !== undefined && isShown(award, person));
  const badges = [];
  for (const award of shown) {
    if (!award) continue;
    const verification = await verifyCredential(award.credential, {
      holderName: person.name,
      isNewest: true,
    });
    badges.push({
      ...presentAward(award, kpa, definitions),
      verification,
      ...presentChecks(verification),
      sound: isSound(verification.summary),
      ended: verification.summary.standing === 'expired',
    });
  }
  return badges.sort((a, b) => b.confirmed.on.localeCompare(a.confirmed.on));
}

function byObjective(badges: readonly SharedBadge[]) {
  const objectives = new Map(
    badges.map(({ badge: { objective } }) => [objective.number, objective]),
  );
  return [...objectives.values()]
    .sort((a, b) => a.number - b.number)
    .map(({ number, short }) => ({
      short,
      badges: badges.filter(({ badge }) => badge.objective.number === number),
    }));
}

/** A badge declined after the link was made is no longer shown; a revoked one is, as revoked. */
function isShown(award: Award, person: Person): boolean {
  return award.personId === person.id && award.state === 'accepted';
}

/** Counts for the status sentence. What is not authentic and valid is an exception to name. */
function summarise(badges: readonly SharedBadge[], checkedAt: string) {
  const having = (test: (badge: SharedBadge) => boolean) => badges.filter(test).length;
  const authentic = having(({ sound }) => sound);
  const revoked = having(({ verification: { summary } }) => summary.standing === 'revoked');
  const ended = having(({ ended }) => ended);
  const unknown = badges.length - authentic - revoked - ended;
  const all = badges.length > 0 && authentic === badges.length;
  return {
    all,
    title: all ? allAuthentic(authentic) : someAuthentic(authentic, badges.length),
    printTitle: all ? allWereAuthentic(authentic, formatDate(checkedAt)) : undefined,
    counts: [
      { n: authentic, tone: 'ok', text: count(authentic, 'authentique', 'authentiques') },
      { n: revoked, tone: 'no', text: `${count(revoked, 'retiré', 'retirés')} depuis le partage` },
      { n: ended, tone: 'unk', text: `${count(ended, 'badge', 'badges')} dont la date est passée` },
      { n: unknown, tone: 'unk', text: `${count(unknown, 'badge', 'badges')} sans réponse` },
    ].filter(({ n }) => n > 0),
  };
}

function allAuthentic(n: number): string {
  return n === 1 ? 'Ce badge est authentique' : `Les ${n} badges sont authentiques`;
}

/** On paper: nobody knows what happened to a badge since it was printed. */
function allWereAuthentic(n: number, on: string): string {
  return n === 1
    ? `Ce badge était authentique le ${on}`
    : `Les ${n} badges étaient authentiques le ${on}`;
}

function someAuthentic(n: number, total: number): string {
  if (total === 0) return 'Ce lien ne montre plus de badge';
  return `${count(n, 'badge', 'badges')} sur ${total} ${n < 2 ? 'est authentique' : 'sont authentiques'}`;
}

export function isSound(summary: Verification['summary']): boolean {
  return summary.authentic === 'yes' && summary.standing === 'valid';
}
