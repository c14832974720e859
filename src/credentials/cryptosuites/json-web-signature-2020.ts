/** Any key that JOSE knows (https://w3c-ccg.github.io/lds-jws2020/); here Ed25519, P-256, P-384. */
import { curveOf, readKeyOfAnyCurve } from '../identifiers/public-keys/ec-curves.ts';
import { ecVerifier } from '../identifiers/public-keys/ec-key.ts';
import { readEd25519Key } from '../identifiers/public-keys/ed25519-key.ts';
import type { VerificationMethod } from '../identifiers/verification-method.ts';
import { EDDSA } from './ed25519-signature-2018.ts';
import { type JwsAlgorithm, jwsSuite } from './jws-suite.ts';

const ED25519_BYTES = 32;

export const jsonWebSignature2020 = jwsSuite('JsonWebSignature2020', {
  readKey: (method) => (isOnCurve(method) ? readKeyOfAnyCurve(method) : readEd25519Key(method)),
  algorithmOf: (key) => (key.length === ED25519_BYTES ? EDDSA : ecdsaWith(key)),
});

function isOnCurve({ publicKeyMultibase, publicKeyJwk }: VerificationMethod): boolean {
  return /^z(Dn|82)/.test(publicKeyMultibase ?? '') || publicKeyJwk?.['kty'] === 'EC';
}

function ecdsaWith(key: Uint8Array): JwsAlgorithm {
  const curve = curveOf(key);
  return {
    alg: curve.alg,
    async verify(signature, message) {
      const isRight = await ecVerifier(curve, key);
      return isRight(signature, message);
    },
  };
}
