declare module '@digitalcredentials/eddsa-rdfc-2022-cryptosuite' {
  import type { LibrarySuite } from '@digitalcredentials/data-integrity';

  export const cryptosuite: LibrarySuite;
}
