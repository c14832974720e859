/** The credential that a JWT's payload is, or holds. */
import { CREDENTIALS_V1, CREDENTIALS_V2 } from '../contexts/urls.ts';
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import type { Note } from '../verification.ts';
import { OLD_IN_NEW, NEW_IN_OLD, SECOND_PROOF } from './jwt-notes.ts';
import { withClaims } from './with-claims.ts';

/** `held`: the credential or the presentation. */
export type OfJwt =
  | {
      readonly ok: true;
      readonly held: JsonObject;
      readonly notes: readonly Note[];
      /** Why two readers could read two things in it. */
      readonly ambiguous?: string;
    }
  | { readonly ok: false; readonly detail: string };

/** Members that make the payload a credential beside the one in `vc`, or say when that one ends. */
const MEMBERS = [
  ...['@context', 'type', 'issuer', 'credentialSubject', 'credentialStatus'],
  ...['validFrom', 'validUntil', 'issuanceDate', 'expirationDate'],
];

/**
 * VCDM 2.0: the payload without its claims (Open Badges 3.0 §8.2, Securing VCs using JOSE §3.1).
 * VCDM 1.1: the claim `vc` (VCDM 1.1 §6.3.1). Both readings are known, so both at once are two.
 */
export function credentialOf(payload: JsonObject): OfJwt {
  const { iss, sub, aud, exp, nbf, iat, jti, vc, ...credential } = payload;
  const beside = besideVc(payload);
  const ambiguous =
    beside === undefined ? {} : { ambiguous: `${beside} stands beside the claim vc or vp` };
  const isWrapped = isObject(vc);
  if (vc !== undefined && !isWrapped && beside === undefined) {
    return { ok: false, detail: 'The claim vc is not an object' };
  }
  const read = ofVersion(isWrapped ? vc : credential, isWrapped ? CREDENTIALS_V1 : CREDENTIALS_V2);
  const whole = withClaims(read.held, payload);
  return { ok: true, held: whole.held, notes: [...read.notes, ...whole.notes], ...ambiguous };
}

/** What makes the payload a second credential, if there is one in `vc`. */
export function besideVc(payload: JsonObject): string | undefined {
  if (payload['vc'] === undefined && payload['vp'] === undefined) return undefined;
  const held = payload['vc'] === undefined ? MEMBERS : [...MEMBERS, 'vp'];
  return held.find((member) => payload[member] !== undefined);
}

/** `context`: the first one of the version whose form of JWT this is. */
export function ofVersion(
  document: JsonObject,
  context: typeof CREDENTIALS_V1 | typeof CREDENTIALS_V2,
): { readonly held: JsonObject; readonly notes: readonly Note[] } {
  const { proof, ...held } = document;
  const [first] = toArray(document['@context']);
  const isOther = first !== context && (first === CREDENTIALS_V1 || first === CREDENTIALS_V2);
  const other = context === CREDENTIALS_V1 ? NEW_IN_OLD : OLD_IN_NEW;
  // A reader of JWTs looks at no other signature.
  const second = proof === undefined ? [] : [SECOND_PROOF];
  return { held, notes: [...(isOther ? [other] : []), ...second] };
}
