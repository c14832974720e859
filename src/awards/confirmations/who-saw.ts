/**
 * With whom of the group a badge was signed: for its person and the team alone (docs/adr/0056). They stand
 * beside the badge, each in a document of their own, so that whoever is erased is in none.
 */
import { findHolder, isHere, isOf, recordsOf } from '../../badges/records/who-stays.ts';
import { conjunction } from '../../language/lists.ts';
import { type List, typed } from '../../language/message.ts';
import { digest } from '../../keys/secrets.ts';
import {
  type Award,
  type GroupMeeting,
  ifRefused,
  type Person,
  type Store,
} from '../../storage/store.ts';
import { whoSaid } from './who-said.ts';

type Stores = Pick<Store, 'groupWitnesses' | 'people'>;

/** A meeting has no more. */
const MOST = 60;

const rowId = (awardId: string, personId: string) =>
  digest(['group witness', awardId, personId].join('/'));

/** Whether somebody is one of those with whom it was signed: they have said so once. */
export async function sawWithGroup(
  { groupWitnesses }: Pick<Store, 'groupWitnesses'>,
  { id, kpaId, endorsements = [] }: Pick<Award, 'id' | 'kpaId' | 'endorsements'>,
  person: Pick<Person, 'id' | 'mergedFrom'>,
): Promise<boolean> {
  if (endorsements.every(({ group }) => group === undefined)) return false;
  const ids = recordsOf(person).map((one) => rowId(id, one));
  return (await groupWitnesses(kpaId).readable.findByIds(ids)).length > 0;
}

/** Done again, nothing is doubled. */
async function keepWhoSaw(
  store: Stores,
  { id: awardId, kpaId }: Pick<Award, 'id' | 'kpaId'>,
  seen: readonly Person[],
): Promise<void> {
  const rows = store.groupWitnesses(kpaId);
  for (const { id: personId } of seen) {
    const id = rowId(awardId, personId);
    const row = { id, kpaId, awardId, personId };
    await ifRefused(rows.insert(row), 'DUPLICATE_KEY', () => undefined);
  }
}

/** Their names, but for who left and was forgotten; undefined if nobody is left. */
export async function sayWhoSaw(
  store: Stores,
  { id, kpaId, personId }: Pick<Award, 'id' | 'kpaId' | 'personId'>,
): Promise<List | undefined> {
  const query = { index: 'byAward', equals: [id], limit: MOST } as const;
  const { items } = await store.groupWitnesses(kpaId).readable.find(query);
  const found = await Promise.all(items.map((one) => findHolder(store, kpaId, one.personId)));
  // One who turned out to be the holder, once two records were one, says nothing here.
  const others = found.filter((one) => one && isHere(one) && !isOf(one, personId));
  const byId = new Map(others.flatMap((one) => (one ? [[one.id, one.name] as const] : [])));
  const names = [...byId.values()].toSorted((one, other) => one.localeCompare(other, 'fr'));
  return names.length === 0 ? undefined : conjunction(names.map((name) => typed(name)));
}

export interface EndingServices {
  readonly store: Stores & Pick<Store, 'groupMeetings' | 'awards' | 'experiences'>;
  /** Notes it, and tells its person: once (features/group-meetings). */
  readonly groupSigned: (award: Award) => Promise<void>;
}

/**
 * One that is over, or closed. What was signed in it, and cut short, is completed first: the meeting goes last. Of a
 * badge there is one at a time: `isMeant` tells the one that was read from one that was opened since.
 */
export async function endMeeting(
  { store, groupSigned }: EndingServices,
  kpaId: string,
  id: string,
  isMeant: (now: GroupMeeting) => boolean,
): Promise<boolean> {
  const meetings = store.groupMeetings(kpaId);
  const meeting = await meetings.findById(id);
  if (!meeting || !isMeant(meeting)) return false;
  if (meeting.code === undefined) {
    const award = await store.awards(kpaId).findById(meeting.awardId);
    const signed = award?.endorsements?.find(({ group }) => group !== undefined);
    // Without who signed with them, as it was counted.
    const signer = signed && { id: signed.by.personId };
    if (award && signer) {
      await keepWhoSaw(store, award, await whoSaid(store, award, meeting, signer));
      await groupSigned(award);
    }
  }
  const now = await meetings.findById(id);
  return now !== undefined && isMeant(now) && meetings.remove(id);
}

/** Of a badge of somebody who is erased. */
export async function forgetWhoSaw(
  { groupWitnesses }: Pick<Store, 'groupWitnesses'>,
  { id, kpaId }: Pick<Award, 'id' | 'kpaId'>,
): Promise<void> {
  const rows = groupWitnesses(kpaId);
  const query = { index: 'byAward', equals: [id] } as const;
  for (const { id: row } of await rows.pickAll(query, []).toArray()) await rows.remove(row);
}

/** Of somebody who leaves, or is erased, by any of their records; also what they said in a meeting that is open. */
export async function forgetAsWitness(
  { groupWitnesses, groupMeetings }: Pick<Store, 'groupWitnesses' | 'groupMeetings'>,
  person: Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>,
): Promise<void> {
  const rows = groupWitnesses(person.kpaId);
  for (const record of recordsOf(person)) {
    const query = { index: 'byPerson', equals: [record] } as const;
    for (const { id: row } of await rows.pickAll(query, []).toArray()) await rows.remove(row);
  }
  const meetings = groupMeetings(person.kpaId);
  for (const { id, seen } of await meetings.readable.all({ index: 'byEnd' }).toArray()) {
    if (!seen.some((one) => isOf(person, one))) continue;
    await meetings.update(
      id,
      (now) => ({ ...now, seen: now.seen.filter((one) => !isOf(person, one)) }),
      MEETING_TRIES,
    );
  }
}

/** A room answers at once. */
const MEETING_TRIES = 200;
