import { p384 } from '@noble/curves/nist.js';
import { decodeP384Multikey } from './multikey.ts';
import type { Curve } from './ec-key.ts';

export const P384: Curve = {
  name: 'P-384',
  hash: 'SHA-384',
  alg: 'ES384',
  size: 48,
  readPoint: (bytes) => p384.Point.fromBytes(bytes),
  decodeMultikey: decodeP384Multikey,
};
