/** What the benchmark calls beside `issue`, which `src/types` declares. */
declare module '@digitalcredentials/vc' {
  import type { DataIntegrityProof, DocumentLoader } from '@digitalcredentials/data-integrity';

  interface VerifyOptions {
    credential: object;
    suite: DataIntegrityProof;
    documentLoader: DocumentLoader;
    checkStatus(): Promise<{ verified: boolean }>;
    now: Date;
  }

  export function verifyCredential(
    options: VerifyOptions,
  ): Promise<{ verified: boolean; error?: Error }>;
}
