/**
 * Lists of bits that their issuer signs (Bitstring Status List 1.0 §3.2, and StatusList2021 before
 * it), and what both leave out: who issued the list, and that an old one may be shown again.
 */
import { compareClaims } from '../jwt/claims.ts';
import { z } from 'zod';
import { type JsonObject, toArray } from '../bytes/json-object.ts';
import { verifyJwt } from '../jwt/verify-jwt.ts';
import { isCurrent, type Issuer } from '../proofs/proof-verdict.ts';
import { verifyProofs } from '../proofs/proofs.ts';
import { receive } from '../read/received.ts';
import { describeIssues, instant } from '../schemas/schema-parts.ts';
import { screenDocument } from '../graph/screen.ts';
import { valueAt } from './status-list.ts';
import { issuerOf } from '../schemas/vcdm-schema.ts';
import { findPurpose } from './purposes.ts';
import {
  type StatusSurroundings,
  notFetched,
  type StatusAnswer,
  type StatusType,
  unknown,
} from './status-type.ts';

/** What tells one standard from the other. */
export interface ListKind {
  /** The types of an entry, of the list's credential and of its subject. */
  readonly entry: string;
  readonly credential: string;
  readonly subject: string;
  /** Throws `CredentialError` INVALID_STATUS_LIST. */
  decode(encodedList: string): Promise<Uint8Array>;
}

const entryShape = z.looseObject({
  statusPurpose: z.string(),
  // The standard wants a string; the official samples have numbers.
  statusListIndex: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^(0|[1-9]\d{0,15})$/)),
  statusListCredential: z.url({ protocol: /^https?$/ }),
  statusSize: z.int().min(1).default(1),
});

const listShape = z.looseObject({
  id: z.string(),
  type: z.array(z.string()),
  issuer: z.union([z.string(), z.looseObject({ id: z.string() })]),
  validFrom: instant.optional(),
  validUntil: instant.optional(),
  /** The names of VCDM 1.1 for the two above. */
  issuanceDate: instant.optional(),
  expirationDate: instant.optional(),
  credentialSubject: z.looseObject({
    type: z.string(),
    statusPurpose: z.union([z.string(), z.array(z.string())]),
    encodedList: z.string(),
  }),
});
type List = z.infer<typeof listShape>;

export function signedList(kind: ListKind): StatusType {
  return {
    type: kind.entry,

    async read(entry, asking) {
      const read = entryShape.safeParse(entry);
      if (!read.success) return unknown(describeIssues(read.error));
      const { statusPurpose, statusSize: size, statusListCredential: url } = read.data;
      const purpose = findPurpose(statusPurpose);
      if (!purpose) return unknown('The status is for something that is not read here');
      if (size > purpose.maxSize) return unknown(`An entry of ${size} bits is not read here`);
      const found = await readList({ kind, url, purpose: purpose.name }, asking);
      if (!found.ok) return found.answer;
      const index = Number(read.data.statusListIndex);
      const bits = await bitsOf(found.list, kind, asking.issuer);
      const value = valueAt(bits, index, size);
      const { from: asOf } = datesOf(found.list);
      const detail = `Entry ${index} of ${url} for ${purpose.name} is ${value}`;
      return { ...purpose.meaningOf(value, entry), ...(asOf !== undefined && { asOf }), detail };
    },
  };
}

/** Half a million entries. */
const KEPT_BYTES = 65_536;
const unpacked = new WeakMap<List, Uint8Array>();

/** Of a list that is kept, once. */
async function bitsOf(list: List, kind: ListKind, { allowance }: Issuer): Promise<Uint8Array> {
  const known = unpacked.get(list);
  if (known) return known;
  const bits = await kind.decode(list.credentialSubject.encodedList);
  // A few characters can be two megabytes of zeros.
  if (bits.length > KEPT_BYTES) allowance.takeLong();
  else unpacked.set(list, bits);
  return bits;
}

interface Sought {
  readonly kind: ListKind;
  readonly url: string;
  readonly purpose: string;
}

type Found =
  | { readonly ok: true; readonly list: List }
  | { readonly ok: false; readonly answer: StatusAnswer };

async function readList(sought: Sought, asking: StatusSurroundings): Promise<Found> {
  const { url } = sought;
  const { issuer, newestSeen } = asking;
  const fetched = await asking.fetchStatusList(url);
  if (fetched.outcome !== 'found') return { ok: false, answer: notFetched(fetched) };
  const list = await verifyList(fetched.document, sought, issuer);
  if (typeof list === 'string') return { ok: false, answer: unknown(list) };
  const { from } = datesOf(list);
  // Told only of lists that are signed: nobody else can make the next one look old.
  const newest = from && (await newestSeen?.(url, { by: issuer.id, at: from }));
  if (!from || !newest || Date.parse(from) >= Date.parse(newest)) return { ok: true, list };
  return { ok: false, answer: unknown(`The list of ${from} is older than one seen, of ${newest}`) };
}

async function verifyList(input: unknown, sought: Sought, issuer: Issuer): Promise<List | string> {
  const received = receive(input);
  if (!received.ok) return `The status list: ${received.detail}`;
  const { document, jwt, ambiguous } = received;
  if (ambiguous !== undefined) return `The status list: ${ambiguous}`;
  const list = listIn(document);
  if (typeof list === 'string') return list;
  const fault = faultOf(list, sought, issuer);
  if (fault !== undefined) return fault;
  const claims = jwt && compareClaims(jwt.payload, document, issuer.now);
  if (
    claims &&
    (claims.outcome === 'ambiguous' || !isCurrent(claims.issuedAt, undefined, issuer.now))
  ) {
    return `The status list: ${claims.detail}`;
  }
  const verdict = jwt ? await verifyJwt(jwt, issuer) : await verifyProofs(document, issuer);
  return verdict.outcome === 'valid' ? list : `The list’s proof: ${verdict.detail}`;
}

const listsRead = new WeakMap<JsonObject, List | string>();

/** Or what is wrong with it, for every entry and every day. */
function listIn(document: JsonObject): List | string {
  const known = listsRead.get(document) ?? readShape(document);
  listsRead.set(document, known);
  return known;
}

function readShape(document: JsonObject): List | string {
  const screening = screenDocument(document);
  if (screening.outcome !== 'pass') return screening.detail;
  const read = listShape.safeParse(document);
  return read.success ? read.data : describeIssues(read.error);
}

function faultOf(list: List, { kind, url, purpose }: Sought, issuer: Issuer): string | undefined {
  const { type, statusPurpose } = list.credentialSubject;
  if (!list.type.includes(kind.credential) || type !== kind.subject) return 'not a status list';
  // Another list of the same issuer could stand in for this one.
  if (list.id !== url) return `The list at ${url} is named ${list.id}`;
  if (issuerOf(list) !== issuer.id) return `The list was issued by ${issuerOf(list)}`;
  if (!toArray(statusPurpose).includes(purpose)) return `The list is not one for ${purpose}`;
  const { from, until } = datesOf(list);
  if (isCurrent(from, until, issuer.now)) return undefined;
  return 'The list is from the future, or has expired';
}

/** A list of one version may carry the other's names: the narrowest span counts. */
function datesOf({ validFrom, issuanceDate, validUntil, expirationDate }: List) {
  const from = inOrder(validFrom, issuanceDate).at(-1);
  return { from, until: inOrder(validUntil, expirationDate)[0] };
}

function inOrder(...instants: readonly (string | undefined)[]): readonly string[] {
  return instants.filter((one) => one !== undefined).sort((a, b) => Date.parse(a) - Date.parse(b));
}
