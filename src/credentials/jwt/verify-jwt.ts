import { messageOf } from '../errors.ts';
import { invalid, type Issuer, type ProofVerdict, undecided } from '../proof-verdict.ts';
import { findJwtAlgorithm, isNoSignature, type JwtAlgorithm } from './algorithms.ts';
import type { CompactJwt } from './compact.ts';
import { findJwtKey } from './find-key.ts';

/** The signature of a JWT, under a key that the issuer publishes. Never throws. */
export async function verifyJwt(jwt: CompactJwt, issuer: Issuer): Promise<ProofVerdict> {
  const { alg } = jwt.header;
  if (isNoSignature(alg)) return invalid('proof', `${alg} is not a signature of the issuer`);
  const algorithm = findJwtAlgorithm(alg);
  if (!algorithm) return undecided('cryptosuite', `${alg} is not supported`);
  try {
    const key = await findJwtKey(jwt.header, issuer);
    return key.found ? await verifyWith(algorithm, jwt, key.method) : key.verdict;
  } catch (error) {
    return undecided('key', messageOf(error));
  }
}

async function verifyWith(
  algorithm: JwtAlgorithm,
  jwt: CompactJwt,
  method: Parameters<JwtAlgorithm['readKey']>[0],
): Promise<ProofVerdict> {
  const verify = read(algorithm, method);
  if (typeof verify === 'string') return invalid('key', verify);
  if (!(await verify(jwt))) return invalid('signature', 'The signature does not match');
  const detail = `Signed by ${method.id} with ${algorithm.alg}`;
  return algorithm.isInProfile
    ? { outcome: 'valid', stage: 'done', detail }
    : {
        outcome: 'valid',
        stage: 'done',
        detail: `${detail}, outside the profile`,
        isOutsideProfile: true,
      };
}

/** The key, or why it is none for this algorithm. */
function read(algorithm: JwtAlgorithm, method: Parameters<JwtAlgorithm['readKey']>[0]) {
  try {
    return algorithm.readKey(method);
  } catch (error) {
    return messageOf(error);
  }
}
