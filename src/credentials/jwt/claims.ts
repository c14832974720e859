/** The registered claims say again what the credential says: they must agree. */
import { z } from 'zod';
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import { timeOf } from '../bytes/instants.ts';
import { CLOCK_SKEW } from '../proofs/proof-verdict.ts';
import { describeIssues } from '../schemas/schema-parts.ts';
import type { Note } from '../verification.ts';
import { besideVc } from './credential-of.ts';
import { detailOf } from '../notes.ts';
import { ISSUED_IN_FUTURE, notSaidAgain } from './jwt-notes.ts';
import { instantOf } from './numeric-date.ts';

const claimsShape = z.looseObject({
  iss: z.string().optional(),
  jti: z.string().optional(),
  sub: z.string().optional(),
  nbf: z.number().optional(),
  exp: z.number().optional(),
  iat: z.number().optional(),
});
type Claims = z.infer<typeof claimsShape>;

export interface ClaimsVerdict {
  /** `ambiguous`: a reader of claims and a reader of credentials would read two badges. */
  readonly outcome: 'pass' | 'warn' | 'ambiguous';
  readonly detail: string;
  readonly notes: readonly Note[];
  /** ISO 8601: when the JWT says that it was made. Before that, it does not count. */
  readonly issuedAt?: string;
}

/**
 * Open Badges 3.0 §8.2.2: `iss`, `jti`, `sub`, `nbf`, and `exp` if the credential ends.
 * `credential`: what `credentialOf` read in the payload.
 */
export function compareClaims(
  payload: JsonObject,
  credential: JsonObject,
  now: Date,
): ClaimsVerdict {
  const beside = besideVc(payload);
  if (beside !== undefined) return ambiguous(`${beside} stands beside the claim vc or vp`);
  const read = claimsShape.safeParse(payload);
  if (!read.success) return ambiguous(describeIssues(read.error));
  const pairs = pairsOf(read.data, credential);
  const wrong = pairs.find(({ claim, agrees }) => claim !== undefined && !agrees);
  if (wrong) return ambiguous(`${wrong.name} is not what the credential says`);
  const lacking = pairs.filter(({ claim, said }) => claim === undefined && said !== undefined);
  const issuedAt = instantOf(read.data.iat);
  const isEarly = issuedAt !== undefined && Date.parse(issuedAt) > now.getTime() + CLOCK_SKEW;
  const notes = [
    ...lacking.map(({ name }) => notSaidAgain(name)),
    ...(isEarly ? [ISSUED_IN_FUTURE] : []),
  ];
  return {
    outcome: notes.length === 0 ? 'pass' : 'warn',
    detail:
      notes.length === 0 ? 'The claims agree with the credential' : notes.map(detailOf).join('; '),
    notes,
    ...(issuedAt !== undefined && { issuedAt }),
  };
}

interface Pair {
  readonly name: string;
  readonly claim: string | number | undefined;
  readonly said: string | undefined;
  readonly agrees: boolean;
}

function pairsOf(claims: Claims, credential: JsonObject): readonly Pair[] {
  const subjects = toArray(credential['credentialSubject']).map(idOf);
  const one = (...members: readonly string[]) =>
    members.map((member) => idOf(credential[member])).find((text) => text !== undefined);
  return [
    same('iss', claims.iss, [one('issuer')]),
    same('jti', claims.jti, [one('id')]),
    same('sub', claims.sub, subjects),
    instantly('nbf', claims.nbf, one('validFrom', 'issuanceDate')),
    instantly('exp', claims.exp, one('validUntil', 'expirationDate')),
  ];
}

/** A string, or the id of an object that stands for it. */
function idOf(value: unknown): string | undefined {
  const id = isObject(value) ? value['id'] : value;
  return typeof id === 'string' ? id : undefined;
}

/** One of those that the credential names: a list of subjects has no first. */
function same(name: string, claim: string | undefined, all: readonly (string | undefined)[]): Pair {
  return { name, claim, said: all.find((id) => id !== undefined), agrees: all.includes(claim) };
}

/** An instant may have a fraction of a second. One that cannot be read contradicts nothing. */
function instantly(name: string, claim: number | undefined, said: string | undefined): Pair {
  const difference = timeOf(instantOf(claim) ?? '') - timeOf(said ?? '');
  return { name, claim, said, agrees: said !== undefined && !(Math.abs(difference) >= 1000) };
}

function ambiguous(detail: string): ClaimsVerdict {
  return { outcome: 'ambiguous', detail, notes: [] };
}
