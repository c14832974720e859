import type { Award, Stored } from '../../storage/store.ts';
import type { AwardRows } from '../../web/award-rows.ts';
import { HttpError } from '../../web/errors.ts';

export interface DecisionServices {
  readonly awardRows: AwardRows;
  readonly clock: () => Date;
  /**
   * Writes what became of an award that stands, signed anew if its key was revoked. Throws
   * `HttpError` CONFLICT.
   */
  readonly writeStanding: (read: Stored<Award>, next: Stored<Award>) => Promise<unknown>;
}

/** The person accepts a badge, or sets it aside; they may change their mind at any time. */
export async function decideAward(
  { awardRows, clock, writeStanding }: DecisionServices,
  award: Stored<Award>,
  state: 'accepted' | 'declined',
): Promise<void> {
  if (award.standing === 'revoked' && state === 'accepted') {
    throw new HttpError('CONFLICT', 'Ce badge a été retiré. On ne peut plus l’accepter.');
  }
  if (award.state === state) return;
  const decidedAt = clock().toISOString();
  const decided = { ...award, state, decidedAt };
  if (state === 'accepted') await writeStanding(award, decided);
  else await awardRows.replace(award, decided);
}
