/** The claims of a JWT that stand instead of members of its credential (VCDM 1.1 §6.3.1). */
import { CREDENTIALS_V1 } from '../contexts/urls.ts';
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import type { Note } from '../verification.ts';
import { saidByClaim } from './jwt-notes.ts';
import { instantOf } from './numeric-date.ts';

interface Whole {
  readonly held: JsonObject;
  readonly notes: readonly Note[];
}

/** What is there stays, whatever the claims say: whether they agree, `claims.ts` tells. */
export function withClaims(credential: JsonObject, claims: JsonObject): Whole {
  const isOlder = toArray(credential['@context'])[0] === CREDENTIALS_V1;
  const subject = subjectWith(credential['credentialSubject'], stringOf(claims['sub']));
  // A presentation has claims of its own (`presentation-of.ts`).
  if (credential['credentialSubject'] === undefined) return { held: credential, notes: [] };
  const said = Object.entries(membersOf(claims, isOlder)).filter(
    ([member, value]) => value !== undefined && isMissing(credential, member),
  );
  const places = [...said.map(([member]) => member), ...(subject ? ['credentialSubject.id'] : [])];
  return {
    held: { ...credential, ...Object.fromEntries(said), ...subject },
    notes: places.map((place) => saidByClaim(place, isOlder)),
  };
}

function membersOf({ iss, jti, nbf, iat, exp }: JsonObject, isOlder: boolean): JsonObject {
  const from = instantOf(nbf) ?? instantOf(iat);
  const until = instantOf(exp);
  const dates = isOlder
    ? { issuanceDate: from, expirationDate: until }
    : { validFrom: from, validUntil: until };
  return { id: stringOf(jti), issuer: stringOf(iss), ...dates };
}

/** A credential of one version may carry the other's names for its dates. */
const DATES = [
  ['validFrom', 'issuanceDate'],
  ['validUntil', 'expirationDate'],
];

function isMissing(credential: JsonObject, member: string): boolean {
  const names = DATES.find((pair) => pair.includes(member)) ?? [member];
  return names.every((name) => credential[name] === undefined);
}

/** `sub` is about one subject: of several, nobody knows which one is meant. */
function subjectWith(
  subject: unknown,
  id: string | undefined,
): { readonly credentialSubject: unknown } | undefined {
  const [only, second] = toArray(subject);
  if (id === undefined || second !== undefined || !isObject(only)) return undefined;
  if (only['id'] !== undefined) return undefined;
  const named = { id, ...only };
  return { credentialSubject: Array.isArray(subject) ? [named] : named };
}

function stringOf(claim: unknown): string | undefined {
  return typeof claim === 'string' ? claim : undefined;
}
