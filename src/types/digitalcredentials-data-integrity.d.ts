declare module '@digitalcredentials/data-integrity' {
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

  type Members = Readonly<Record<string, unknown>>;

  /** What the library asks of a suite. */
  export interface LibrarySuite {
    readonly name: string;
    readonly requiredAlgorithm: string;
    canonize(input: Members, options: object): Promise<string>;
    createVerifier(options: {
      verificationMethod: Members & { id: string; type: string; controller: string };
    }): Promise<{
      id: string;
      algorithm: string;
      verify(options: { data: Uint8Array; signature: Uint8Array }): Promise<boolean>;
    }>;
    /** Else the library hashes the canonical proof options, then the canonical document. */
    createVerifyData?(options: { document: Members; proof: Members }): Promise<Uint8Array>;
  }

  export class DataIntegrityProof {
    constructor(options: {
      cryptosuite: LibrarySuite;
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
