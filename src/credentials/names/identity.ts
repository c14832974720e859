import { sha256 } from '@noble/hashes/sha2.js';
import { digest } from '../bytes/digest.ts';
import { encodeHex } from '../bytes/encoding.ts';

const ALGORITHM = 'sha256$';

/**
 * The `identityHash` of an IdentityObject (Open Badges 3.0, IdentityObject): `sha256$` and the
 * SHA-256 of the identity followed by the salt, in UTF-8, as lowercase hexadecimal.
 */
export async function hashIdentity(identity: string, salt: string): Promise<string> {
  // One name can be typed in several Unicode spellings.
  const bytes = new TextEncoder().encode(identity.normalize('NFC') + salt);
  return `${ALGORITHM}${encodeHex(await digest('SHA-256', bytes))}`;
}

/** Whether a hash is made as `hashIdentity` makes it: others are left to whoever made them. */
export const isKnownHash = (identityHash: string): boolean =>
  /^sha256\$[0-9a-f]{64}$/i.test(identityHash);

/**
 * The same hash of an identity just as it is spelt, byte for byte, at once: the platform’s SHA-256
 * is asked one by one, which takes ten times as long where there are thousands of spellings.
 */
export function hashSpelling(identity: string, salt: string): string {
  return `${ALGORITHM}${encodeHex(sha256(new TextEncoder().encode(identity + salt)))}`;
}
