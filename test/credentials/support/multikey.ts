/** Public keys as Multikey (Controlled Identifiers 1.0 §2.2.2), for the issuers of tests. */
import { encodeBase58 } from '../../../src/credentials/bytes/encoding.ts';

/** `publicKey`: 32 bytes. */
export const encodeEd25519Multikey = (publicKey: Uint8Array): string =>
  encode([0xed, 0x01], publicKey);

/** `publicKey`: 33 bytes, compressed (SEC 1 §2.3.3). */
export const encodeP256Multikey = (publicKey: Uint8Array): string =>
  encode([0x80, 0x24], publicKey);

const encode = (codec: readonly number[], publicKey: Uint8Array): string =>
  `z${encodeBase58(Uint8Array.from([...codec, ...publicKey]))}`;
