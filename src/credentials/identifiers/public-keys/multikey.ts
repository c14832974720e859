/**
 * Public keys as Multikey (Controlled Identifiers 1.0 §2.2.2): `z6Mk…` Ed25519, `zDna…` P-256,
 * `z82L…` P-384.
 */
import { decodeBase58 } from '../../bytes/encoding.ts';
import { CredentialError } from '../../errors.ts';

/** The multicodecs `ed25519-pub`, `p256-pub` and `p384-pub`, as varints, and the bytes of a key. */
const ED25519 = { name: 'Ed25519', codec: [0xed, 0x01], length: 32 } as const;
const P256 = { name: 'compressed P-256', codec: [0x80, 0x24], length: 33 } as const;
const P384 = { name: 'compressed P-384', codec: [0x81, 0x24], length: 49 } as const;
type Kind = typeof ED25519 | typeof P256 | typeof P384;

/** Answers the 32 bytes. Throws `CredentialError` INVALID_KEY, INVALID_ENCODING. */
export function decodeEd25519Multikey(multikey: string): Uint8Array {
  return decode(ED25519, multikey);
}

/** Answers the 33 bytes, compressed (SEC 1 §2.3.3). Throws `CredentialError` INVALID_KEY, INVALID_ENCODING. */
export function decodeP256Multikey(multikey: string): Uint8Array {
  return decode(P256, multikey);
}

/** Answers the 49 bytes, compressed. Throws `CredentialError` INVALID_KEY, INVALID_ENCODING. */
export function decodeP384Multikey(multikey: string): Uint8Array {
  return decode(P384, multikey);
}

function decode(kind: Kind, multikey: string): Uint8Array {
  if (!multikey.startsWith('z')) throw invalid(kind);
  const bytes = decodeBase58(multikey.slice(1));
  const [first, second] = bytes;
  if (first !== kind.codec[0] || second !== kind.codec[1]) throw invalid(kind);
  if (bytes.length !== kind.length + kind.codec.length) throw invalid(kind);
  return bytes.slice(kind.codec.length);
}

function invalid(kind: Kind): CredentialError {
  return new CredentialError('INVALID_KEY', `Not a ${kind.name} public key in Multikey form`);
}
