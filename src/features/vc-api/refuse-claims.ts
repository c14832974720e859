import { isObject, type JsonObject, toArray } from '../../credentials/bytes/json-object.ts';
import type { UnsignedCredential } from '../../credentials/verify/unsigned.ts';
import { MAX_ENTRIES } from '../../credentials/statuses/read-status.ts';
import { issuerOf } from '../../credentials/schemas/vcdm-schema.ts';
import { programError } from '../../problems/http-error.ts';

/** As long as `credentialId` may be in the store. */
const LONGEST_ID = 500;
/** With a list of its own a client could answer for us what has been revoked. */
const LISTS = /^(Bitstring)?(Status|Revocation)List(20\d\d)?(Credential)?$/;
/** Written on top of the same graph, it would be ours (docs/adr/0024). */
const CREDENTIALS =
  /^((Enveloped)?Verifiable(Credential|Presentation)|(OpenBadge|Achievement|Endorsement|Clr)Credential)$/;

const PRESENTATIONS = /^(Enveloped)?VerifiablePresentation$/;

export interface Ours {
  /** Today’s and the former ones. */
  readonly publicUrls: readonly string[];
  /** The only issuer that the client may name. */
  readonly did: string;
}

/**
 * What a client may not say, in any object of what it sends: another's name, a proof, a list, another
 * credential, and what stands at our addresses.
 */
export function refuseClaims(
  { publicUrls, did }: Ours,
  { kind, credential, document }: UnsignedCredential,
): void {
  if (issuerOf(credential) !== did) throw refused(`issuer: this token signs for ${did} alone`);
  // Open Badges 3.0, AchievementCredential: one credentialStatus at most.
  if (kind === 'badge' && credential.credentialStatus !== undefined) {
    throw refused('credentialStatus: leave it out, a badge has one and the service gives it');
  }
  // Beyond as many as are read, ours would be seen by nobody.
  if (toArray(document['credentialStatus']).length >= MAX_ENTRIES) {
    throw refused(`credentialStatus: at most ${MAX_ENTRIES - 1}, and the service adds its own`);
  }
  for (const object of objectsIn(document)) {
    refuseObject(object, object === document, publicUrls);
  }
  refuseRoot(document);
}

/** The credential itself is no presentation too, and is not called as issuers and keys are. */
function refuseRoot({ id, type }: JsonObject): void {
  if (toArray(type).some((one) => PRESENTATIONS.test(String(one)))) {
    throw refused('type: a presentation is not signed here');
  }
  // Of one DID there are many spellings: of the host of a did:web, or another name of the same key.
  if (typeof id === 'string' && /^did:/i.test(id)) {
    throw refused('id: a DID names an issuer or a key, and no credential');
  }
}

function refuseObject(object: JsonObject, isRoot: boolean, publicUrls: readonly string[]): void {
  if (object['proof'] !== undefined) {
    throw refused('proof: leave it out, the service adds its own');
  }
  const types = toArray(object['type']).map(String);
  if (types.some((type) => LISTS.test(type))) {
    throw refused('type: this service alone signs the status lists of its KPAs');
  }
  if (!isRoot && types.some((type) => CREDENTIALS.test(type))) {
    throw refused('type: a credential within a credential is not signed here');
  }
  for (const member of ['id', 'statusListCredential']) {
    const address = object[member];
    if (typeof address !== 'string') continue;
    if (address.length > LONGEST_ID) {
      throw refused(`id: expected at most ${LONGEST_ID} characters`);
    }
    // An award's address, an entry of a list: who resolves one must find what we say there.
    if (publicUrls.includes(originOf(address) ?? '')) {
      throw refused(`${address}: this service alone gives such addresses`);
    }
  }
}

function objectsIn(document: JsonObject): readonly JsonObject[] {
  const values: unknown[] = [document];
  // The list grows while it is walked: nothing here depends on how deep the document is.
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) if (key !== '@context') values.push(member);
  }
  return values.filter((value) => isObject(value));
}

export const refused = (message: string) => programError('UNPROCESSABLE', message);

/** One origin has many spellings: in capitals, with its port. */
const originOf = (address: string) => (URL.canParse(address) ? new URL(address).origin : undefined);
