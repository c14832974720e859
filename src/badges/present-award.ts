/** What a page shows of an award, whoever looks: one reading for all features. */
import type { Verification } from '../credentials/verification.ts';
import {
  type BadgeClass,
  type Definitions,
  type Level,
  SOURCE,
} from '../definitions/definitions.ts';
import { type Isolated, type Message, say } from '../language/message.ts';
import type { Award, Kpa } from '../storage/store.ts';
import { imagePath } from './addresses.ts';
import { lacksSecond } from './co-signature.ts';
import { isOther, levelOf, type SignedLevel } from './signed-names.ts';
import { sayReason } from './revocation-reasons.ts';
import { sayTitle } from './titles.ts';

export interface AwardView {
  readonly id: string;
  /** Path of the badge's own page. */
  readonly href: string;
  readonly badge: {
    readonly slug: string;
    /** As it is signed. */
    readonly name: string;
    /** BCP 47: of what is signed, which is the name, that of the level, and the sentence. */
    readonly language: string;
    /** In the language of the page, when that is another. */
    readonly nameHere?: string;
    readonly kindLabel: Message;
    readonly employerSentence: string;
    readonly criteria: readonly string[];
    readonly levels: readonly Level[];
    readonly href: string;
    readonly sensitive: boolean;
    readonly objective: { readonly number: number; readonly short: string };
  };
  readonly image: string;
  readonly level?: SignedLevel;
  /** « Niveau 3 sur 4 », or the kind of a badge without levels. */
  readonly meta: Message;
  readonly sentence: string;
  readonly confirmed: {
    readonly name: string;
    readonly title: Isolated | Message;
    readonly kpaName: string;
    /** ISO 8601 */
    readonly on: string;
  };
  /** Other people who saw it, each in their words. */
  readonly alsoConfirmed: readonly (AwardView['confirmed'] & {
    /** Of the signed endorsement. */
    readonly endorsementId: string;
    readonly sentence: string;
    /** BCP 47 */
    readonly language: string;
  })[];
  /** So many who were there, in a meeting: nobody’s name (docs/adr/0056). */
  readonly byGroup?: {
    readonly endorsementId: string;
    readonly count: number;
    /** « le groupe (3 personnes qui étaient là) » */
    readonly who: Message;
    readonly kpaName: string;
    /** ISO 8601 */
    readonly on: string;
  };
  /** ISO 8601: when it ends, or ended. */
  readonly validUntil?: string;
  readonly experienceId?: string;
  readonly hasEvidence: boolean;
  readonly state: Award['state'];
  readonly offered: boolean;
  readonly accepted: boolean;
  readonly declined: boolean;
  /** It needs a second person, who has not confirmed it yet. */
  readonly lacksSecond: boolean;
  readonly revocation?: { readonly at: string; readonly reason: Message };
}

export const KIND_LABELS = {
  competence: say('kind.competence'),
  realisation: say('kind.realisation'),
  apprentissage: say('kind.apprentissage'),
  engagement: say('kind.engagement'),
} as const;

/** « Niveau 3 sur 4 » */
const sayLevel = ({ code }: Pick<Level, 'code'>): Message =>
  say('award.level-of-four', { level: code });

/** In which an award is signed. */
export const languageOfAward = ({ language = SOURCE }: Pick<Award, 'language'>) => language;

/**
 * The same for somebody outside, once a judge has found that the row is ours: what was signed stands
 * as the verification read it. Who signed is not in the credential (docs/adr/0006): our row says it.
 */
export function presentSigned(
  award: Award,
  kpa: Kpa,
  definitions: Definitions,
  { credential }: Pick<Verification, 'credential'>,
): AwardView {
  const view = presentAward(award, kpa, definitions);
  if (!credential) return view;
  const { name, narrative, validFrom, validUntil, levelName, issuer } = credential;
  const kpaName = issuer.name ?? kpa.name;
  return {
    ...view,
    badge: { ...view.badge, name },
    ...(view.level && { level: { ...view.level, name: levelName ?? view.level.name } }),
    sentence: narrative ?? view.sentence,
    confirmed: { ...view.confirmed, kpaName, on: validFrom ?? view.confirmed.on },
    alsoConfirmed: view.alsoConfirmed.map((one) => ({ ...one, kpaName })),
    ...(view.byGroup && { byGroup: { ...view.byGroup, kpaName } }),
    ...(validUntil !== undefined && { validUntil }),
  };
}

/** `definitions`: in the language of the page. What is signed stays in its own. */
export function presentAward(award: Award, kpa: Kpa, definitions: Definitions): AwardView {
  const badge = classOf(award, definitions);
  const language = languageOfAward(award);
  const signed = classOf(award, definitions.in(language));
  const level = levelOf(award, badge, signed, definitions);
  return {
    id: award.id,
    href: `/k/${kpa.slug}/credentials/${award.id}`,
    badge: {
      slug: badge.slug,
      name: signed.name,
      language,
      ...(isOther(badge, signed, definitions) && { nameHere: badge.name }),
      kindLabel: KIND_LABELS[badge.kind],
      employerSentence: badge.employerSentence,
      criteria: badge.criteria,
      levels: badge.levels,
      href: `/badges/${badge.slug}/v${badge.version}`,
      sensitive: badge.sensitive,
      objective: badge.objective,
    },
    image: imagePath(badge.slug, badge.version, award.level),
    ...(level && { level }),
    meta: level ? sayLevel(level) : KIND_LABELS[badge.kind],
    sentence: award.sentence,
    confirmed: { ...signature(award), kpaName: kpa.name, on: award.issuedAt },
    alsoConfirmed: (award.endorsements ?? [])
      .filter(({ group }) => group === undefined)
      .map(({ id, by, sentence, at }) => ({
        ...{ name: by.name, title: sayTitle(by.title), kpaName: kpa.name, on: at },
        endorsementId: id,
        sentence,
        // Whoever confirms is asked to write in it.
        language,
      })),
    ...groupOf(award, kpa),
    ...(award.validUntil !== undefined && { validUntil: award.validUntil }),
    ...(award.experienceId !== undefined && { experienceId: award.experienceId }),
    hasEvidence: award.evidence !== undefined,
    state: award.state,
    offered: award.state === 'offered',
    accepted: award.state === 'accepted',
    declined: award.state === 'declined',
    lacksSecond: lacksSecond(award, definitions),
    ...(award.revocation && {
      revocation: { at: award.revocation.at, reason: sayReason(award.revocation.reason) },
    }),
  };
}

function groupOf({ endorsements = [] }: Award, kpa: Kpa): Pick<AwardView, 'byGroup'> {
  const [found] = endorsements.filter(({ group }) => group !== undefined);
  if (found?.group === undefined) return {};
  const { id: endorsementId, group: count, at: on } = found;
  const who = say('award.by-group', { count });
  return { byGroup: { endorsementId, count, who, kpaName: kpa.name, on } };
}

function signature({ awardedBy }: Award) {
  return { name: awardedBy.name, title: sayTitle(awardedBy.title) };
}

/** Published versions stay readable for ever, so an award's class is always there. */
function classOf(award: Award, definitions: Definitions): BadgeClass {
  const badge = definitions.findBadgeClass(award.badgeClass, award.badgeVersion);
  if (!badge) throw new Error(`No badge class ${award.badgeClass} version ${award.badgeVersion}`);
  return badge;
}
