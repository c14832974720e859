/**
 * The 1EdTech Revocation List 1.0, deprecated since Bitstring lists: a list in clear, unsigned. It is
 * worth what its https connection is worth, and the badge's own proof names its address.
 */
import { z } from 'zod';
import { describeIssues, oneOrMany } from '../schemas/schema-parts.ts';
import { notFetched, type StatusType, unknown } from './status-type.ts';

const revokedCredential = z.looseObject({
  id: z.string(),
  /** Left out, it is meant. */
  revoked: z.boolean().optional(),
});
const revoked = oneOrMany(revokedCredential).refine((list) => list.length <= 100_000, 'too many');

/** Both spellings are in use: one in the data model, one in the official validator. */
const listShape = z
  .looseObject({
    id: z.string().optional(),
    issuer: z.union([z.string(), z.looseObject({ id: z.string() })]),
    revokedCredential: revoked.optional(),
    revokedCredentials: revoked.optional(),
  })
  // A document of another kind, served there, would name nobody and acquit everybody.
  .refine(
    (list) => (list.revokedCredential ?? list.revokedCredentials) !== undefined,
    'not a revocation list',
  )
  .transform(({ issuer, ...list }) => ({
    ...list,
    issuer: typeof issuer === 'string' ? issuer : issuer.id,
    entries: [...(list.revokedCredential ?? []), ...(list.revokedCredentials ?? [])],
  }));

export const oneEdTechRevocationList: StatusType = {
  type: '1EdTechRevocationList',

  async read({ id: url }, { credential, issuer, fetchStatusList }) {
    // Nothing but the connection says whose list it is.
    if (!url?.startsWith('https://')) return unknown('The list is not at an https address');
    if (credential.id === undefined) return unknown('The credential has no id to look for');
    const fetched = await fetchStatusList(url);
    if (fetched.outcome !== 'found') return notFetched(fetched);
    const read = listShape.safeParse(fetched.document);
    if (!read.success) return unknown(describeIssues(read.error));
    const { id = url, issuer: owner, entries } = read.data;
    if (id !== url) return unknown(`The list at ${url} is named ${id}`);
    if (owner !== issuer.id) return unknown(`The list was issued by ${owner}`);
    const isRevoked = entries.some(
      (entry) => entry.id === credential.id && entry.revoked !== false,
    );
    const detail = `The deprecated list ${url} ${isRevoked ? 'names' : 'does not name'} it`;
    return { status: isRevoked ? 'revoked' : 'valid', detail };
  },
};
