import { encodeBase64 } from './encoding.ts';

export type HashName = 'SHA-256' | 'SHA-384';

export async function digest(algorithm: HashName, bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(algorithm, bytes));
}

/** The `digestSRI` of a document elsewhere (VCDM 2.0 §5.3): `sha384-` and base64. */
export async function digestSri(bytes: Uint8Array): Promise<string> {
  return `sha384-${encodeBase64(await digest('SHA-384', bytes))}`;
}
