import { ed25519Suite } from './ed25519-suite.ts';

/** VC Data Integrity EdDSA 1.0 §3.2. */
export const eddsaRdfc2022 = ed25519Suite(
  { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022' },
  ['z', 'u'],
);
