import type { Verification } from '../../credentials/verify.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Award, Kpa, Person, ShareLink, Store } from '../../storage/store.ts';
import { type AwardView, presentAward } from '../../web/present-award.ts';
import { presentChecks } from '../../web/present-verification.ts';
import { layOutBadges } from './lay-out-badges.ts';
import { sharedExperiences } from './shared-experiences.ts';
import { summarise } from './summarise.ts';

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
    ...layOutBadges(badges),
    status: summarise(badges, checkedAt),
    ...(await sharedExperiences(store, link, badges)),
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

/** A badge declined after the link was made is no longer shown; a revoked one is, as revoked. */
function isShown(award: Award, person: Person): boolean {
  return award.personId === person.id && award.state === 'accepted';
}

export function isSound(summary: Verification['summary']): boolean {
  return summary.authentic === 'yes' && summary.standing === 'valid';
}
