/** Who may confirm an award that somebody else signed: one rule for the pages that lead to the form. */
import type { BadgeClass, Definitions } from '../definitions/definitions.ts';
import { type Award, MOST_ENDORSEMENTS, type Person } from '../storage/store.ts';
import { type Message, say } from '../language/message.ts';
import { isStaff } from './roles.ts';
import { isOf } from './records/who-stays.ts';

/**
 * Why not; undefined for who may. The reasons that last longest come first. Whether its person accepted it or
 * put it aside is none: the team would learn it so.
 */
export function whyNotConfirm(
  award: Award,
  definitions: Definitions,
  person: Pick<Person, 'id' | 'mergedFrom'>,
  now: Date,
): Message | undefined {
  const { endorsements = [], validUntil } = award;
  const badge = definitions.findBadgeClass(award.badgeClass, award.badgeVersion);
  if (isOf(person, award.personId)) return say('confirm.own');
  if (isOf(person, award.awardedBy.personId)) return say('confirm.signer');
  if (badge?.sensitive !== false) {
    return say('confirm.one-signature');
  }
  if (award.standing === 'revoked') return say('confirm.revoked');
  if (validUntil !== undefined && validUntil <= now.toISOString()) {
    return say('confirm.ended');
  }
  if (endorsements.some(({ by, group }) => group === undefined && isOf(person, by.personId))) {
    return say('confirm.already');
  }
  return endorsements.length >= MOST_ENDORSEMENTS ? say('confirm.enough') : undefined;
}

/** Whether a page leads this visitor to the form. */
export function mayConfirm(
  award: Award,
  definitions: Definitions,
  person: Person,
  now: Date,
): boolean {
  return isStaff(person) && whyNotConfirm(award, definitions, person, now) === undefined;
}

/**
 * Why nobody who is not of the KPA is asked of it; undefined where a link may be made. Whether the person
 * accepted it is none, as above: until they say yes, a link of the team opens nothing (docs/adr/0054).
 */
export function whyNoWitness(
  award: Award,
  definitions: Definitions,
  now: Date,
): Message | undefined {
  const badge = definitions.findBadgeClass(award.badgeClass, award.badgeVersion);
  if (badge?.sensitive !== false || badge.confirmedBy?.outside !== true) {
    return say('witness.not-of-this-badge');
  }
  if (award.erasedAt !== undefined || award.standing === 'revoked') return say('confirm.revoked');
  const { validUntil } = award;
  if (validUntil !== undefined && validUntil <= now.toISOString()) return say('confirm.ended');
  return undefined;
}

/** What somebody from outside may say that they saw: each criterion in its place, or nothing there. */
export const criteriaSeenOutside = ({
  criteria,
  confirmedBy,
}: Pick<BadgeClass, 'criteria' | 'confirmedBy'>): readonly (string | undefined)[] =>
  criteria.map((one, place) =>
    confirmedBy?.outsideSees?.includes(place + 1) === false ? undefined : one,
  );

/**
 * Why the group is not asked in a meeting; undefined where one of the team may open one. That may be who
 * signed it, for others say that they saw it (docs/adr/0056).
 */
export function whyNoGroup(
  award: Award,
  definitions: Definitions,
  person: Pick<Person, 'id' | 'mergedFrom'>,
  now: Date,
): Message | undefined {
  const { endorsements = [], validUntil } = award;
  const badge = definitions.findBadgeClass(award.badgeClass, award.badgeVersion);
  if (isOf(person, award.personId)) return say('confirm.own');
  if (badge?.sensitive !== false) return say('confirm.one-signature');
  if (badge.confirmedBy?.group === undefined) return say('group.not-of-this-badge');
  if (award.erasedAt !== undefined || award.standing === 'revoked') return say('confirm.revoked');
  if (validUntil !== undefined && validUntil <= now.toISOString()) return say('confirm.ended');
  if (endorsements.some(({ group }) => group !== undefined)) return say('group.already');
  return endorsements.length >= MOST_ENDORSEMENTS ? say('confirm.enough') : undefined;
}

/**
 * Whether nobody but who signed it has confirmed what needs two people, so that it counts for nobody yet
 * (docs/adr/0056). What its person accepted stays theirs, whatever the class says afterwards.
 */
export function lacksSecond(
  {
    badgeClass = '',
    badgeVersion,
    state,
    endorsements = [],
  }: Partial<Pick<Award, 'badgeClass' | 'badgeVersion' | 'state' | 'endorsements'>>,
  definitions: Pick<Definitions, 'findBadgeClass'>,
): boolean {
  if (state === 'accepted' || endorsements.length > 0) return false;
  return definitions.findBadgeClass(badgeClass, badgeVersion)?.confirmedBy?.people === 2;
}
