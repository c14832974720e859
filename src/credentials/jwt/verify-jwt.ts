import { messageOf } from '../errors.ts';
import { notTheirs, readReference } from '../proofs/issuer-keys.ts';
import { invalid, type Issuer, type ProofVerdict, undecided } from '../proofs/proof-verdict.ts';
import type { VerificationMethod } from '../identifiers/verification-method.ts';
import { findJwtAlgorithm, isNoSignature, type JwtAlgorithm } from './algorithms.ts';
import { type CompactJwt, unknownParameter } from './compact.ts';
import { findJwtKey } from './find-key.ts';

/** The signature of a JWT, under a key that the issuer publishes. Never throws. */
export async function verifyJwt(jwt: CompactJwt, issuer: Issuer): Promise<ProofVerdict> {
  const { kid } = jwt.header;
  const verdict = await judge(jwt, issuer);
  return kid === undefined ? verdict : { key: kid, ...verdict };
}

async function judge(jwt: CompactJwt, issuer: Issuer): Promise<ProofVerdict> {
  const { header, signature } = jwt;
  const { alg, kid } = header;
  if (isNoSignature(alg)) return invalid('proof', `${alg} is not a signature of the issuer`);
  if (signature.length === 0) return invalid('proof', 'There is no signature');
  const reference = readReference(kid, issuer.id);
  if (reference.to === 'other-controller') {
    return notTheirs('controller', `${reference.name} is not a key of ${issuer.id}`, issuer)
      .verdict;
  }
  const unknown = unknownParameter(header);
  if (unknown) return undecided(unknown.stage, `The header has ${unknown.name}`);
  const algorithm = findJwtAlgorithm(alg);
  if (!algorithm) return undecided('cryptosuite', `${alg} is not supported`);
  const fits = (method: VerificationMethod) => typeof read(algorithm, method, issuer) !== 'string';
  try {
    const key = await findJwtKey(header, reference, fits, issuer);
    if (!key.found) return key.verdict;
    const { method, notes } = key;
    return { ...(await verifyWith(algorithm, jwt, method, issuer)), key: method.id, notes };
  } catch (error) {
    return undecided('key', messageOf(error));
  }
}

async function verifyWith(
  algorithm: JwtAlgorithm,
  jwt: CompactJwt,
  method: VerificationMethod,
  issuer: Issuer,
): Promise<ProofVerdict> {
  const verify = read(algorithm, method, issuer);
  // Nothing was computed: another key of the issuer may fit.
  if (typeof verify === 'string') return undecided('key', verify);
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
function read(algorithm: JwtAlgorithm, method: VerificationMethod, { allowance }: Issuer) {
  allowance.readKey();
  try {
    return algorithm.readKey(method);
  } catch (error) {
    return messageOf(error);
  }
}
