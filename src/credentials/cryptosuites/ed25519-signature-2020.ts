import { ed25519Suite } from './ed25519-suite.ts';

/** The suite of VCDM 1.1 badges (https://www.w3.org/TR/vc-di-eddsa/#ed25519signature2020). */
export const ed25519Signature2020 = ed25519Suite(
  { type: 'Ed25519Signature2020', cryptosuite: undefined },
  ['z'],
);
