/** What the record that stays takes up of the one that is gone (docs/adr/0047). */
import { isGone, whoStays } from '../../badges/records/who-stays.ts';
import { withEmail } from '../../people/email-address.ts';
import { smsOf } from '../../people/phone-number.ts';
import {
  ifRefused,
  MOST_RECORDS,
  type Person,
  type Store,
  type Stored,
} from '../../storage/store.ts';
import { isRising, later, presenceOf } from './presence.ts';

interface Services {
  readonly store: Pick<Store, 'people'>;
  readonly clock: () => Date;
}

/**
 * What the record that stays says from then on, in one write, once: it names the record that it took up.
 * Resolves with the record that stays; undefined where that is gone.
 */
export async function takeUp(
  { store, clock }: Services,
  gone: Stored<Person>,
): Promise<Stored<Person> | undefined> {
  const at = clock().toISOString();
  for (;;) {
    const stays = await whoStays(store, gone);
    // Neither of who is erased, nor of a record that somebody erased at that moment.
    if (!stays || isGone(stays) || gone.mergedInto === undefined) return undefined;
    const write = (withIts: boolean) =>
      store
        .people(stays.kpaId)
        .update(stays.id, (now) =>
          now.mergedInto === undefined ? takenUp(now, gone, { at, withIts }) : now,
        );
    // Its address is somebody else’s meanwhile: then it stays with the record that is gone.
    const written = await ifRefused(write(true), 'DUPLICATE_KEY', () => write(false));
    // Merged into a third one meanwhile: then into that one.
    if (written?.mergedInto === undefined) return written;
  }
}

interface TakingUp {
  readonly at: string;
  readonly withIts: boolean;
}

function takenUp(now: Stored<Person>, gone: Person, { at, withIts }: TakingUp): Stored<Person> {
  const { mergedFrom = [] } = now;
  if (mergedFrom.includes(gone.id)) return now;
  const { merging, mergedFrom: earlier = [] } = gone;
  // As it was before it was marked: from then on it has no role, and whatever is there would be more.
  const { mergedInto: _into, ...before } = gone;
  return {
    ...withoutPresence(now),
    ...textsOf(now, gone),
    ...presenceOf(now, gone),
    ...namesOf(now, gone, at),
    ...(merging?.takesEmail && withIts && withEmail(now.kpaId, gone.email)),
    ...laterAccess(now, gone),
    ...(merging?.endsSessions && { accessSince: at }),
    ...(isRising(now, before) && { waysSince: at }),
    ...addressesOf(now, gone, withIts),
    ...apartOf(now, gone),
    mergedFrom: [...new Set([...mergedFrom, ...earlier, gone.id])].slice(-MOST_RECORDS),
  };
}

/** What `presenceOf` says of both together; who left in one of them is told of the end once more. */
function withoutPresence(now: Stored<Person>): Stored<Person> {
  const { leftOn: _left, keptUntil: _kept, endToldOn: _told, ...others } = now;
  const { formerRoles: _roles, network: _network, networkSince: _since, ...rest } = others;
  return rest;
}

/** Of both, and of those that were merged into either before. */
function addressesOf(now: Person, gone: Person, withIts: boolean): Pick<Person, 'addressesOf'> {
  // Taken by somebody else before it could be theirs.
  const isLost = gone.merging?.takesEmail === true && !withIts;
  const before = [now, gone].flatMap((one) => one.addressesOf ?? []);
  const all = isLost ? before : [...before, gone.id];
  return all.length === 0 ? {} : { addressesOf: [...new Set(all)].slice(-MOST_RECORDS) };
}

/** What the person wrote or chose stands in one of them, or in both: then it is that of the one that stays. */
function textsOf(now: Person, gone: Person) {
  const title = now.title ?? gone.title;
  const introduction = now.introduction ?? gone.introduction;
  const language = now.language ?? gone.language;
  const phone = now.phone ?? gone.phone;
  const bySms = now.bySms ?? gone.bySms;
  return {
    ...(title !== undefined && { title }),
    ...(introduction !== undefined && { introduction }),
    ...(language !== undefined && { language }),
    ...smsOf({ phone, bySms }),
  };
}

/** Who is somebody else than the one is somebody else than the other. */
function apartOf(now: Person, gone: Person) {
  const others = [now, gone].flatMap(({ distinctFrom = [] }) => distinctFrom);
  const apart = [...new Set(others)].filter((id) => id !== now.id && id !== gone.id);
  return apart.length === 0 ? {} : { distinctFrom: apart.slice(-MOST_RECORDS) };
}

/** What opens nothing in the name of either opens nothing in the name of both. */
function laterAccess(now: Person, gone: Person): Pick<Person, 'accessSince' | 'waysSince'> {
  const accessSince = later(now.accessSince, gone.accessSince);
  const waysSince = later(now.waysSince, gone.waysSince);
  return {
    ...(accessSince !== undefined && { accessSince }),
    ...(waysSince !== undefined && { waysSince }),
  };
}

/** Every badge of both goes on being theirs, in whichever name it is signed so far (docs/adr/0039). */
function namesOf(now: Person, gone: Person, at: string): Partial<Person> {
  // Without a choice (a row that somebody repaired by hand), it stays as it is.
  const name = gone.merging?.name ?? now.name;
  const all = [now, gone].flatMap((one) => [...(one.formerNames ?? []), one.name]);
  const formerNames = [...new Set(all)].filter((one) => one !== name);
  if (formerNames.length === 0) return { name };
  return { name, formerNames, renamedAt: at, nameToSign: true };
}
