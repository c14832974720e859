import { MOST_FORMER_NAMES, type Person, type Store, type Stored } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
import { risingWays } from '../../badges/links/ways-in.ts';
import { whereEmailIsFree, withEmail, withoutEmail } from '../../people/email-address.ts';
import { keepingAManager, stopsManaging } from '../../people/last-manager.ts';
import { refuseMerged } from '../../people/merged-meanwhile.ts';
import { smsOf } from '../../people/phone-number.ts';
import { followName } from '../../people/name-rows.ts';
import { type PersonCorrection, isSame, stampOf } from './correction-form.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

/** Somebody else corrected the same person, after the form was shown. */
export class CorrectedMeanwhileError extends Error {
  override readonly name = 'CorrectedMeanwhileError';
  readonly now: Person;
  constructor(now: Person) {
    super('This person was corrected meanwhile');
    this.now = now;
  }
}

export interface CorrectedPerson {
  readonly before: Stored<Person>;
  readonly after: Stored<Person>;
}

/**
 * In one write. `seen`: the stamp of what the form was filled in over; of two who correct at once, one
 * gets through. What stands there already is left as it is, so a form that is sent again does nothing.
 * Throws `CorrectedMeanwhileError`, `EmailTakenError`, `LastManagerError`.
 */
export async function correctPerson(
  services: Services,
  person: Stored<Person>,
  said: PersonCorrection,
  seen: string | undefined,
): Promise<CorrectedPerson> {
  const { store, clock } = services;
  const people = store.people(person.kpaId);
  let before = person;
  const at = clock().toISOString();
  const act = async () => {
    const written = await people.update(person.id, (now) => {
      before = now;
      refuseMerged(now);
      if (isSame(now, said)) return now;
      if (stampOf(now) !== seen) throw new CorrectedMeanwhileError(now);
      return corrected(now, said, at);
    });
    return written ?? person;
  };
  const { id, kpaId } = person;
  // Who shares one from before it was unique keeps it, until it is corrected (docs/adr/0021).
  const isSameEmail = said.email === person.email;
  const correct = () =>
    isSameEmail ? act() : whereEmailIsFree(store, { id, kpaId, ...emailOf(said) }, act);
  const isLeaving = stopsManaging(person, { ...person, roles: said.roles });
  const undo = (now: Stored<Person>) => ({ ...now, roles: before.roles });
  const after = isLeaving ? await keepingAManager(store, person, correct, undo) : await correct();
  await followName(store, after);
  return { before, after };
}

const emailOf = ({ email }: PersonCorrection) => (email === undefined ? {} : { email });

function corrected(now: Stored<Person>, said: PersonCorrection, at: string): Stored<Person> {
  const { email, title, roles } = said;
  // As it is: who shares an e-mail from before it was unique keeps it (docs/adr/0021).
  const before = email === now.email ? now : withoutEmail(now);
  const { title: _title, phone: _phone, bySms: _bySms, formerRoles, ...rest } = before;
  const isSameRoles = isSame({ ...now, roles }, now);
  return {
    ...rest,
    ...named(now, said.name, at),
    // Whoever reads the letters of another address asks for a link of their own.
    ...(email !== now.email && {
      ...withEmail(now.kpaId, email),
      accessSince: at,
      ...(now.email !== undefined && { formerEmail: now.email }),
    }),
    // What follows of it comes after this write; what is cut short in between, later (`email-notices.ts`).
    ...(isReachedOtherwise(now, said) && { formerEmailAt: at }),
    ...risingWays(now, { ...now, roles }, at),
    ...(title !== undefined && { title }),
    ...smsOf(said),
    ...(isSameRoles && formerRoles && { formerRoles }),
    roles: isSameRoles ? now.roles : roles,
    joinedOn: said.joinedOn,
  };
}

function isReachedOtherwise(now: Person, said: PersonCorrection): boolean {
  const { phone, bySms } = smsOf(said);
  return now.email !== said.email || now.phone !== phone || now.bySms !== bySms;
}

/** The name from before is kept for as long as something is signed in it (`awards/names/name-signed.ts`). */
function named({ name: before, formerNames = [] }: Person, name: string, at: string) {
  if (name === before) return {};
  const names = [...new Set([...formerNames, before])].filter((one) => one !== name);
  if (names.length > MOST_FORMER_NAMES)
    throw new HttpError('CONFLICT', say('corrections.too-often'));
  return { name, formerNames: names, renamedAt: at, nameToSign: true as const };
}
