/** Who may act on whom. Who was of the team could be it again: only a manager changes anything of theirs. */
import { may, rolesOf } from '../badges/rights.ts';
import { type Message, say } from '../language/message.ts';
import type { Person } from '../storage/store.ts';

export const isOrWasStaff = ({ roles, formerRoles = [] }: Person): boolean =>
  [...roles, ...formerRoles].some((role) => role !== 'cooperant');

/** Whoever could come in as somebody of the network would run it: only who runs it acts on them so. */
const mayReach = (by: Person, { network }: Person): boolean =>
  network !== true || may(by, 'run the network');

export const mayCorrect = (by: Person, person: Person): boolean =>
  mayReach(by, person) && may(by, isOrWasStaff(person) ? 'correct staff' : 'correct cooperants');

export const maySeeOff = (by: Person, person: Person): boolean =>
  mayReach(by, person) && may(by, isOrWasStaff(person) ? 'see staff off' : 'see cooperants off');

/** A link given by hand lets its bearer in as that person: nobody gains rights by making one. */
export const mayHelpSignIn = (by: Person, person: Person): boolean =>
  rolesOf(person).length > 0 &&
  mayReach(by, person) &&
  may(by, isOrWasStaff(person) ? 'help staff sign in' : 'help cooperants sign in');

/** To whoever may not. */
export const sayWhoCorrects = ({ network }: Person): Message =>
  say(network === true ? 'people.ask-network' : 'people.ask-manager');

const sayWhoHelps = (person: Person): Message =>
  rolesOf(person).length === 0 ? say('people.has-left') : sayWhoCorrects(person);

/** The same for `personInPath`, each with what to say to who may not. */
export const CORRECTING = { mayActOn: mayCorrect, refusal: sayWhoCorrects };
export const SEEING_OFF = { mayActOn: maySeeOff, refusal: sayWhoCorrects };
export const HELPING = { mayActOn: mayHelpSignIn, refusal: sayWhoHelps };
