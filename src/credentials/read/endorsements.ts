/** The endorsements within a credential, wherever they are (Open Badges 3.0, EndorsementCredential). */
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import { partOfParsed } from '../bytes/json.ts';
import { decodeJwt } from '../jwt/compact.ts';
import { credentialOf } from '../jwt/credential-of.ts';

export interface FoundEndorsement {
  readonly input: JsonObject | string;
  /** The id of the object it stands in. */
  readonly host: unknown;
}

/** A JWT can hold endorsements that are JWTs that hold … */
const MAX_DEPTH = 3;
/** Each one may ask two addresses. */
export const MAX_ENDORSEMENTS = 12;

/** At most one more than are verified, so that it can be said that there are more. */
export function findEndorsements(document: JsonObject): readonly FoundEndorsement[] {
  const found: FoundEndorsement[] = [];
  // The list grows while it is walked: nothing here depends on how deep the document is.
  const open: { readonly value: unknown; readonly depth: number }[] = [
    { value: document, depth: 0 },
  ];
  for (const { value, depth } of open) {
    if (typeof value !== 'object' || value === null) continue;
    if (isObject(value)) {
      for (const input of endorsementsOf(value)) {
        found.push({ input, host: value['id'] });
        if (found.length > MAX_ENDORSEMENTS) return found;
        const held = typeof input === 'string' && depth < MAX_DEPTH ? heldIn(input) : undefined;
        if (held) open.push({ value: held, depth: depth + 1 });
      }
    }
    for (const member of Object.values(value)) open.push({ value: member, depth });
  }
  return found;
}

function endorsementsOf(object: JsonObject): readonly (JsonObject | string)[] {
  const embedded = toArray(object['endorsement']).filter(isObject).map(partOfParsed);
  const jwts = toArray(object['endorsementJwt']).filter((value) => typeof value === 'string');
  return [...embedded, ...jwts];
}

function heldIn(jwt: string): JsonObject | undefined {
  const decoded = decodeJwt(jwt);
  const of = decoded.ok ? credentialOf(decoded.jwt.payload) : undefined;
  return of?.ok ? of.held : undefined;
}
