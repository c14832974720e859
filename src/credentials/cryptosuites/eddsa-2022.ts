import { ed25519Suite } from './ed25519-suite.ts';

/** The name that drafts of VC Data Integrity EdDSA gave to `eddsa-rdfc-2022`. */
export const eddsa2022 = ed25519Suite({ type: 'DataIntegrityProof', cryptosuite: 'eddsa-2022' }, [
  'z',
  'u',
]);
