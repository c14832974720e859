import { replaceAndReissue } from '../../awards/reissue-if-due.ts';
import type { SigningServices } from '../../awards/signing-services.ts';
import type { Award, Stored } from '../../storage/store.ts';
import { addBesideReplaced, showInPlace } from './show-in-place.ts';
import { endOpen } from '../../notices/end-notices.ts';
import { say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';

/**
 * The person accepts a badge, or sets it aside; they may change their mind at any time. Throws
 * `HttpError` CONFLICT for what no longer stands.
 */
export async function decideAward(
  services: SigningServices,
  award: Stored<Award>,
  state: 'accepted' | 'declined',
): Promise<void> {
  if (award.standing === 'revoked' && state === 'accepted') {
    throw new HttpError('CONFLICT', say('award.accept-revoked'));
  }
  // Sent again, it completes what a crash left of it.
  if (award.state === state && state === 'accepted') await showInPlace(services.store, award);
  if (award.state === state) return;
  // They have read it: no letter is needed any more.
  await endOpen(services, award);
  const decidedAt = services.clock().toISOString();
  const decided = { ...award, state, decidedAt };
  if (state === 'accepted') {
    await addBesideReplaced(services.store, award);
    await replaceAndReissue(services, award, decided);
    await showInPlace(services.store, award);
    return;
  }
  await services.awardRows.replace(award, decided);
}
