/** What is stored of an award, read back to be signed anew: only what a key of ours did sign. */
import { z } from 'zod';
import type { EndorsementCredential } from '../../credentials/write/endorsement-model.ts';
import type { Credential } from '../../credentials/write/model.ts';
import type { PublicKey } from '../../keys/key-ring.ts';
import type { Award, Kpa, Store } from '../../storage/store.ts';
import type { Addresses } from '../../web/addresses.ts';
import type { AwardRows } from '../../web/award-rows.ts';
import { isSignedBy } from '../../web/own-signature.ts';
import type { AwardServices } from './draft.ts';
import { keysOf } from './keys-of-forms.ts';
import type { Unsigned } from './sign-forms.ts';

export interface ReissueServices {
  readonly store: Store;
  readonly awardRows: AwardRows;
  readonly keys: AwardServices['keys'] & {
    publicKeys(kpaId: string): Promise<readonly PublicKey[]>;
  };
  readonly addresses: Addresses;
  readonly clock: () => Date;
}

/** The signature over all of it, checked before this, tells that it has the shape we built. */
const ofOurs = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null);
const withoutProof = z.looseObject({ proof: z.unknown() }).transform(({ proof, ...rest }) => rest);
const stored = withoutProof.pipe(
  z
    .looseObject({ endorsement: z.array(withoutProof).default([]) })
    .transform(({ endorsement, ...credential }) => ({ credential, endorsement })),
);

/**
 * The credential and what it holds of others, without their proofs. Throws unless what is stored is
 * what its key signed for this award: no signature of ours goes over a document that somebody else
 * wrote into the store.
 */
export async function readOwnDocument(
  services: ReissueServices,
  kpa: Kpa,
  award: Award,
  now: Date,
): Promise<Unsigned> {
  const [signedWith] = keysOf(award.credential);
  if (!(await isSignedBy(services, kpa, signedWith, award.credential, now))) {
    throw new Error('The stored credential is not as it was signed');
  }
  const read = stored.parse(JSON.parse(award.credential));
  const credential = ofOurs<Credential>().parse(read.credential);
  const endorsements = read.endorsement.map((one) => ofOurs<EndorsementCredential>().parse(one));
  const isOfAward =
    credential.id === services.addresses.credential(kpa.slug, award.id) &&
    credential.credentialStatus.statusListIndex === String(award.statusIndex);
  if (isOfAward) return { credential, endorsements };
  throw new Error('The stored credential is not the one of this award');
}
