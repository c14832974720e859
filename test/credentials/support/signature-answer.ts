/** What the signature of a credential is, by docs/adr/0026, when nobody vouches for its issuer. */
import { createAllowance, CREDENTIAL_VALUES } from '../../../src/credentials/allowance.ts';
import { isObject } from '../../../src/credentials/bytes/json-object.ts';
import { verifyJwt } from '../../../src/credentials/jwt/verify-jwt.ts';
import type { ProofVerdict } from '../../../src/credentials/proofs/proof-verdict.ts';
import { verifyProofs } from '../../../src/credentials/proofs/proofs.ts';
import { receive } from '../../../src/credentials/read/received.ts';
import { createResolver } from '../../../src/credentials/identifiers/resolve.ts';
import type { Surroundings } from '../../../src/credentials/verify/verify.ts';

export type Answer = 'right' | 'wrong' | 'none' | 'unknown';

/** Throws for what is no credential at all. */
export async function verdictOn(input: unknown, world: Surroundings): Promise<ProofVerdict> {
  const received = receive(input);
  if (!received.ok) throw new Error(received.detail);
  const { document, jwt } = received;
  const named = document['issuer'];
  const id = isObject(named) ? named['id'] : named;
  const issuer = {
    id: typeof id === 'string' ? id : '',
    resolve: createResolver(world),
    allowance: createAllowance(CREDENTIAL_VALUES),
    now: world.now,
  };
  return jwt ? verifyJwt(jwt, issuer) : verifyProofs(document, issuer);
}

export async function answerOn(input: unknown, world: Surroundings): Promise<Answer> {
  const { outcome, stage } = await verdictOn(input, world);
  if (outcome === 'valid') return 'right';
  if (outcome === 'unknown') return 'unknown';
  return stage === 'signature' ? 'wrong' : 'none';
}
