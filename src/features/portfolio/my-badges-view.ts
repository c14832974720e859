/** The page of one's own badges: what to do first, then what to enjoy, then all of them. */
import type { ShareLink } from '../../storage/store.ts';
import { conjunction, quoted } from '../../language/lists.ts';
import { type Message, say } from '../../language/message.ts';
import { inGroups } from '../../badges/badge-groups.ts';
import { type Merged, mergeBadges } from '../../badges/merge-badges.ts';
import type { AwardView } from '../../badges/present-award.ts';

/** More badges than this are folded in groups. */
const MOST_LISTED = 6;
const SOON_DAYS = 7;

interface Given {
  /** Newest first. */
  readonly awards: readonly AwardView[];
  readonly openLinks: readonly ShareLink[];
  readonly now: Date;
  /** The badge just answered, if any. */
  readonly answered: unknown;
}

export function myBadgesView({ awards, openLinks, now, answered }: Given) {
  const kept = awards.filter(({ accepted, revocation }) => accepted && !revocation);
  const stands = (one: AwardView) => !hasEnded(one, now);
  const soon = new Date(now.getTime() + SOON_DAYS * 86_400_000).toISOString();
  return {
    none: awards.length === 0,
    done: doneOf(awards, openLinks, answered),
    offered: awards.filter(({ offered, revocation }) => offered && !revocation),
    endingLinks: openLinks.filter(({ expiresAt }) => expiresAt <= soon),
    latest: kept.find(stands),
    kept: kept.length,
    ...listed(mergeBadges(kept, stands), kept.length),
    aside: awards.filter(({ declined, revocation }) => declined && !revocation),
    revoked: awards.filter(({ revocation }) => revocation !== undefined),
  };
}

/** A share that had it before shows it again: she is told. */
function doneOf(
  awards: readonly AwardView[],
  openLinks: readonly ShareLink[],
  answered: unknown,
): (AwardView & { readonly shownBy?: Message }) | undefined {
  const done = awards.find(({ id, offered }) => id === answered && !offered);
  const shares = openLinks.filter(({ awardIds }) => done?.accepted && awardIds.includes(done.id));
  if (!done || shares.length === 0) return done;
  const labels = shares.map(({ label }) => quoted(label));
  const said = { count: shares.length, shares: conjunction(labels) };
  return { ...done, shownBy: say('portfolio.shown-again', said) };
}

export function hasEnded({ validUntil }: Pick<AwardView, 'validUntil'>, now: Date): boolean {
  return validUntil !== undefined && validUntil <= now.toISOString();
}

function listed(merged: readonly Merged<AwardView>[], count: number) {
  if (count <= MOST_LISTED) return { rows: merged };
  const groups = inGroups(merged, ({ best: { badge, level } }) => ({
    objective: badge.objective.number,
    leveled: level !== undefined,
  }));
  return {
    groups: groups.map(({ title, items }) => ({
      title,
      items,
      total: items.reduce((sum, { total }) => sum + total, 0),
    })),
  };
}
