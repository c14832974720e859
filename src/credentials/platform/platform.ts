/**
 * The one seam between the core and where it runs: in Node what the machine does natively, in a
 * browser what is written in JavaScript, thirteen times slower. The same tests hold both to the same
 * answers.
 */
import { nativePlatform } from './native.ts';
import { portablePlatform } from './portable.ts';

export type HashName = 'SHA-256' | 'SHA-384';

export interface Platform {
  /** A text is taken in UTF-8. */
  hash(algorithm: HashName, input: Uint8Array | string): Uint8Array;
  /** The same in hexadecimal. */
  hexHash(algorithm: HashName, input: Uint8Array | string): string;
  /**
   * Whether [S]B = R + [k]A, byte for byte (RFC 8032 §5.1.7, without the cofactor). 64, any number of
   * and 32 bytes; what else has to be asked of a key and of a signature, `ed25519.ts` asks.
   */
  verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;
  /** Rejects for what is none, and with `Overflow` as soon as there are more than `limit` bytes. */
  decompress(format: 'gzip' | 'zlib', bytes: Uint8Array, limit: number): Promise<Uint8Array>;
  gzip(bytes: Uint8Array): Promise<Uint8Array>;
  /** Without padding (RFC 4648 §5). */
  encodeBase64Url(bytes: Uint8Array): string;
  /** Throws for what is none, and for a second spelling of the same bytes (§3.5). */
  decodeBase64Url(text: string): Uint8Array;
}

export const platform: Platform = nativePlatform() ?? portablePlatform;
