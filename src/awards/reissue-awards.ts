/** Signs anew what a revoked key had signed: one action for a whole KPA (docs/adr/0011). */
import { type Award, type Kpa, type Stored, StoreError } from '../storage/store.ts';
import { keysIn } from './keys-of-forms.ts';
import type { SigningServices } from './signing-services.ts';
import { resign } from './reissue-credential.ts';
import { supersede } from './supersede.ts';

export interface ReissueRequest {
  /** Fragments of the keys whose credentials are signed anew. */
  readonly signedWith: readonly string[];
  readonly by: string;
  readonly reason: string;
}

export interface ReissueRow {
  readonly awardId: string;
  readonly outcome: 'reissued' | 'withdrawn' | 'declined' | 'failed';
  readonly detail: string;
}

/**
 * A row for each award that one of these keys had signed. What is done stays done: run again after
 * a crash, it takes the awards that are left. It looks again until it finds no more, for a signer
 * handed out before the revocation may have finished an award in between.
 */
export async function* reissueAwards(
  services: SigningServices,
  kpa: Kpa,
  request: ReissueRequest,
): AsyncGenerator<ReissueRow> {
  const seen = new Set<string>();
  for (let before = -1; before < seen.size;) {
    before = seen.size;
    for await (const award of services.store.awards(kpa.id).all({ index: 'byDate' })) {
      if (seen.has(award.id)) continue;
      seen.add(award.id);
      const row = await reissueAward(services, kpa, award, request);
      if (row) yield row;
    }
  }
}

/** Undefined for an award that needs none any more. Never throws: a row fails alone. */
async function reissueAward(
  services: SigningServices,
  kpa: Kpa,
  award: Stored<Award>,
  request: ReissueRequest,
): Promise<ReissueRow | undefined> {
  const { id } = award;
  try {
    for (let now: Stored<Award> | undefined = award; now;) {
      if (!isConcerned(now, request)) return undefined; // somebody else did it
      if (now.standing === 'revoked') return skipped(id, 'withdrawn');
      if (now.state === 'declined') return skipped(id, 'declined');
      const next = await renewed(services, kpa, now, request);
      if (await replaced(services, now, next)) {
        return { awardId: id, outcome: 'reissued', detail: keysIn(next).join(', ') };
      }
      now = await services.store.awards(kpa.id).findById(id);
    }
    return undefined;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { awardId: id, outcome: 'failed', detail };
  }
}

const isConcerned = (award: Award, { signedWith }: ReissueRequest) =>
  keysIn(award).some((fragment) => signedWith.includes(fragment));

const skipped = (awardId: string, outcome: 'withdrawn' | 'declined'): ReissueRow => ({
  awardId,
  outcome,
  detail: 'does not stand: nothing to sign',
});

/** For one write. */
export async function renewed(
  services: SigningServices,
  kpa: Kpa,
  award: Stored<Award>,
  { by, reason, signedWith }: ReissueRequest,
): Promise<Stored<Award>> {
  const at = services.clock();
  const forms = await resign(services, kpa, award, { signedWith, now: at });
  return supersede(award, forms, { at, by, reason });
}

/** False if somebody (the person who accepts, say) changed the award in between. */
async function replaced(
  { awardRows }: SigningServices,
  read: Stored<Award>,
  next: Stored<Award>,
): Promise<boolean> {
  try {
    await awardRows.replace(read, next);
    return true;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'VERSION_CONFLICT') return false;
    throw error;
  }
}
