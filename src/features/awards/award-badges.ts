/** Awards many badges in one action, each with its own outcome. */
import type { Award } from '../../storage/store.ts';
import { awardBadge, findAward } from './award-badge.ts';
import type { AwardServices, Draft } from './draft.ts';

export type AwardRow =
  | { readonly awardId: string; readonly outcome: 'awarded' | 'already'; readonly award: Award }
  | { readonly awardId: string; readonly outcome: 'failed'; readonly error: unknown };

/**
 * A row for each draft, in order. A draft whose award is there already is not awarded twice: after
 * a crash the same drafts complete the batch. One that fails stops none of the others.
 */
export async function awardBadges(
  services: AwardServices,
  drafts: readonly Draft[],
): Promise<readonly AwardRow[]> {
  const rows: AwardRow[] = [];
  for (const draft of drafts) {
    const { awardId } = draft;
    try {
      const existing = await findAward(services, draft);
      const award = await awardBadge(services, draft);
      rows.push({ awardId, outcome: existing ? 'already' : 'awarded', award });
    } catch (error) {
      rows.push({ awardId, outcome: 'failed', error });
    }
  }
  return rows;
}
