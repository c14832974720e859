import { CredentialError } from '../errors.ts';
import type { BitstringStatusListEntry } from './model.ts';

/**
 * `list`: the address of the list. Throws `CredentialError` INVALID_CREDENTIAL for what is no index
 * (Bitstring Status List 1.0 §2.1).
 */
export function buildStatusEntry(list: string, index: number): BitstringStatusListEntry {
  if (!Number.isSafeInteger(index) || index < 0) {
    throw new CredentialError('INVALID_CREDENTIAL', `status.index: ${index} is not an index`);
  }
  return {
    id: `${list}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(index),
    statusListCredential: list,
  };
}
