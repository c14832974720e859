/** The suite of the first badges in VCDM 1.1 (https://w3c-ccg.github.io/lds-ed25519-2018/). */
import { verifyEd25519 } from '../identifiers/public-keys/ed25519.ts';
import { readEd25519Key } from '../identifiers/public-keys/ed25519-key.ts';
import { type JwsAlgorithm, jwsSuite } from './jws-suite.ts';

export const EDDSA: JwsAlgorithm = {
  alg: 'EdDSA',
  verify: (signature, message, key) => Promise.resolve(verifyEd25519(signature, message, key)),
};

export const ed25519Signature2018 = jwsSuite('Ed25519Signature2018', {
  readKey: readEd25519Key,
  algorithmOf: () => EDDSA,
});
