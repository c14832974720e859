/** What the register of a KPA tells; each has its sentence, `register.<act>`. */
import type { ReopeningReason, SuspensionReason } from '../storage/store.ts';

export type RegisterAct =
  | 'person-added'
  | 'link-given'
  | 'card-made'
  | 'card-stopped'
  | 'connections-closed'
  | 'passkeys-removed'
  | 'account-linked'
  | 'account-unlinked'
  | 'person-corrected'
  | 'email-corrected'
  | 'roles-changed'
  | 'badges-in-new-name'
  | 'departure-noted'
  | 'team-left'
  | 'departure-taken-back'
  | 'experience-recorded'
  | 'experience-corrected'
  | 'experience-removed'
  | 'badge-signed'
  | 'badge-confirmed'
  | 'badge-taken-back'
  | 'badge-replaced'
  | 'kpa-created'
  | 'profile-changed'
  | 'key-rotated'
  | 'key-revoked'
  | 'token-made'
  | 'token-revoked'
  | 'provider-chosen'
  | 'provider-removed'
  | `kpa-suspended-${SuspensionReason}`
  | `kpa-reopened-${ReopeningReason}`
  | 'network-role-given'
  | 'network-role-taken';
