declare module '@digitalbazaar/ecdsa-sd-2023-cryptosuite' {
  import type { DocumentLoader } from '@digitalcredentials/data-integrity';

  export interface VerifyCryptosuite {
    readonly name: 'ecdsa-sd-2023';
    /** Rejects for a proof value that is not a derived one, and with the errors of jsonld. */
    createVerifyData(options: {
      cryptosuite: VerifyCryptosuite;
      document: object;
      proof: object;
      documentLoader: DocumentLoader;
    }): Promise<{
      readonly baseSignature: Uint8Array;
      readonly proofHash: Uint8Array;
      /** 35 bytes: the multicodec and a compressed P-256 key made for this proof. */
      readonly publicKey: Uint8Array;
      readonly signatures: readonly Uint8Array[];
      readonly nonMandatory: readonly string[];
      readonly mandatoryHash: Uint8Array;
    }>;
  }

  export function createVerifyCryptosuite(): VerifyCryptosuite;

  /** For an issuer; `mandatoryPointers`: JSON pointers to what every derived proof shows. */
  export function createSignCryptosuite(options: { mandatoryPointers: readonly string[] }): object;

  /** For a holder; `selectivePointers`: JSON pointers to what is shown beside that. */
  export function createDiscloseCryptosuite(options: {
    selectivePointers: readonly string[];
  }): object;
}
