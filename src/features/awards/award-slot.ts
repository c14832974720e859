import type { Store } from '../../storage/store.ts';
import { digest } from '../../keys/secrets.ts';
import type { Draft } from './draft.ts';

/**
 * The place that this badge at this level has for this person and experience: the store lets one
 * award stand in it. Its revocation gives it up, so that the badge can be awarded again.
 */
export function slotOf({ kpa, experience, person, badge, level }: Draft): string {
  return digest(['slot', kpa.id, experience.id, person.id, badge.slug, level ?? ''].join('/'));
}

/** The id of the award that stands where this draft would, from whichever form it came. */
export async function findInSlot(
  { store }: { readonly store: Store },
  draft: Draft,
): Promise<string | undefined> {
  const query = { index: 'acrossBySlot', equals: [slotOf(draft)], limit: 1 } as const;
  return (await store.awards.across.pick(query, [])).items[0]?.id;
}
