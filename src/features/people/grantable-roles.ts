import { ROLES, type Person, type Role } from '../../storage/store.ts';
import { may } from '../../badges/rights.ts';

/** Who accompanies may welcome coopérant·es; who is responsible may give every role. */
export function grantableRoles(by: Person): readonly Role[] {
  return may(by, 'add staff') ? ROLES : ['cooperant'];
}
