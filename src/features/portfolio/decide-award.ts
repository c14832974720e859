import { replaceAndReissue } from '../../awards/reissue-if-due.ts';
import type { SigningServices } from '../../awards/signing-services.ts';
import { lacksSecond } from '../../badges/co-signature.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { type Award, ifRefused, type Stored } from '../../storage/store.ts';
import { addBesideReplaced, showInPlace } from './show-in-place.ts';
import { endOpen } from '../../notices/end-notices.ts';
import { say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';

export interface DecidingServices extends SigningServices {
  readonly definitions: Definitions;
}

/**
 * The person accepts a badge, or sets it aside; they may change their mind at any time. Throws
 * `HttpError` CONFLICT for what no longer stands.
 */
export async function decideAward(
  services: DecidingServices,
  award: Stored<Award>,
  state: 'accepted' | 'declined',
): Promise<void> {
  if (award.standing === 'revoked' && state === 'accepted') {
    throw new HttpError('CONFLICT', say('award.accept-revoked'));
  }
  if (state === 'accepted' && lacksSecond(award, services.definitions)) {
    throw new HttpError('CONFLICT', say('award.lacks-second'));
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

/** However often a colleague confirms it at that moment. */
const MOST_TRIES = 20;

/**
 * One of several that are accepted together: whether it is. Whatever else is written of it meanwhile stays,
 * and what cannot be accepted any more stops none of the others.
 */
export async function acceptOffered(services: DecidingServices, read: Stored<Award>) {
  let award: Stored<Award> | undefined = read;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    if (award?.state !== 'offered' || award.standing !== 'valid') return false;
    if (lacksSecond(award, services.definitions)) return false;
    const deciding = decideAward(services, award, 'accepted').then(() => true);
    const isDone = await ifRefused(deciding, 'VERSION_CONFLICT', () => undefined);
    if (isDone) return true;
    award = await services.store.awards(read.kpaId).findById(read.id);
  }
  return false;
}
