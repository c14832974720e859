/**
 * No award that stands goes on bearing a key revoked meanwhile: it is due to be reissued
 * (docs/adr/0011).
 */
import type { Award, Change, Kpa, Stored } from '../storage/store.ts';
import { say } from '../language/message.ts';
import { HttpError } from '../problems/http-error.ts';
import { reissued } from './reissue-awards.ts';
import { keysIn } from './forms.ts';
import type { SigningServices } from './signing-services.ts';

/**
 * Writes what became of an award as it was read (the person has just accepted it, say): in one
 * write, signed anew if one of its keys was revoked since. Throws CONFLICT if it cannot be signed
 * anew, or NOT_AS_WRITTEN if the row is not ours; then nothing is written.
 */
export async function replaceAndReissue(
  services: SigningServices,
  read: Stored<Award>,
  next: Stored<Award>,
): Promise<Stored<Award>> {
  const kpa = await services.store.kpas.findById(read.kpaId);
  if (!kpa) throw new Error(`No KPA of the award ${read.id}`);
  const written = await reissuedIfDue(services, kpa, next);
  return reissueIfDue(services, kpa, await services.awardRows.replace(read, written));
}

/**
 * The same for an act that begins again if somebody else's comes in between. Undefined if there is no
 * such award.
 */
export async function updateAndReissue(
  services: SigningServices,
  kpa: Kpa,
  awardId: string,
  change: Change<Award>,
): Promise<Stored<Award> | undefined> {
  const award = await services.awardRows.update(kpa.id, awardId, async (now) => {
    return reissuedIfDue(services, kpa, await change(now));
  });
  return award && reissueIfDue(services, kpa, award);
}

/**
 * Looks at the keys once more, after the award is written. A key revoked before this look is seen
 * here; one revoked after it is followed by a reissue that finds the award. Between the two nothing
 * is missed, whatever the order.
 */
export async function reissueIfDue(
  services: SigningServices,
  kpa: Kpa,
  award: Stored<Award>,
): Promise<Stored<Award>> {
  if (!bearsAny(award, await revokedKeys(services, kpa))) return award;
  // If somebody else changes it in between, that may be the reissue itself.
  const reissue = (now: Stored<Award>) => reissuedIfDue(services, kpa, now);
  return (await services.awardRows.update(kpa.id, award.id, reissue)) ?? award;
}

/** The same award, if nothing has to change. */
async function reissuedIfDue(
  services: SigningServices,
  kpa: Kpa,
  award: Stored<Award>,
): Promise<Stored<Award>> {
  if (award.standing === 'revoked' || award.state === 'declined') return award;
  const revoked = await revokedKeys(services, kpa);
  if (!bearsAny(award, revoked)) return award;
  const signedWith = keysIn(award).filter((fragment) => revoked.includes(fragment));
  const reason = `${signedWith.join(', ')} was revoked before the badge was signed or accepted`;
  try {
    return await reissued(services, kpa, award, { signedWith, by: 'kpa-badges', reason });
  } catch (cause) {
    throw new HttpError('CONFLICT', say('award.cannot-sign-anew'), { cause });
  }
}

async function revokedKeys({ keys }: SigningServices, kpa: Kpa): Promise<readonly string[]> {
  const all = await keys.publicKeys(kpa.id);
  return all.filter(({ state }) => state === 'revoked').map(({ fragment }) => fragment);
}

/** Its forms are opened only where there is something to look for. */
const bearsAny = (award: Award, fragments: readonly string[]): boolean =>
  fragments.length > 0 && keysIn(award).some((fragment) => fragments.includes(fragment));
