import type { SecretContext } from '../keys/custody.ts';

/** Of no KPA: who asks for a letter says an address, which may be known in several, or in none. */
const NOBODYS = '00000000-0000-0000-0000-000000000000';

/** Where what a letter says is sealed: it opens in that letter alone. */
export const sealContext = (letterId: string): SecretContext => ({
  kpaId: NOBODYS,
  documentId: letterId,
  use: 'letter',
});
