/**
 * Shares that showed a badge show the corrected one in its place, once its person accepts it
 * (docs/adr/0043). It stands beside the old one first, unseen; with the answer, the portfolio shows it
 * and leaves the old one out; then the old one goes. Cut short anywhere, nobody reads both, or neither.
 */
import type { Award, ShareLink, Store } from '../../storage/store.ts';

/** As many as a share can hold. */
const MOST_SHARED = 100;

type Change = (ids: readonly string[], replaced: ReadonlySet<string>, id: string) => string[];

const beside: Change = (ids, replaced, id) => {
  if (ids.includes(id)) return [...ids];
  const at = ids.findIndex((one) => replaced.has(one));
  // A full one has no room for both.
  return ids.toSpliced(at, ids.length < MOST_SHARED ? 0 : 1, id);
};

const instead: Change = (ids, replaced, id) =>
  ids.includes(id) ? ids.filter((one) => !replaced.has(one)) : [...ids];

export const addBesideReplaced = (store: Store, award: Award) => changeShares(store, award, beside);
export const showInPlace = (store: Store, award: Award) => changeShares(store, award, instead);

async function changeShares(
  { shareLinks }: Store,
  { id, kpaId, personId, replaces = [] }: Award,
  change: Change,
): Promise<void> {
  if (replaces.length === 0) return;
  const replaced = new Set(replaces);
  const isConcerned = ({ awardIds, withdrawnAt }: ShareLink) =>
    withdrawnAt === undefined && awardIds.some((one) => replaced.has(one));
  const query = { index: 'byPerson', equals: [kpaId, personId] } as const;
  for await (const link of shareLinks.readable.all(query)) {
    if (!isConcerned(link)) continue;
    await shareLinks.update(link.id, (now) =>
      isConcerned(now) ? { ...now, awardIds: change(now.awardIds, replaced, id) } : now,
    );
  }
}
