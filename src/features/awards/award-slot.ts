/** Which award stands where a draft would (`awards/award-slot.ts`). */
import { slotFor } from '../../awards/award-slot.ts';
import { findPerson, recordsOf } from '../../badges/records/who-stays.ts';
import type { Store } from '../../storage/store.ts';
import type { Draft } from './draft.ts';

export const slotOf = (draft: Draft): string =>
  slotFor({
    ...placeOf(draft),
    ...(draft.badge.sensitive && { signedBy: draft.awardedBy.personId }),
  });

const placeOf = ({ kpa, experience, person, badge, level }: Draft) => ({
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
  if (!draft.badge.sensitive) return inSlot(store, slotOf(draft));
  const signers = await signersOf({ store }, draft);
  for (const signedBy of signers) {
    const there = await inSlot(store, slotFor({ ...placeOf(draft), signedBy }));
    if (there !== undefined) return there;
  }
  // From before each who signs had their own: whose it is, nobody else finds out.
  const shared = await inSlot(store, slotFor(placeOf(draft)));
  const award = shared === undefined ? shared : await store.awards(draft.kpa.id).findById(shared);
  return award && signers.includes(award.awardedBy.personId) ? shared : undefined;
}

/** Whichever of their records they signed under; that of the draft may have been merged into another one since. */
export async function signersOf(
  { store }: { readonly store: Pick<Store, 'people'> },
  { kpa, awardedBy: { personId } }: Pick<Draft, 'kpa' | 'awardedBy'>,
): Promise<readonly string[]> {
  const by = await findPerson(store, kpa.id, personId);
  return [...new Set([personId, ...(by ? recordsOf(by) : [])])];
}

async function inSlot({ awards }: Store, slot: string): Promise<string | undefined> {
  const query = { index: 'acrossBySlot', equals: [slot], limit: 1 } as const;
  return (await awards.across.pick(query, [])).items[0]?.id;
}
