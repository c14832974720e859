/** Multikey: how an Ed25519 public key is written in a DID document (W3C CID 1.0, 2.2.2). */

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const ED25519_PUB = [0xed, 0x01];

/** `publicKey` has 32 bytes; the answer begins with `z6Mk`. */
export function ed25519Multikey(publicKey: Uint8Array): string {
  return `z${base58btc(Uint8Array.from([...ED25519_PUB, ...publicKey]))}`;
}

/** Each leading zero byte becomes a `1`. Quadratic: for keys, not for documents. */
export function base58btc(bytes: Uint8Array): string {
  const firstNonZero = bytes.findIndex((byte) => byte !== 0);
  const zeros = firstNonZero === -1 ? bytes.length : firstNonZero;
  let rest = bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  let text = '';
  for (; rest > 0n; rest /= 58n) text = ALPHABET.charAt(Number(rest % 58n)) + text;
  return '1'.repeat(zeros) + text;
}
