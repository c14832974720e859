/** The page of one's own badges: what to do first, then what to enjoy, then all of them. */
import type { Award, ShareLink } from '../../storage/store.ts';
import { conjunction, quoted } from '../../language/lists.ts';
import { type Message, say } from '../../language/message.ts';
import { inGroups } from '../../badges/badge-groups.ts';
import { type Merged, mergeBadges } from '../../badges/merge-badges.ts';
import type { AwardView } from '../../badges/present-award.ts';
import type { readMyBadges } from './read-my-badges.ts';

/** More badges than this are folded in groups. */
const MOST_LISTED = 6;
const SOON_DAYS = 7;

type Mine = Awaited<ReturnType<typeof readMyBadges>>;

interface Given {
  readonly present: (award: Award) => AwardView;
  readonly openLinks: readonly ShareLink[];
  readonly now: Date;
}

export function myBadgesView(mine: Mine, { present, openLinks, now }: Given) {
  const { offered, kept, aside, revoked } = mine;
  const soon = new Date(now.getTime() + SOON_DAYS * 86_400_000).toISOString();
  const stands = (one: AwardView) => !hasEnded(one, now);
  const newest = kept.items.map(present);
  const merged = mine.classes
    ? mine.classes.map((one) => ({ ...one, best: present(one.best), others: [] }))
    : mergeBadges(newest, stands);
  return {
    none: offered.count + kept.count + aside.count + revoked.count === 0,
    done: mine.done && doneOf(present(mine.done), openLinks),
    offered: offeredOf(offered, present),
    endingLinks: openLinks.filter(({ expiresAt }) => expiresAt <= soon),
    latest: newest.find(stands),
    kept: kept.count,
    everyKept: mine.classes !== undefined,
    ...listed(merged, kept.count),
    aside: putAway(aside, present),
    revoked: putAway(revoked, present),
  };
}

/** What needs a second person waits for them, and not for an answer. */
function offeredOf({ items, count }: Mine['offered'], present: Given['present']) {
  const shown = items.map(present);
  const ready = shown.filter(({ lacksSecond }) => !lacksSecond);
  return {
    items: shown,
    count,
    asked: count - (shown.length - ready.length),
    ready,
    several: ready.length > 1,
  };
}

/** More than these are on a page of their own. */
const putAway = ({ items, count, next }: Mine['aside'], present: Given['present']) => ({
  items: items.map(present),
  count,
  more: next !== undefined,
});

/** A share that had it before shows it again: she is told. */
function doneOf(
  done: AwardView,
  openLinks: readonly ShareLink[],
): (AwardView & { readonly shownBy?: Message }) | undefined {
  if (done.offered) return undefined;
  const shares = openLinks.filter(({ awardIds }) => done.accepted && awardIds.includes(done.id));
  if (shares.length === 0) return done;
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
