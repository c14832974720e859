/**
 * The digest by which an endorsement names one badge: SHA-256 or SHA-384 of the badge's canonical
 * form (RDFC-1.0) without its proofs and endorsements, so that it is the same in every form of the
 * badge, before and after the endorsement is put into it. It stands in a `relatedResource` whose id is
 * the badge's (VCDM 2.0 §5.3).
 */
import { canonize } from '../graph/canonize.ts';
import type { LongWork } from '../graph/expand.ts';
import { digest } from '../bytes/digest.ts';
import { encodeBase64, encodeBase64Url } from '../bytes/encoding.ts';
import { type JsonObject, toArray } from '../bytes/json-object.ts';
import { objectsAt } from '../bytes/loose.ts';

/** `digestSRI` and `digestMultibase` of a badge. Rejects if it has no canonical form. */
export async function badgeDigests(
  badge: JsonObject,
  asking?: LongWork,
): Promise<readonly string[]> {
  const { proof, endorsement, endorsementJwt, ...bare } = badge;
  const canonical = await canonize(bare, { asking });
  const [sha256, sha384] = [digest('SHA-256', canonical), digest('SHA-384', canonical)];
  return [
    `sha256-${encodeBase64(sha256)}`,
    `sha384-${encodeBase64(sha384)}`,
    // A multihash of SHA-256 in base64url (Controlled Identifiers 1.0 §2.5).
    `u${encodeBase64Url(Uint8Array.from([0x12, 0x20, ...sha256]))}`,
  ];
}

/** Whether an endorsement names this very badge. False if that cannot be told. */
export async function holdsDigest(
  endorsement: JsonObject,
  badge: { readonly document: JsonObject },
  asking: LongWork,
): Promise<boolean> {
  const held = objectsAt(endorsement['relatedResource'])
    .filter(({ id }) => id === badge.document['id'])
    .flatMap(({ digestSRI, digestMultibase }) => [
      ...toArray(digestSRI),
      ...toArray(digestMultibase),
    ]);
  if (held.length === 0) return false;
  const digests = await badgeDigests(badge.document, asking).catch(() => []);
  return digests.some((one) => held.includes(one));
}
