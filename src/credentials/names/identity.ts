import { platform } from '../platform/platform.ts';

const ALGORITHM = 'sha256$';

/**
 * The `identityHash` of an IdentityObject (Open Badges 3.0, IdentityObject): `sha256$` and the
 * SHA-256 of the identity followed by the salt, in UTF-8, as lowercase hexadecimal.
 */
export function hashIdentity(identity: string, salt: string): string {
  // One name can be typed in several Unicode spellings.
  return hashSpelling(identity.normalize('NFC'), salt);
}

/** Whether a hash is made as `hashIdentity` makes it: others are left to whoever made them. */
export const isKnownHash = (identityHash: string): boolean =>
  /^sha256\$[0-9a-f]{64}$/i.test(identityHash);

/** The same hash of an identity just as it is spelt. */
export function hashSpelling(identity: string, salt: string): string {
  return ALGORITHM + platform.hexHash('SHA-256', identity + salt);
}
