/**
 * No award that stands goes on bearing a key revoked meanwhile (docs/adr/0011), or a name that its
 * holder had before it was corrected (docs/adr/0039): it is due to be reissued.
 */
import type { Award, Change, Kpa, Stored } from '../storage/store.ts';
import { say } from '../language/message.ts';
import { HttpError } from '../problems/http-error.ts';
import { reissued } from './reissue-awards.ts';
import { keysIn } from './forms.ts';
import { type HolderNames, isInName } from './names/name-signed.ts';
import { signedInName } from './names/sign-in-name.ts';
import type { SigningServices } from './signing-services.ts';

/**
 * Writes what became of an award as it was read (the person has just accepted it, say): in one
 * write, signed anew if one of its keys was revoked since, or its holder’s name corrected. Throws CONFLICT if it cannot be signed
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
 * Looks at the keys and at the holder once more, after the award is written. A key revoked before this
 * look is seen here; one revoked after it is followed by a reissue that finds the award. So it is with a
 * name that is corrected. Between the two nothing is missed, whatever the order. `by`: who has it done,
 * if not the service by itself.
 */
export async function reissueIfDue(
  services: SigningServices,
  kpa: Kpa,
  award: Stored<Award>,
  by?: string,
): Promise<Stored<Award>> {
  if (!isDue(await whatIsDue(services, kpa, award))) return award;
  // If somebody else changes it in between, that may be the reissue itself.
  const reissue = (now: Stored<Award>) => reissuedIfDue(services, kpa, now, by);
  return (await services.awardRows.update(kpa.id, award.id, reissue)) ?? award;
}

/** The same award, if nothing has to change. */
async function reissuedIfDue(
  services: SigningServices,
  kpa: Kpa,
  award: Stored<Award>,
  by = 'kpa-badges',
): Promise<Stored<Award>> {
  if (!stands(award)) return award;
  const due = await whatIsDue(services, kpa, award);
  if (!isDue(due)) return award;
  try {
    // Signed under the keys of today.
    if (due.holder)
      return await signedInName(services, kpa, award, due.holder, nameAct(services, by));
    const { signedWith } = due;
    const reason = `${signedWith.join(', ')} was revoked before the badge was signed or accepted`;
    return await reissued(services, kpa, award, { signedWith, by, reason });
  } catch (cause) {
    throw new HttpError('CONFLICT', say('award.cannot-sign-anew'), { cause });
  }
}

const stands = ({ standing, state }: Award): boolean =>
  standing !== 'revoked' && state !== 'declined';

export const nameAct = ({ clock }: SigningServices, by = 'kpa-badges') => ({
  at: clock(),
  by,
  reason: 'the name of its holder was corrected',
});

interface Due {
  /** Those of its keys that were revoked. */
  readonly signedWith: readonly string[];
  /** Who has another name now. */
  readonly holder: HolderNames | undefined;
}

const isDue = ({ signedWith, holder }: Due): boolean =>
  signedWith.length > 0 || holder !== undefined;

async function whatIsDue(services: SigningServices, kpa: Kpa, award: Award): Promise<Due> {
  const [revoked, holder] = await Promise.all([
    revokedKeys(services, kpa),
    services.store.people(kpa.id).findById(award.personId),
  ]);
  // Its forms are opened only where there is something to look for.
  const isRenamed = holder?.formerNames !== undefined && !isInName(award, holder.name);
  const keys = revoked.length === 0 ? [] : keysIn(award);
  return {
    signedWith: keys.filter((fragment) => revoked.includes(fragment)),
    holder: isRenamed ? holder : undefined,
  };
}

async function revokedKeys({ keys }: SigningServices, kpa: Kpa): Promise<readonly string[]> {
  const all = await keys.publicKeys(kpa.id);
  return all.filter(({ state }) => state === 'revoked').map(({ fragment }) => fragment);
}
