import { decodeList2021 } from './status-list.ts';
import { signedList } from './signed-list.ts';

/** Its draft of 2021 to 2023 (https://www.w3.org/TR/2023/WD-vc-status-list-20230427/). */
export const statusList2021Entry = signedList({
  entry: 'StatusList2021Entry',
  credential: 'StatusList2021Credential',
  subject: 'StatusList2021',
  decode: decodeList2021,
});
