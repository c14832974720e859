import { bitstringStatusListEntry } from './bitstring-status-list-entry.ts';
import { oneEdTechRevocationList } from './one-ed-tech-revocation-list.ts';
import { statusList2021Entry } from './status-list-2021-entry.ts';
import type { StatusType } from './status-type.ts';

/** Every status that is read here, one row each. */
const STATUS_TYPES: readonly StatusType[] = [
  bitstringStatusListEntry,
  statusList2021Entry,
  oneEdTechRevocationList,
];

export function findStatusType(types: readonly string[]): StatusType | undefined {
  return STATUS_TYPES.find(({ type }) => types.includes(type));
}
