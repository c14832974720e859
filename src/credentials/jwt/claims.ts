/** The registered claims say again what the credential says: they must agree. */
import { z } from 'zod';
import type { JsonObject } from '../json-object.ts';
import { idAt, objectsAt, textAt } from '../loose.ts';
import { CLOCK_SKEW } from '../proof-verdict.ts';
import { describeIssues } from '../schema-parts.ts';

const claimsShape = z.looseObject({
  iss: z.string(),
  jti: z.string().optional(),
  sub: z.string().optional(),
  nbf: z.number().optional(),
  exp: z.number().optional(),
  iat: z.number().optional(),
});
type Claims = z.infer<typeof claimsShape>;

export interface ClaimsVerdict {
  readonly outcome: 'pass' | 'warn' | 'fail';
  readonly detail: string;
}

/** Open Badges 3.0 §8.2.2: `iss`, `jti`, `sub`, `nbf`, and `exp` if the credential ends. */
export function compareClaims(
  payload: JsonObject,
  credential: JsonObject,
  now: Date,
): ClaimsVerdict {
  const read = claimsShape.safeParse(payload);
  if (!read.success) return { outcome: 'fail', detail: describeIssues(read.error) };
  const claims = read.data;
  if (claims.iat !== undefined && claims.iat * 1000 > now.getTime() + CLOCK_SKEW) {
    return { outcome: 'fail', detail: 'iat is in the future' };
  }
  const pairs = pairsOf(claims, credential);
  const wrong = pairs.find(({ claim, agrees }) => claim !== undefined && !agrees);
  if (wrong) return { outcome: 'fail', detail: `${wrong.name} is not what the credential says` };
  const lacking = pairs.filter(({ claim, said }) => claim === undefined && said !== undefined);
  return lacking.length === 0
    ? { outcome: 'pass', detail: 'The claims agree with the credential' }
    : { outcome: 'warn', detail: `Missing: ${lacking.map(({ name }) => name).join(', ')}` };
}

interface Pair {
  readonly name: string;
  readonly claim: string | number | undefined;
  readonly said: string | undefined;
  readonly agrees: boolean;
}

function pairsOf(claims: Claims, credential: JsonObject): readonly Pair[] {
  const subjects = objectsAt(credential['credentialSubject']);
  const [subject] = subjects.length === 1 ? subjects : [];
  const instant = (...members: readonly string[]) =>
    members.map((member) => textAt(credential[member])).find((text) => text !== undefined);
  return [
    same('iss', claims.iss, idAt(credential['issuer'])),
    same('jti', claims.jti, idAt(credential['id'])),
    same('sub', claims.sub, idAt(subject?.['id'])),
    instantly('nbf', claims.nbf, instant('validFrom', 'issuanceDate')),
    instantly('exp', claims.exp, instant('validUntil', 'expirationDate')),
  ];
}

function same(name: string, claim: string | undefined, said: string | undefined): Pair {
  return { name, claim, said, agrees: claim === said };
}

/** A NumericDate in seconds (RFC 7519 §2) for an instant that may have a fraction. */
function instantly(name: string, claim: number | undefined, said: string | undefined): Pair {
  const seconds = said === undefined ? Number.NaN : Date.parse(said) / 1000;
  return { name, claim, said, agrees: claim !== undefined && Math.abs(claim - seconds) < 1 };
}
