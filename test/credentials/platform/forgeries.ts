/** Signatures that lenient verifiers take (Chalkias, Garillot, Nikolaenko: Taming the many EdDSAs, 2020). */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes, numberToBytesLE } from '@noble/curves/utils.js';

export interface Signed {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

interface Forgery {
  readonly name: string;
  readonly signed: Signed;
  /** To a verifier with the cofactor that takes other encodings (ZIP 215). Undefined: it differs. */
  readonly isRight?: boolean;
}

const { Point } = ed25519;
type Curve = typeof Point.BASE;
const L = Point.Fn.ORDER;
const P = Point.Fp.ORDER;
const message = new TextEncoder().encode('A tenu la caisse.');
const secret = new Uint8Array(32).fill(7);
const { scalar, pointBytes } = ed25519.utils.getExtendedPublicKey(secret);
const signature = ed25519.sign(message, secret);
const [r, s] = [signature.slice(0, 32), numberOf(signature.slice(32))];

function numberOf(bytes: Uint8Array): bigint {
  return bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
const encoded = (number: bigint) => numberToBytesLE(number, 32);
const sign = (one: Uint8Array, other: bigint) => concatBytes(one, encoded(other));
const challenge = (R: Uint8Array, A: Uint8Array, said: Uint8Array) =>
  numberOf(sha512(concatBytes(R, A, said))) % L;

/** The eight points whose order divides the cofactor. */
const eighth = Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05');
const torsion: readonly Curve[] = Array.from({ length: 8 }, (_, times) =>
  eighth.multiplyUnsafe(BigInt(times)),
);
/** In another form, where there is room for it in 255 bits. */
const ODD_IDENTITIES: readonly Uint8Array[] = [
  encoded(P + 1n),
  encoded(1n | (1n << 255n)),
  encoded((P + 1n) | (1n << 255n)),
];
const ODD_ORDER_4: readonly Uint8Array[] = [encoded(P), encoded(P | (1n << 255n))];

/** By the holder of the key, with an R of their choice. */
function signedWith(R: Uint8Array, nonce: bigint, name: string): Forgery {
  const k = challenge(R, pointBytes, message);
  const made = sign(R, (nonce + k * scalar) % L);
  return { name, signed: { publicKey: pointBytes, message, signature: made }, isRight: true };
}

/** By anyone, under a key of small order: S is the nonce, whatever is said. */
function underSmallKey(publicKey: Uint8Array, name: string): Forgery {
  const nonce = 12345n;
  const made = sign(Point.BASE.multiply(nonce).toBytes(), nonce);
  return { name, signed: { publicKey, message, signature: made }, isRight: true };
}

/** Under a key that has a part of small order, which some challenges do not see. */
function underMixedKey(): Forgery {
  const publicKey = Point.BASE.multiply(scalar).add(eighth).toBytes();
  const nonce = 54321n;
  const R = Point.BASE.multiply(nonce).toBytes();
  for (let at = 0; ; at += 1) {
    const said = new TextEncoder().encode(`${at}`);
    const k = challenge(R, publicKey, said);
    if (k % 8n !== 0n) continue;
    const made = sign(R, (nonce + k * scalar) % L);
    const signed = { publicKey, message: said, signature: made };
    return { name: 'A of mixed order, right without the cofactor', signed, isRight: true };
  }
}

const nonce = 99999n;
const mixedR = Point.BASE.multiply(nonce).add(eighth).toBytes();
export const cofactoredOnly = signedWith(mixedR, nonce, 'right with the cofactor alone').signed;

const broken = (name: string, changes: Partial<Signed>): Forgery => ({
  name,
  signed: { publicKey: pointBytes, message, signature, ...changes },
});

export const forgeries: readonly Forgery[] = [
  broken('S + L, the same number', { signature: sign(r, s + L) }),
  broken('S is L', { signature: sign(r, L) }),
  broken('S is as large as it can be', { signature: sign(r, (1n << 256n) - 1n) }),
  broken('S has a high bit', { signature: sign(r, s | (1n << 253n)) }),
  ...torsion.map((R, at) => signedWith(R.toBytes(), 0n, `R of small order: ${at} eighths`)),
  ...ODD_IDENTITIES.map((R, at) => signedWith(R, 0n, `R is nought in another form: ${at}`)),
  ...ODD_ORDER_4.map((R, at) => signedWith(R, 0n, `R of order 4 in another form: ${at}`)),
  { name: 'R of mixed order', signed: cofactoredOnly, isRight: true },
  ...torsion.map((A, at) => underSmallKey(A.toBytes(), `A of small order: ${at} eighths`)),
  ...ODD_IDENTITIES.map((A, at) => underSmallKey(A, `A is nought in another form: ${at}`)),
  ...ODD_ORDER_4.map((A, at) => underSmallKey(A, `A of order 4 in another form: ${at}`)),
  underMixedKey(),
  broken('A is no point', { publicKey: encoded(2n) }),
  broken('A is beyond the field', { publicKey: encoded((1n << 255n) - 1n) }),
  ...[0, 31, 33].map((length) =>
    broken(`A of ${length} bytes`, { publicKey: concatBytes(pointBytes, r).slice(0, length) }),
  ),
  ...[0, 32, 63, 65, 128].map((length) =>
    broken(`a signature of ${length} bytes`, {
      signature: concatBytes(signature, signature).slice(0, length),
    }),
  ),
  broken('nothing but noughts', { signature: new Uint8Array(64) }),
  broken('nothing but noughts, the key too', {
    signature: new Uint8Array(64),
    publicKey: new Uint8Array(32),
  }),
];
