/** What every verifiable credential must be, whatever it is about (VCDM 2.0 §4, VCDM 1.1 §4). */
import { z } from 'zod';
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import { instant, oneOrMany, typed, uri } from './schema-parts.ts';

const MAX_PROOFS = 16;
/** Subresource Integrity §3.1. */
const SRI =
  /^sha(256-[A-Za-z0-9+/]{43}=|384-[A-Za-z0-9+/]{64}|512-[A-Za-z0-9+/]{86}==)( sha(256|384|512)-\S+)*$/;
/** Multibase: base58btc or base64url (Controlled Identifiers 1.0 §2.4). */
const MULTIBASE = /^(z[1-9A-HJ-NP-Za-km-z]{40,200}|u[A-Za-z0-9_-]{40,200})$/;

/** VCDM 2.0 §11.1. */
const languageValue = z.strictObject({
  '@value': z.string(),
  '@language': z.string().optional(),
  '@direction': z.enum(['ltr', 'rtl']).optional(),
});
/** By language, as Open Badges 3.0.3 has it. */
const languageMap = z.record(z.string().regex(/^[A-Za-z]/), z.string());
const text = z.union([z.string(), languageMap, languageValue, z.array(languageValue).min(1)]);

const named = z.looseObject({ id: uri, name: text.optional(), description: text.optional() });
const types = oneOrMany(z.string().min(1)).refine((list) => list.length > 0, 'expected a type');
/** Extension points have a type, and an id if they like (VCDM 2.0 §4.10 and others). */
const extension = z.looseObject({
  id: uri.optional(),
  type: types,
  digestSRI: z.string().regex(SRI).optional(),
  digestMultibase: z.string().regex(MULTIBASE).optional(),
});
/** In brackets, these are the same graph under the same signature, and a reader finds no status. */
const status = extension.safeExtend({
  id: uri.optional(),
  statusPurpose: z.string().optional(),
  statusListIndex: z.union([z.string(), z.number()]).optional(),
  statusListCredential: z.string().optional(),
  statusSize: z.number().optional(),
});
const extensionWithId = extension.safeExtend({ id: uri });

const relatedResource = z
  .looseObject({
    id: uri,
    digestSRI: z.string().regex(SRI).optional(),
    digestMultibase: z.string().regex(MULTIBASE).optional(),
  })
  .refine(
    ({ digestSRI, digestMultibase }) => (digestSRI ?? digestMultibase) !== undefined,
    'a related resource needs a digest',
  );

const subject = z
  .looseObject({ id: uri.optional() })
  .refine((value) => Object.keys(value).length > 0, 'the subject says nothing');

/** A proof is read apart and leniently, so that a stranger's extra proof changes nothing. */
const proofs = oneOrMany(z.record(z.string(), z.unknown())).refine(
  (list) => list.length <= MAX_PROOFS,
  `expected at most ${MAX_PROOFS} proofs`,
);

const members = {
  // What may stand in it, `screenDocument` has said.
  '@context': z.array(z.unknown()).min(1),
  id: uri.optional(),
  type: typed('VerifiableCredential'),
  name: text.optional(),
  description: text.optional(),
  issuer: z.union([uri, named]),
  validFrom: instant.optional(),
  validUntil: instant.optional(),
  /** The names of VCDM 1.1 for the two above. */
  issuanceDate: instant.optional(),
  expirationDate: instant.optional(),
  credentialSubject: oneOrMany(subject).refine((list) => list.length > 0, 'expected a subject'),
  credentialStatus: oneOrMany(status).optional(),
  credentialSchema: oneOrMany(extensionWithId).optional(),
  refreshService: oneOrMany(extension).optional(),
  termsOfUse: oneOrMany(extension).optional(),
  evidence: oneOrMany(extension).optional(),
  relatedResource: oneOrMany(relatedResource).refine(areDifferent, 'a resource twice').optional(),
  proof: proofs.optional(),
};

export const vcdmCredential = z
  .looseObject(members)
  .refine(
    ({ validFrom, validUntil }) =>
      validFrom === undefined ||
      validUntil === undefined ||
      Date.parse(validFrom) <= Date.parse(validUntil),
    'it ends before it begins',
  );
export type VcdmCredential = z.infer<typeof vcdmCredential>;

/** What can be read of a credential, whatever else is wrong with it. */
export type ReadCredential = Partial<
  Pick<
    VcdmCredential,
    'id' | 'credentialSubject' | 'refreshService' | 'evidence' | 'relatedResource'
  >
>;

const looselyRead = new WeakMap<JsonObject, ReadCredential>();

/** Each member by itself: one that is not as it should be hides none of the others. */
export function readLoosely(document: JsonObject): ReadCredential {
  const known = looselyRead.get(document) ?? readMembers(document);
  looselyRead.set(document, known);
  return known;
}

function readMembers(document: JsonObject): ReadCredential {
  const { id, credentialSubject, refreshService, evidence, relatedResource } = members;
  const read = {
    id: id.safeParse(document['id']).data,
    credentialSubject: credentialSubject.safeParse(document['credentialSubject']).data,
    refreshService: refreshService.safeParse(document['refreshService']).data,
    evidence: evidence.safeParse(document['evidence']).data,
    relatedResource: relatedResource.safeParse(document['relatedResource']).data,
  };
  return {
    ...(read.id !== undefined && { id: read.id }),
    ...(read.credentialSubject && { credentialSubject: read.credentialSubject }),
    ...(read.refreshService && { refreshService: read.refreshService }),
    ...(read.evidence && { evidence: read.evidence }),
    ...(read.relatedResource && { relatedResource: read.relatedResource }),
  };
}

export type StatusEntries =
  | { readonly ok: true; readonly entries?: NonNullable<VcdmCredential['credentialStatus']> }
  /** `hidden`: a reader of JSON sees no status, and a reader of the graph does. */
  | { readonly ok: false; readonly fault: 'hidden' | 'unreadable' };

const statusesRead = new WeakMap<JsonObject, StatusEntries>();

/** What would say that it is revoked. */
export function readStatusEntries(document: JsonObject): StatusEntries {
  const known = statusesRead.get(document) ?? readEntries(document);
  statusesRead.set(document, known);
  return known;
}

function readEntries({ credentialStatus }: JsonObject): StatusEntries {
  const entries = toArray(credentialStatus).filter((entry) => entry !== null);
  if (entries.length === 0) return { ok: true };
  const read = members.credentialStatus.safeParse(entries);
  if (read.success && read.data) return { ok: true, entries: read.data };
  const isHidden = entries.some((entry) => isObject(entry) && hasBrackets(entry));
  return { ok: false, fault: isHidden ? 'hidden' : 'unreadable' };
}

function hasBrackets({ type, ...entry }: JsonObject): boolean {
  return Object.values(entry).some((value) => Array.isArray(value));
}

export function issuerOf({ issuer }: Pick<VcdmCredential, 'issuer'>): string {
  return typeof issuer === 'string' ? issuer : issuer.id;
}

/** VCDM 2.0 §5.3: each resource has one digest. */
function areDifferent(resources: readonly { readonly id: string }[]): boolean {
  return new Set(resources.map(({ id }) => id)).size === resources.length;
}
