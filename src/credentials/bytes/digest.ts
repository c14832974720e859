import { type HashName, platform } from '../platform/platform.ts';
import { encodeBase64 } from './encoding.ts';

export type { HashName };

/** A text is taken in UTF-8. */
export function digest(algorithm: HashName, input: Uint8Array | string): Uint8Array {
  return platform.hash(algorithm, input);
}

/** The `digestSRI` of a document elsewhere (VCDM 2.0 §5.3): `sha384-` and base64. */
export function digestSri(bytes: Uint8Array): string {
  return `sha384-${encodeBase64(digest('SHA-384', bytes))}`;
}
