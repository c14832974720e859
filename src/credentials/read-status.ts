/** Bitstring Status List 1.0 §3.2, and what it leaves out: who issued the list. */
import { z } from 'zod';
import { messageOf } from './errors.ts';
import { isObject, toArray } from './json-object.ts';
import { type Issuer, isCurrent, verifyProofs } from './proofs.ts';
import { describeIssues, instant } from './schema-parts.ts';
import { screenDocument } from './screen.ts';
import { readBit } from './status-list.ts';
import type { Surroundings } from './verification.ts';

export type StatusReading =
  | { readonly standing: 'valid' | 'revoked'; readonly asOf?: string; readonly detail: string }
  | { readonly standing: 'unknown'; readonly detail: string };

const entryShape = z.looseObject({
  type: z.literal('BitstringStatusListEntry'),
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
  issuer: z.union([z.string(), z.looseObject({ id: z.string() }).transform(({ id }) => id)]),
  validFrom: instant.optional(),
  validUntil: instant.optional(),
  credentialSubject: z.looseObject({
    type: z.literal('BitstringStatusList'),
    statusPurpose: z.union([z.string(), z.array(z.string())]),
    encodedList: z.string(),
  }),
});
type StatusList = z.infer<typeof listShape>;

/** `entry`: the `credentialStatus` of an authentic badge of `issuer`. Never throws. */
export async function readStatus(
  entry: unknown,
  issuer: Issuer,
  fetchStatusList: Surroundings['fetchStatusList'],
): Promise<StatusReading> {
  const read = entryShape.safeParse(entry);
  if (!read.success) return unknown(describeIssues(read.error));
  const { statusListCredential: url, statusListIndex: index } = read.data;
  try {
    const fetched = await fetchStatusList(url);
    if (fetched.outcome !== 'found') return unknown(fetched.detail);
    const list = await verifyList(fetched.document, url, issuer);
    if (typeof list === 'string') return unknown(list);
    const isRevoked = await readBit(list.credentialSubject.encodedList, Number(index));
    const { validFrom: asOf } = list;
    const detail = `Bit ${index} of ${url} is ${isRevoked ? 'set' : 'not set'}`;
    return { standing: isRevoked ? 'revoked' : 'valid', ...(asOf && { asOf }), detail };
  } catch (error) {
    return unknown(messageOf(error));
  }
}

/** The list, or why it is not to be believed. */
async function verifyList(
  document: unknown,
  url: string,
  issuer: Issuer,
): Promise<StatusList | string> {
  if (!isObject(document)) return 'The status list is not a JSON object';
  const screening = screenDocument(document);
  if (screening.outcome !== 'pass') return screening.detail;
  const read = listShape.safeParse(document);
  if (!read.success) return describeIssues(read.error);
  return faultOf(read.data, url, issuer) ?? (await proofFaultOf(document, issuer)) ?? read.data;
}

function faultOf(list: StatusList, url: string, issuer: Issuer): string | undefined {
  const { statusPurpose } = list.credentialSubject;
  // Another list of the same issuer could stand in for this one.
  if (list.id !== url) return `The list at ${url} is named ${list.id}`;
  if (list.issuer !== issuer.id) return `The list was issued by ${list.issuer}`;
  if (!toArray(statusPurpose).includes('revocation')) return 'The list is not one of revocations';
  if (isCurrent(list.validFrom, list.validUntil, issuer.now)) return undefined;
  return 'The list is from the future, or has expired';
}

async function proofFaultOf(
  document: Parameters<typeof verifyProofs>[0],
  issuer: Issuer,
): Promise<string | undefined> {
  const verdict = await verifyProofs(document, issuer);
  return verdict.outcome === 'valid' ? undefined : `The list’s proof: ${verdict.detail}`;
}

function unknown(detail: string): StatusReading {
  return { standing: 'unknown', detail };
}
