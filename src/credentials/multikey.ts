/** Ed25519 public keys as Multikey (Controlled Identifiers 1.0 §2.2.2): `z6Mk…`. */
import { decodeBase58, encodeBase58 } from './encoding.ts';
import { CredentialError } from './errors.ts';

/** The multicodec `ed25519-pub`, as a varint. */
const ED25519_PUBLIC = [0xed, 0x01] as const;
const KEY_LENGTH = 32;

/** `publicKey`: 32 bytes. Throws `CredentialError` INVALID_KEY. */
export function encodeEd25519Multikey(publicKey: Uint8Array): string {
  if (publicKey.length !== KEY_LENGTH) throw invalid();
  return `z${encodeBase58(Uint8Array.from([...ED25519_PUBLIC, ...publicKey]))}`;
}

/** Answers the 32 bytes. Throws `CredentialError` INVALID_KEY, INVALID_ENCODING. */
export function decodeEd25519Multikey(multikey: string): Uint8Array {
  if (!multikey.startsWith('z')) throw invalid();
  const bytes = decodeBase58(multikey.slice(1));
  const [first, second] = bytes;
  if (first !== ED25519_PUBLIC[0] || second !== ED25519_PUBLIC[1]) throw invalid();
  if (bytes.length !== KEY_LENGTH + ED25519_PUBLIC.length) throw invalid();
  return bytes.slice(ED25519_PUBLIC.length);
}

function invalid(): CredentialError {
  return new CredentialError('INVALID_KEY', 'Not an Ed25519 public key in Multikey form');
}
