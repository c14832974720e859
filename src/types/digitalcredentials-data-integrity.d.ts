declare module '@digitalcredentials/data-integrity' {
  import type { Cryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';

  export type DocumentLoader = (url: string) => Promise<{
    contextUrl: null;
    documentUrl: string;
    document: object;
    /** `static`: the processed context may be kept for the life of the process. */
    tag?: 'static';
  }>;

  export interface Proof {
    type: 'DataIntegrityProof';
    cryptosuite: string;
    created: string;
    verificationMethod: string;
    proofPurpose: string;
    proofValue: string;
  }

  export class DataIntegrityProof {
    constructor(options: {
      cryptosuite: Cryptosuite;
      signer?: {
        id: string;
        algorithm: string;
        sign(options: { data: Uint8Array }): Promise<Uint8Array>;
      };
      date?: Date;
    });

    /** SHA-256 of the canonical proof options, then of the canonical document: 64 bytes. */
    createVerifyData(options: {
      document: object;
      proof: object;
      documentLoader: DocumentLoader;
    }): Promise<Uint8Array>;
  }
}
