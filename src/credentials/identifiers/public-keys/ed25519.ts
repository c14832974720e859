/**
 * Ed25519 as RFC 8032 §5.1.7 writes it. WebCrypto, node:crypto and the library's own default take
 * keys and signatures that anyone can make up (small order, mixed order, other encodings).
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { LRUCache } from 'lru-cache';
import { encodeBase64Url } from '../../bytes/encoding.ts';

/** Telling it takes a multiplication on the curve, and an issuer's key comes again and again. */
const safeKeys = new LRUCache<string, true>({ max: 500 });

/** True for 32 bytes in canonical form that name a point of the prime-order group. */
export function isSafePublicKey(publicKey: Uint8Array): boolean {
  const name = encodeBase64Url(publicKey);
  if (safeKeys.get(name)) return true;
  const isSafe = isOfPrimeOrder(publicKey);
  if (isSafe) safeKeys.set(name, true);
  return isSafe;
}

function isOfPrimeOrder(publicKey: Uint8Array): boolean {
  try {
    const point = ed25519.Point.fromBytes(publicKey);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return false;
  }
}

/** Strict: canonical point, cofactorless. The key must have passed `isSafePublicKey`. */
export function verifyEd25519(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
