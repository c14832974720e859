import { digest } from './digest.ts';
import { encodeHex } from './encoding.ts';

/**
 * The `identityHash` of an IdentityObject (Open Badges 3.0, IdentityObject): `sha256$` and the
 * SHA-256 of the identity followed by the salt, in UTF-8, as lowercase hexadecimal.
 */
export async function hashIdentity(identity: string, salt: string): Promise<string> {
  // One name can be typed in several Unicode spellings.
  const bytes = new TextEncoder().encode(identity.normalize('NFC') + salt);
  return `sha256$${encodeHex(await digest('SHA-256', bytes))}`;
}
