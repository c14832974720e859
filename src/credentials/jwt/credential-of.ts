/** The credential that a JWT's payload is, or holds. */
import { CREDENTIALS_V1, CREDENTIALS_V2 } from '../contexts/urls.ts';
import { isObject, type JsonObject, toArray } from '../json-object.ts';

/** `held`: the credential or the presentation. */
export type OfJwt =
  | { readonly ok: true; readonly held: JsonObject }
  | { readonly ok: false; readonly detail: string };

/** Members that would make the payload a credential beside the one in `vc`. */
const CREDENTIAL_MEMBERS = ['@context', 'type', 'issuer', 'credentialSubject'];

/**
 * VCDM 2.0: the payload without its claims (Open Badges 3.0 §8.2, Securing VCs using JOSE §3.1).
 * VCDM 1.1: the claim `vc` (VCDM 1.1 §6.3.1). One or the other, so that nobody reads two badges.
 */
export function credentialOf(payload: JsonObject): OfJwt {
  if (payload['vc'] === undefined) {
    const { iss, sub, aud, exp, nbf, iat, jti, ...credential } = payload;
    return ofVersion(credential, CREDENTIALS_V2);
  }
  const { vc } = payload;
  const twice = CREDENTIAL_MEMBERS.find((member) => payload[member] !== undefined);
  if (twice !== undefined) return { ok: false, detail: `${twice} stands beside the claim vc` };
  if (!isObject(vc)) return { ok: false, detail: 'The claim vc is not an object' };
  return ofVersion(vc, CREDENTIALS_V1);
}

/** `context`: the first one of the version whose form of JWT this is. */
export function ofVersion(document: JsonObject, context: string): OfJwt {
  const [first] = toArray(document['@context']);
  if (document['proof'] !== undefined) {
    return { ok: false, detail: 'There is a proof within the JWT' };
  }
  // Another first context that is known belongs to the other version of the data model.
  const isOther = first !== context && (first === CREDENTIALS_V1 || first === CREDENTIALS_V2);
  return isOther
    ? { ok: false, detail: `${first} is not for a JWT of this form` }
    : { ok: true, held: document };
}
