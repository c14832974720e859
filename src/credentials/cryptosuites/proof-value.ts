import { decodeBase58, decodeBase64Url } from '../encoding.ts';

/** VC Data Integrity 1.0 §2.4: base58btc and base64url. */
export type Multibase = 'z' | 'u';

/** The bytes of a proof value, or nothing if it is in no alphabet that the suite uses. */
export function readProofValue(
  proofValue: string,
  multibases: readonly Multibase[],
): Uint8Array | undefined {
  const multibase = multibases.find((prefix) => proofValue.startsWith(prefix));
  if (multibase === undefined) return undefined;
  try {
    const encoded = proofValue.slice(1);
    return multibase === 'u' ? decodeBase64Url(encoded) : decodeBase58(encoded);
  } catch {
    return undefined;
  }
}
