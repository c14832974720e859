import { ROLES, type Person, type Role } from '../../storage/store.ts';
import { may } from '../../badges/rights.ts';
import { isStaff } from '../../badges/roles.ts';

/** Who accompanies may welcome coopérant·es; who is responsible may give every role. */
export function grantableRoles(by: Person): readonly Role[] {
  return may(by, 'add staff') ? ROLES : ['cooperant'];
}

/** A link given by hand lets its bearer in as that person: nobody gains rights by making one. */
export function mayHelpSignIn(by: Person, person: Person): boolean {
  return may(by, isStaff(person) ? 'help staff sign in' : 'help cooperants sign in');
}
