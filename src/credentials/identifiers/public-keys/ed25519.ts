/**
 * Ed25519 as RFC 8032 §5.1.7 writes it, and stricter. WebCrypto, node:crypto and the libraries' own
 * defaults take keys and signatures that anyone can make up (small order, mixed order, other
 * encodings): those are settled here, before the one equation that is left.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { LRUCache } from 'lru-cache';
import { encodeBase64Url, encodeHex } from '../../bytes/encoding.ts';
import { type Platform, platform } from '../../platform/platform.ts';

/** Telling it takes a multiplication on the curve, and an issuer's key comes again and again. */
const keys = new LRUCache<string, boolean>({ max: 500 });

/** True for 32 bytes in canonical form that name a point of the prime-order group. */
export function isSafePublicKey(publicKey: Uint8Array): boolean {
  const name = encodeBase64Url(publicKey);
  const isSafe = keys.get(name) ?? isOfPrimeOrder(publicKey);
  keys.set(name, isSafe);
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

/** Strict: canonical, cofactorless. The key must have passed `isSafePublicKey`. */
export function verifyEd25519(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
  computing: Pick<Platform, 'verifyEd25519'> = platform,
): boolean {
  return isStrict(signature) && computing.verifyEd25519(signature, message, publicKey);
}

const SIGNATURE_BYTES = 64;
const ORDER = ed25519.Point.Fn.ORDER;
const FIELD = ed25519.Point.Fp.ORDER;
/** The eight points whose order divides the cofactor: R is one for whoever chose no secret. */
const SMALL_ORDER: ReadonlySet<string> = new Set(multiplesOfEighth());

/** S below the order of the group; R in canonical form, and not of small order. */
function isStrict(signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  const r = signature.slice(0, 32);
  if (numberOf(signature.subarray(32)) >= ORDER || SMALL_ORDER.has(encodeHex(r))) return false;
  // The highest bit is the sign of x (RFC 8032 §5.1.2).
  r[31] = (r[31] ?? 0) & 0x7f;
  return numberOf(r) < FIELD;
}

/** The least byte comes first. */
const numberOf = (bytes: Uint8Array) => BigInt(`0x${encodeHex(bytes.toReversed())}`);

function multiplesOfEighth(): readonly string[] {
  const eighth = ed25519.Point.fromHex(
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  );
  const points = Array.from({ length: 8 }, (_, times) => eighth.multiplyUnsafe(BigInt(times)));
  return points.map((point) => point.toHex());
}
