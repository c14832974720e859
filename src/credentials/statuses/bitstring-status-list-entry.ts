/** Bitstring Status List 1.0 §3.2, and what it leaves out: who issued the list. */
import { z } from 'zod';
import { toArray } from '../json-object.ts';
import { verifyJwt } from '../jwt/verify-jwt.ts';
import { isCurrent, type Issuer } from '../proof-verdict.ts';
import { verifyProofs } from '../proofs.ts';
import { receive } from '../received.ts';
import { describeIssues, instant } from '../schema-parts.ts';
import { screenDocument } from '../screen.ts';
import { readBit } from '../status-list.ts';
import { issuerOf } from '../vcdm-schema.ts';
import { notFetched, type StatusType, unknown } from './status-type.ts';

const entryShape = z.looseObject({
  statusPurpose: z.literal('revocation'),
  // The standard wants a string; the official samples have numbers.
  statusListIndex: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^(0|[1-9]\d{0,15})$/)),
  statusListCredential: z.url({ protocol: /^https?$/ }),
  statusSize: z.literal(1).optional(),
});

const listShape = z.looseObject({
  id: z.string(),
  type: z
    .array(z.string())
    .refine((type) => type.includes('BitstringStatusListCredential'), 'not a status list'),
  issuer: z.union([z.string(), z.looseObject({ id: z.string() })]),
  validFrom: instant.optional(),
  validUntil: instant.optional(),
  credentialSubject: z.looseObject({
    type: z.literal('BitstringStatusList'),
    statusPurpose: z.union([z.string(), z.array(z.string())]),
    encodedList: z.string(),
  }),
});
type StatusList = z.infer<typeof listShape>;

export const bitstringStatusListEntry: StatusType = {
  type: 'BitstringStatusListEntry',

  async read(entry, { issuer, fetchStatusList }) {
    const read = entryShape.safeParse(entry);
    if (!read.success) return unknown(describeIssues(read.error));
    const { statusListCredential: url, statusListIndex: index } = read.data;
    const fetched = await fetchStatusList(url);
    if (fetched.outcome !== 'found') return notFetched(fetched);
    const list = await verifyList(fetched.document, url, issuer);
    if (typeof list === 'string') return unknown(list);
    const isRevoked = await readBit(list.credentialSubject.encodedList, Number(index));
    const { validFrom: asOf } = list;
    const detail = `Bit ${index} of ${url} is ${isRevoked ? 'set' : 'not set'}`;
    return { standing: isRevoked ? 'revoked' : 'valid', ...(asOf && { asOf }), detail };
  },
};

/** The list, or why it is not to be believed. */
async function verifyList(
  input: unknown,
  url: string,
  issuer: Issuer,
): Promise<StatusList | string> {
  const received = receive(input);
  if (!received.ok) return `The status list: ${received.detail}`;
  const { document, jwt, ambiguous } = received;
  if (ambiguous !== undefined) return `The status list: ${ambiguous}`;
  const screening = screenDocument(document);
  if (screening.outcome !== 'pass') return screening.detail;
  const read = listShape.safeParse(document);
  if (!read.success) return describeIssues(read.error);
  const fault = faultOf(read.data, url, issuer);
  if (fault !== undefined) return fault;
  const verdict = jwt ? await verifyJwt(jwt, issuer) : await verifyProofs(document, issuer);
  return verdict.outcome === 'valid' ? read.data : `The list’s proof: ${verdict.detail}`;
}

function faultOf(list: StatusList, url: string, issuer: Issuer): string | undefined {
  const { statusPurpose } = list.credentialSubject;
  // Another list of the same issuer could stand in for this one.
  if (list.id !== url) return `The list at ${url} is named ${list.id}`;
  if (issuerOf(list) !== issuer.id) return `The list was issued by ${issuerOf(list)}`;
  if (!toArray(statusPurpose).includes('revocation')) return 'The list is not one of revocations';
  if (isCurrent(list.validFrom, list.validUntil, issuer.now)) return undefined;
  return 'The list is from the future, or has expired';
}
