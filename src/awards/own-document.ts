/** What is stored of an award, read back to be signed anew: only what a key of ours did sign. */
import { z } from 'zod';
import type { EndorsementCredential } from '../credentials/write/endorsement-model.ts';
import type { Credential } from '../credentials/write/model.ts';
import type { Award, Kpa } from '../storage/store.ts';
import { isSignedBy } from './own-signature.ts';
import type { SigningServices } from './signing-services.ts';
import { keysOf } from './keys-of-forms.ts';
import type { Unsigned } from './sign-forms.ts';

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
  services: SigningServices,
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
