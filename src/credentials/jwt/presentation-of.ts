/** The presentation that a JWT's payload is, or holds, and what its claims say beside it. */
import { z } from 'zod';
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import { isCurrent } from '../proofs/proof-verdict.ts';
import { describeIssues } from '../schemas/schema-parts.ts';
import { CREDENTIALS_V1, CREDENTIALS_V2 } from '../contexts/urls.ts';
import { type OfJwt, ofVersion } from './credential-of.ts';
import { instantOf } from './numeric-date.ts';

/** Members that would make the payload a presentation beside the one in `vp`. */
const MEMBERS = ['@context', 'type', 'holder', 'verifiableCredential'];

const claimsShape = z.looseObject({
  iss: z.string().optional(),
  jti: z.string().optional(),
  nonce: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  nbf: z.number().optional(),
  iat: z.number().optional(),
  exp: z.number().optional(),
});

/** VCDM 2.0: the payload without its claims (JOSE and COSE §3.1). VCDM 1.1: the claim `vp` (§6.3.1). */
export function presentationOf(payload: JsonObject): OfJwt {
  if (payload['vp'] === undefined) {
    const { iss, sub, aud, exp, nbf, iat, jti, nonce, ...presentation } = payload;
    return { ok: true, ...ofVersion(presentation, CREDENTIALS_V2) };
  }
  const { vp } = payload;
  const twice = MEMBERS.find((member) => payload[member] !== undefined);
  if (twice !== undefined) return { ok: false, detail: `${twice} stands beside the claim vp` };
  if (!isObject(vp)) return { ok: false, detail: 'The claim vp is not an object' };
  return { ok: true, ...ofVersion(vp, CREDENTIALS_V1) };
}

interface Asked {
  readonly now: Date;
  readonly challenge?: string;
  readonly domain?: string;
}

/** Who signed, or why the claims are not those of this presentation for what is asked now. */
export function readClaims(
  payload: JsonObject,
  presentation: { readonly id?: string | undefined; readonly holder?: string | undefined },
  { now, challenge, domain }: Asked,
): { readonly holder: string } | { readonly fault: string } {
  const read = claimsShape.safeParse(payload);
  if (!read.success) return { fault: describeIssues(read.error) };
  const { iss, jti, nonce, aud, nbf, iat, exp } = read.data;
  const holder = iss ?? presentation.holder;
  if (holder === undefined) return { fault: 'Nobody says who presents' };
  if (presentation.holder !== undefined && holder !== presentation.holder) {
    return { fault: 'iss is not the holder' };
  }
  if (jti !== undefined && presentation.id !== undefined && jti !== presentation.id) {
    return { fault: 'jti is not the id' };
  }
  if (challenge !== undefined && nonce !== challenge) return { fault: 'It answers another nonce' };
  if (domain !== undefined && !toArray(aud).includes(domain)) return { fault: 'It is for another' };
  const isNow = [nbf, iat].every((from) => isCurrent(instantOf(from), instantOf(exp), now));
  return isNow ? { holder } : { fault: 'It is from the future, or has expired' };
}
