import type { Award, Store, Stored } from '../../storage/store.ts';
import { HttpError } from '../../web/errors.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
  /** Writes an award that stands, signed anew if its key was revoked. Throws `HttpError` CONFLICT. */
  readonly writeStanding: (award: Stored<Award>) => Promise<unknown>;
}

/** The person accepts a badge, or sets it aside; they may change their mind at any time. */
export async function decideAward(
  { store, clock, writeStanding }: Services,
  award: Stored<Award>,
  state: 'accepted' | 'declined',
): Promise<void> {
  if (award.standing === 'revoked' && state === 'accepted') {
    throw new HttpError('CONFLICT', 'Ce badge a été retiré. On ne peut plus l’accepter.');
  }
  if (award.state === state) return;
  const decidedAt = clock().toISOString();
  const decided = { ...award, state, decidedAt };
  if (state === 'accepted') await writeStanding(decided);
  else await store.awards(award.kpaId).replace(decided);
}
