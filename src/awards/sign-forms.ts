import type { EndorsementCredential } from '../credentials/write/endorsement-model.ts';
import { dataIntegrity } from '../credentials/formats/data-integrity.ts';
import type { SignatureFormat } from '../credentials/formats/formats.ts';
import { vcJwt } from '../credentials/formats/vc-jwt.ts';
import type { Credential } from '../credentials/write/model.ts';
import type { Award } from '../storage/store.ts';
import type { SigningServices } from './signing-services.ts';

/** What is signed of an award, without any signature. */
export interface Unsigned {
  readonly credential: Credential;
  /** What others confirm of it: they stand within each form, signed as it is. */
  readonly endorsements: readonly EndorsementCredential[];
}

export type SignedForms = Pick<Award, 'credential' | 'credentialJwt'>;

/**
 * One credential, signed in each of its forms in one act, to be stored together (docs/adr/0010).
 * Rejects with `CredentialError` or `KeyError`; then there is nothing to store.
 */
export async function signForms(
  keys: SigningServices['keys'],
  kpaId: string,
  { credential, endorsements }: Unsigned,
  now: Date,
): Promise<Required<SignedForms>> {
  const signAs = async (format: SignatureFormat) => {
    const signer = await keys.signer(kpaId, credential.issuer.id, format.algorithm);
    return format.sign(credential, signer, now, endorsements);
  };
  return { credential: await signAs(dataIntegrity), credentialJwt: await signAs(vcJwt) };
}
