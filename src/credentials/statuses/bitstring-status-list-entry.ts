import { decodeList } from './status-list.ts';
import { signedList } from './signed-list.ts';

/** Bitstring Status List 1.0. */
export const bitstringStatusListEntry = signedList({
  entry: 'BitstringStatusListEntry',
  credential: 'BitstringStatusListCredential',
  subject: 'BitstringStatusList',
  decode: decodeList,
});
