import { ROLES, type Person, type Role } from '../../storage/store.ts';
import { isStaff } from '../../badges/roles.ts';

const isManager = ({ roles }: Person) => roles.includes('manager');

/** Who accompanies may welcome coopérant·es; who is responsible may give every role. */
export function grantableRoles(by: Person): readonly Role[] {
  return isManager(by) ? ROLES : ['cooperant'];
}

/** A link given by hand lets its bearer in as that person: nobody gains rights by making one. */
export function mayHelpSignIn(by: Person, person: Person): boolean {
  return isManager(by) || !isStaff(person);
}
