declare module '@digitalcredentials/vc' {
  import type { DataIntegrityProof, Proof } from '@digitalcredentials/data-integrity';
  import type { DocumentLoader } from '@digitalcredentials/data-integrity';

  /** Adds `proof` to the credential it is given, and answers it. */
  export function issue<T extends object>(options: {
    credential: T;
    suite: DataIntegrityProof;
    documentLoader: DocumentLoader;
  }): Promise<T & { proof: Proof }>;
}
