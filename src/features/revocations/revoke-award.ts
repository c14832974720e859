import type { Award, Kpa, Person, Store, Stored } from '../../storage/store.ts';
import type { AwardRows } from '../../awards/award-rows.ts';
import { REVOCATION_REASONS, type RevocationReason } from '../../badges/revocation-reasons.ts';

export interface RevocationServices {
  readonly store: Store;
  readonly awardRows: AwardRows;
  readonly statusLists: {
    publish(kpa: Kpa, listId: string, revoked: readonly number[]): Promise<void>;
  };
  readonly clock: () => Date;
}

/**
 * Marks the award, then brings its list up to date. Revoking twice keeps the first date and reason.
 * Rejects with NOT_AS_WRITTEN for a row that is not ours: its entry may be another badge's.
 */
export async function revokeAward(
  { awardRows, statusLists, clock }: RevocationServices,
  kpa: Kpa,
  award: Stored<Award>,
  by: Person,
  reason: RevocationReason,
): Promise<void> {
  if (award.standing === 'revoked') await awardRows.refuseDoubt(award);
  else await awardRows.replace(award, marked(award, clock(), by, reason));
  await statusLists.publish(kpa, award.statusListId, [award.statusIndex]);
}

/** The slot is given up: the same badge can be awarded again, on purpose. */
export function marked(
  { slot, ...award }: Stored<Award>,
  at: Date,
  by: Pick<Person, 'name'>,
  reason: RevocationReason,
): Stored<Award> {
  const why = REVOCATION_REASONS[reason].stored;
  const revocation = { at: at.toISOString(), reason: why, byName: by.name };
  return { ...award, standing: 'revoked', revocation };
}
