/** Who may act on whom. Who was of the team could be it again: only a manager changes anything of theirs. */
import { may } from '../badges/rights.ts';
import type { Person } from '../storage/store.ts';

export const isOrWasStaff = ({ roles, formerRoles = [] }: Person): boolean =>
  [...roles, ...formerRoles].some((role) => role !== 'cooperant');

export const mayCorrect = (by: Person, person: Person): boolean =>
  may(by, isOrWasStaff(person) ? 'correct staff' : 'correct cooperants');

export const maySeeOff = (by: Person, person: Person): boolean =>
  may(by, isOrWasStaff(person) ? 'see staff off' : 'see cooperants off');

/** A link given by hand lets its bearer in as that person: nobody gains rights by making one. */
export const mayHelpSignIn = (by: Person, person: Person): boolean =>
  may(by, isOrWasStaff(person) ? 'help staff sign in' : 'help cooperants sign in');
