/**
 * `eddsa-rdfc-2022` (VC Data Integrity EdDSA 1.0 §3.2) in the form that `DataIntegrityProof` of
 * @digitalcredentials/data-integrity takes, to sign with, and to verify with that library: it does all
 * that it does with any suite, and asks this one for the bytes. Our own verification has its rows in
 * `cryptosuites.ts`, which ask for the same bytes. Theirs takes a hundred times as long, and a
 * copy of jsonld that writes a tab, or an address with a quotation mark, otherwise than RDFC-1.0.
 */
import type { LibrarySuite } from '@digitalcredentials/data-integrity';
import { canonize } from '../graph/canonize.ts';
import type { LongWork } from '../graph/expand.ts';
import { verifyEd25519 } from '../identifiers/public-keys/ed25519.ts';
import { readEd25519Key } from '../identifiers/public-keys/ed25519-key.ts';
import { concatenate, hashOf, hashOfOptions, proofOptions } from './rdfc-hash.ts';

/** `asking`: before what takes long; what is thrown there, ends the work. */
export function eddsaRdfc2022For(asking?: LongWork): LibrarySuite {
  return {
    name: 'eddsa-rdfc-2022',
    requiredAlgorithm: 'Ed25519',
    canonize: (document) => canonize(document, { asking }),

    async createVerifyData({ document, proof }) {
      const documentHash = await hashOf(document, { asking });
      const options = proofOptions(document, proof);
      return concatenate(await hashOfOptions(options, { asking }), documentHash);
    },

    createVerifier: ({ verificationMethod }) => {
      const key = readEd25519Key(verificationMethod);
      return Promise.resolve({
        id: verificationMethod.id,
        algorithm: 'Ed25519',
        verify: ({ data, signature }) => Promise.resolve(verifyEd25519(signature, data, key)),
      });
    },
  };
}

export const eddsaRdfc2022Suite: LibrarySuite = eddsaRdfc2022For();
