/** What the register of a KPA tells. */
export type RegisterAct =
  'person-added' | 'link-given' | 'card-made' | 'card-stopped' | 'connections-closed';
/** What the register of a KPA tells; each has its sentence, `register.<act>`. */
import type { ReopeningReason, SuspensionReason } from '../storage/store.ts';

export type RegisterAct =
  | 'person-added'
  | 'link-given'
  | 'experience-recorded'
  | 'badge-signed'
  | 'badge-confirmed'
  | 'badge-taken-back'
  | 'kpa-created'
  | 'profile-changed'
  | 'key-rotated'
  | `kpa-suspended-${SuspensionReason}`
  | `kpa-reopened-${ReopeningReason}`
  | 'network-role-given'
  | 'network-role-taken';
