import type { Award, Store, Stored } from '../../storage/store.ts';
import { HttpError } from '../../web/errors.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

/** The person accepts a badge, or sets it aside; they may change their mind at any time. */
export async function decideAward(
  { store, clock }: Services,
  award: Stored<Award>,
  state: 'accepted' | 'declined',
): Promise<void> {
  if (award.standing === 'revoked' && state === 'accepted') {
    throw new HttpError('CONFLICT', 'Ce badge a été retiré. On ne peut plus l’accepter.');
  }
  if (award.state === state) return;
  const decidedAt = clock().toISOString();
  await store.awards(award.kpaId).replace({ ...award, state, decidedAt });
}
