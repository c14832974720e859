import type { EndorsementCredential } from '../credentials/write/endorsement-model.ts';
import { type SignatureFormat, SIGNATURE_FORMATS } from '../credentials/formats/formats.ts';
import type { Credential } from '../credentials/write/model.ts';
import type { SigningServices } from './signing-services.ts';

/** What is signed of an award, without any signature. */
export interface Unsigned {
  readonly credential: Credential;
  /** What others confirm of it: they stand within each form, signed as it is. */
  readonly endorsements: readonly EndorsementCredential[];
}

/** By the id of the format. */
export type SignedForms = Record<string, string>;

/**
 * One credential, signed in each of its forms in one act, to be stored together (docs/adr/0010).
 * Rejects with `CredentialError` or `KeyError`; then there is nothing to store.
 */
export async function signForms(
  keys: Pick<SigningServices['keys'], 'signer'>,
  kpaId: string,
  unsigned: Unsigned,
  now: Date,
): Promise<SignedForms> {
  const signed = await Promise.all(
    SIGNATURE_FORMATS.map(async (format) => {
      return [format.id, await signForm(keys, kpaId, unsigned, { format, now })] as const;
    }),
  );
  return Object.fromEntries(signed);
}

export async function signForm(
  keys: Pick<SigningServices['keys'], 'signer'>,
  kpaId: string,
  { credential, endorsements }: Unsigned,
  { format, now }: { readonly format: SignatureFormat; readonly now: Date },
): Promise<string> {
  const signer = await keys.signer(kpaId, credential.issuer.id, format.algorithm);
  return format.sign(credential, signer, now, endorsements);
}
