/** Multikey: how an Ed25519 public key is written in a DID document (W3C CID 1.0, 2.2.2). */
import { base58 } from '@scure/base';

const ED25519_PUB = [0xed, 0x01];

/** `publicKey` has 32 bytes; the answer begins with `z6Mk`. */
export function ed25519Multikey(publicKey: Uint8Array): string {
  return `z${base58.encode(Uint8Array.from([...ED25519_PUB, ...publicKey]))}`;
}
