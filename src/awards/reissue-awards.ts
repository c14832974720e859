/** Signs anew what a revoked key had signed: one action for a whole KPA (docs/adr/0011). */
import type { Award, Kpa, Stored } from '../storage/store.ts';
import { keysIn } from './forms.ts';
import type { SigningServices } from './signing-services.ts';
import { reissueCredential } from './reissue-credential.ts';
import { supersede } from './earlier/supersede.ts';

export interface ReissueRequest {
  /** Fragments of the keys whose credentials are signed anew. */
  readonly signedWith: readonly string[];
  readonly by: string;
  readonly reason: string;
}

export interface ReissueRow {
  readonly awardId: string;
  readonly outcome: 'reissued' | 'revoked' | 'declined' | 'failed';
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
    for await (const found of services.store.awards(kpa.id).allRows({ index: 'byDate' })) {
      if (seen.has(found.id)) continue;
      seen.add(found.id);
      const row =
        'document' in found
          ? await reissueAward(services, kpa, found.document, request)
          : { awardId: found.id, outcome: 'failed' as const, detail: found.fault };
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
  if (!isConcerned(award, request)) return undefined;
  try {
    let row: ReissueRow | undefined;
    const stored = await services.awardRows.update(kpa.id, id, async (now) => {
      const next = await reissueOrSkip(services, kpa, now, request);
      row = next.row;
      return next.award;
    });
    return stored && row;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { awardId: id, outcome: 'failed', detail };
  }
}

/** What becomes of it, and what is told of that. */
async function reissueOrSkip(
  services: SigningServices,
  kpa: Kpa,
  award: Stored<Award>,
  request: ReissueRequest,
): Promise<{ readonly award: Stored<Award>; readonly row?: ReissueRow }> {
  if (!isConcerned(award, request)) return { award }; // somebody else did it
  if (award.standing === 'revoked') return { award, row: skipped(award, 'revoked') };
  if (award.state === 'declined') return { award, row: skipped(award, 'declined') };
  const next = await reissued(services, kpa, award, request);
  const detail = keysIn(next).join(', ');
  return { award: next, row: { awardId: award.id, outcome: 'reissued', detail } };
}

const isConcerned = (award: Award, { signedWith }: ReissueRequest) =>
  keysIn(award).some((fragment) => signedWith.includes(fragment));

const skipped = ({ id }: Award, outcome: 'revoked' | 'declined'): ReissueRow => ({
  awardId: id,
  outcome,
  detail: 'does not stand: nothing to sign',
});

/** The award under the keys of today, for one write. */
export async function reissued(
  services: SigningServices,
  kpa: Kpa,
  award: Stored<Award>,
  { by, reason, signedWith }: ReissueRequest,
): Promise<Stored<Award>> {
  const at = services.clock();
  const forms = await reissueCredential(services, kpa, award, { signedWith, now: at });
  return supersede(award, forms, { at, by, reason });
}
