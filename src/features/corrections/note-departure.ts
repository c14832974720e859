import { forgetAsWitness } from '../../awards/confirmations/who-saw.ts';
import { may } from '../../badges/rights.ts';
import { restClaims } from '../../claims/rest-claims.ts';
import { endKnownToWhoLeft, endOfWhoLeft } from '../../notices/end-notices.ts';
import { keepingAManager, stopsManaging } from '../../people/last-manager.ts';
import { refuseMerged } from '../../people/merged-meanwhile.ts';
import { followName } from '../../people/name-rows.ts';
import { isOrWasStaff } from '../../people/who-may.ts';
import type { Person, Store, Stored } from '../../storage/store.ts';
import { type Departure, keptUntil } from './departure-form.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

/** Who runs the network gives that role up first: it is never taken from the last one (docs/adr/0042). */
export class StillOfNetworkError extends Error {
  override readonly name = 'StillOfNetworkError';
}

interface Noted {
  readonly leftOn: string;
  readonly how: Departure;
  /** Of a coopérant·e: how long they keep what is theirs. */
  readonly years: number;
}

/**
 * From this write on, who was of the team is none of it: each request asks anew who somebody is. What
 * they signed stays, with their name. Noted again, it stays as it was noted first. Throws
 * `LastManagerError`, `StillOfNetworkError`.
 */
export async function noteDeparture(
  { store, clock }: Services,
  person: Stored<Person>,
  noted: Noted,
): Promise<void> {
  const people = store.people(person.kpaId);
  const at = clock().toISOString();
  const leave = async () =>
    (await people.update(person.id, (now) => {
      if (may(now, 'run the network')) throw new StillOfNetworkError();
      return departed(now, noted, at);
    })) ?? person;
  const isLeaving = stopsManaging(person, departed(person, noted, at));
  const left = await (isLeaving ? keepingAManager(store, person, leave, returned) : leave());
  const isOfTeam = isOrWasStaff(person);
  if (isOfTeam) await endSessions(store, person);
  await followName(store, left);
  if (left.leftOn !== undefined) await endOfWhoLeft({ store, clock }, left);
  if (left.leftOn !== undefined) await forgetAsWitness(store, left);
  if (left.leftOn !== undefined) await restClaims(store, left);
  if (isOfTeam) await endKnownToWhoLeft({ store, clock }, left);
}

function departed(now: Stored<Person>, { leftOn, how, years }: Noted, at: string): Stored<Person> {
  refuseMerged(now);
  if (how === 'team' ? hasDeparted(now) : now.leftOn !== undefined) return now;
  // A link that was sent or given before opens nothing in the name of who was of the team.
  const closed = isOrWasStaff(now) ? { accessSince: at } : {};
  // Of an earlier departure: the end of this one is told anew (docs/adr/0047).
  const { endToldOn: _told, ...here } = now;
  if (how === 'team') {
    return { ...here, ...closed, formerRoles: now.roles, roles: ['cooperant'] };
  }
  const keeps = now.roles.includes('cooperant');
  const until = { keptUntil: keptUntil(laterDay(leftOn, at), years) };
  return { ...here, ...closed, leftOn, ...(keeps && until) };
}

/** Noted years late, they have as long as the page says, from the day on which it is noted. */
const laterDay = (leftOn: string, at: string): string => {
  const today = at.slice(0, 'YYYY-MM-DD'.length);
  return leftOn > today ? leftOn : today;
};

/** Altogether, or from the team. */
export const hasDeparted = ({ leftOn, formerRoles }: Person): boolean =>
  leftOn !== undefined || formerRoles !== undefined;

/** As they were before. */
export function returned(now: Stored<Person>): Stored<Person> {
  refuseMerged(now);
  if (!hasDeparted(now)) return now;
  const { leftOn: _left, keptUntil: _kept, endToldOn: _told, formerRoles, ...rest } = now;
  return { ...rest, roles: formerRoles ?? rest.roles };
}

/** Nobody goes on as who they were; who stays a coopérant·e signs in again. */
async function endSessions({ sessions }: Store, { id, kpaId }: Person): Promise<void> {
  const query = { index: 'byPerson', equals: [kpaId, id] } as const;
  for (const session of await sessions.pickAll(query, []).toArray()) {
    await sessions.remove(session.id);
  }
}
