import { decodeList, valueAt } from '../../../src/credentials/statuses/status-list.ts';

/** The bit at `index` of a Bitstring list, read as a verification reads it, and refused as there. */
export async function readBit(encodedList: string, index: number): Promise<boolean> {
  return valueAt(await decodeList(encodedList), index, 1) === 1;
}
