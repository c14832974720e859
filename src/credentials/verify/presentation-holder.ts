/** Who presents: the one who signed, for what the verifier asked (VCDM 2.0 §4.13). */
import type { ExamineOptions } from './examine.ts';
import type { JsonObject } from '../bytes/json-object.ts';
import type { CompactJwt } from '../jwt/compact.ts';
import { readClaims } from '../jwt/presentation-of.ts';
import { verifyJwt } from '../jwt/verify-jwt.ts';
import type { Presentation } from '../schemas/presentation-schema.ts';
import { invalid, type Issuer, type ProofVerdict } from '../proofs/proof-verdict.ts';
import { verifyProofs } from '../proofs/proofs.ts';
import type { Surroundings } from '../surroundings.ts';

interface Asking extends Surroundings {
  readonly challenge?: string;
  readonly domain?: string;
}

interface Held {
  readonly verdict: ProofVerdict;
  readonly holder?: string;
}

/** Who says so, or else who signed: the proof is compared with that one. */
export async function verifyHolder(
  document: JsonObject,
  { holder: named, proof }: Presentation,
  surroundings: Asking,
  options: ExamineOptions,
): Promise<Held> {
  const holder = named ?? proof?.[0]?.verificationMethod?.replace(/#.*$/s, '');
  if (holder === undefined) {
    return { verdict: invalid('proof', 'Nobody signed the presentation') };
  }
  return { holder, verdict: await verifyProofs(document, signerOf(holder, surroundings, options)) };
}

export async function verifyHolderOfJwt(
  jwt: CompactJwt,
  presentation: Presentation,
  surroundings: Asking,
  options: ExamineOptions,
): Promise<Held> {
  const claims = readClaims(jwt.payload, presentation, surroundings);
  if ('fault' in claims) return { verdict: invalid('proof', claims.fault) };
  const { holder } = claims;
  return { holder, verdict: await verifyJwt(jwt, signerOf(holder, surroundings, options)) };
}

function signerOf(
  holder: string,
  { now, challenge, domain }: Asking,
  { resolve, allowance }: ExamineOptions,
): Issuer {
  return {
    id: holder,
    resolve,
    allowance,
    now,
    expects: {
      purpose: 'authentication',
      ...(challenge !== undefined && { challenge }),
      ...(domain !== undefined && { domain }),
    },
  };
}
