import { decodeBase58, decodeBase64Url } from '../bytes/encoding.ts';
import { CredentialError } from '../errors.ts';

/** VC Data Integrity 1.0 §2.4: base58btc and base64url. */
export type Multibase = 'z' | 'u';

/** Throws `CredentialError` UNREADABLE_SIGNATURE for a value in no alphabet that the suite uses. */
export function readProofValue(proofValue: string, multibases: readonly Multibase[]): Uint8Array {
  const multibase = multibases.find((prefix) => proofValue.startsWith(prefix));
  if (multibase === undefined) throw unreadable();
  try {
    const encoded = proofValue.slice(1);
    return multibase === 'u' ? decodeBase64Url(encoded) : decodeBase58(encoded);
  } catch {
    throw unreadable();
  }
}

const unreadable = () =>
  new CredentialError('UNREADABLE_SIGNATURE', 'The proof value is not one of this suite');
