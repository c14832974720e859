/** Which award stands where a draft would (`awards/award-slot.ts`). */
import { slotFor } from '../../awards/award-slot.ts';
import type { Store } from '../../storage/store.ts';
import type { Draft } from './draft.ts';

export const slotOf = ({ kpa, experience, person, badge, level }: Draft): string =>
  slotFor({
    kpaId: kpa.id,
    experienceId: experience.id,
    personId: person.id,
    badgeClass: badge.slug,
    ...(level !== undefined && { level }),
  });

/** The id of the award that stands where this draft would, from whichever form it came. */
export async function findInSlot(
  { store }: { readonly store: Store },
  draft: Draft,
): Promise<string | undefined> {
  const query = { index: 'acrossBySlot', equals: [slotOf(draft)], limit: 1 } as const;
  return (await store.awards.across.pick(query, [])).items[0]?.id;
}
