import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Verification } from '../../credentials/verify/verify.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Award, Kpa, Person, ShareLink, Store } from '../../storage/store.ts';
import {
  type ShowingServices,
  testimoniesFor,
  type TestimonyView,
} from '../../awards/testimonies/shown.ts';
import { filesOf } from '../../awards/files-of-award.ts';
import { conjunction } from '../../language/lists.ts';
import { typed, type Value } from '../../language/message.ts';
import type { AwardJudge, Judgement } from '../../awards/judgement.ts';
import { type AwardView, presentSigned } from '../../badges/present-award.ts';
import { findHolder, isOf } from '../../badges/records/who-stays.ts';
import { presentChecks } from '../../answers/present-checks.ts';
import { layOutBadges } from './lay-out-badges.ts';
import { readShown, sharedExperiences } from './shared-experiences.ts';
import { summarise } from './summarise.ts';

export interface PortfolioServices extends Pick<
  ShowingServices,
  'addresses' | 'languages' | 'verifyCredential'
> {
  readonly store: Store;
  /** In the language of the page. */
  readonly definitions: Definitions;
  readonly clock: () => Date;
  readonly awardJudge: AwardJudge;
}

export interface SharedBadge extends AwardView, ReturnType<typeof presentChecks> {
  readonly verification: Verification;
  readonly answer: Judgement['answer'];
  readonly sound: boolean;
  /** Who confirms it. */
  readonly signers: Value;
  /** Its end has passed: a state, not a fault. */
  readonly ended: boolean;
  /** The document whose digest is signed, if it is there. */
  readonly evidence?: string;
  readonly files: ReturnType<typeof filesOf>;
  /** Of people who are not of the KPA, where the holder shows it. */
  readonly testimonies: readonly TestimonyView[];
}

/** Exactly what the reader of one link sees, and nothing else of the person. */
export async function composePortfolio(services: PortfolioServices, link: ShareLink) {
  const { store, clock } = services;
  const [kpa, person, awards] = await Promise.all([
    store.kpas.findById(link.kpaId),
    findHolder(store, link.kpaId, link.personId),
    store.awards(link.kpaId).readable.findByIds(link.awardIds),
  ]);
  if (!kpa || !person) return undefined;
  const shown = shownOf(awards, person);
  const ids = shown.flatMap(({ experienceId }) => experienceId ?? []);
  const [{ badges: judged, withheld }, testimonies, experiences] = await Promise.all([
    judgeBadges(services, shown, kpa, person),
    testimoniesFor(services, kpa, person, shown),
    store.experiences(link.kpaId).readable.findByIds([...ids, ...link.experienceIds]),
  ]);
  const badges = judged.map((badge) => ({
    ...badge,
    testimonies: badge.sound ? testimonies.filter(({ awardId }) => awardId === badge.id) : [],
  }));
  const exhibits = await readShown(store, person, experiences);
  const checkedAt = clock().toISOString();
  return {
    person: { name: person.name, introduction: person.introduction },
    kpa,
    expiresAt: link.expiresAt,
    checkedAt,
    badges,
    withheld,
    ...layOutBadges(badges),
    status: summarise([...badges, ...withheld], checkedAt),
    ...sharedExperiences(experiences, { link, person, exhibits }, badges),
  };
}

/** Judging holds the event loop: after so many, others have their turn. */
const IN_A_TURN = 10;

async function judgeBadges(
  { definitions, awardJudge }: PortfolioServices,
  awards: readonly Award[],
  kpa: Kpa,
  person: Person,
) {
  const judge = awardJudge.forOnePage();
  let turn: Promise<unknown> = Promise.resolve();
  const all = await Promise.all(
    awards.map(async (award, at) => {
      if (at > 0 && at % IN_A_TURN === 0) turn = turn.then(() => nextTurn());
      await turn;
      return { award, judged: await judge.judge(kpa, award, { holder: person }) };
    }),
  );
  const badges: SharedBadge[] = [];
  const withheld: Judgement[] = [];
  for (const { award, judged } of all) {
    if (isWithheld(award, judged)) withheld.push(judged);
    else badges.push(tellBadge(award, kpa, definitions, judged));
  }
  badges.sort((a, b) => b.confirmed.on.localeCompare(a.confirmed.on));
  return { badges, withheld };
}

/** Our row and what is signed are not of one mind: that there is a badge is all that is told. */
function isWithheld({ revocation }: Award, { doubt, answer }: Judgement): boolean {
  return doubt !== undefined || (answer === 'revoked' && !revocation);
}

function tellBadge(
  award: Award,
  kpa: Kpa,
  definitions: Definitions,
  { verification, answer }: Judgement,
): SharedBadge {
  const view = presentSigned(award, kpa, definitions, verification);
  const signers = [
    ...[view.confirmed, ...view.alsoConfirmed].map(({ name }) => typed(name)),
    ...(view.byGroup ? [view.byGroup.who] : []),
  ];
  return {
    ...view,
    signers: conjunction(signers),
    verification,
    ...presentChecks(verification),
    answer,
    sound: answer === 'sound',
    ended: answer === 'ended',
    ...(award.evidence !== undefined && { evidence: award.evidence }),
    files: filesOf(award),
    testimonies: [],
  };
}

/** Where the corrected badge is shown, the one of before is not (docs/adr/0043). */
/** Of what is in a link, what whoever opens it sees. */
export const shownOf = (awards: readonly Award[], person: Person): readonly Award[] =>
  withoutReplaced(awards.filter((award) => isShown(award, person)));

function withoutReplaced<A extends Award>(shown: readonly A[]): readonly A[] {
  const replaced = new Set(shown.flatMap(({ replaces = [] }) => replaces));
  return shown.filter(({ id }) => !replaced.has(id));
}

/** A badge declined after the link was made is no longer shown; a revoked one is, as revoked. */
function isShown(award: Award, person: Person): boolean {
  return isOf(person, award.personId) && award.state === 'accepted';
}
