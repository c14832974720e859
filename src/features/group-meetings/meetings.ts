/** Meetings in which the group confirms a badge: opened by one of the team, for two hours (docs/adr/0056). */
import { randomUUID } from 'node:crypto';
import { endMeeting } from '../../awards/confirmations/who-saw.ts';
import { whoMaySay } from '../../awards/confirmations/who-said.ts';
import { whyNoGroup } from '../../badges/co-signature.ts';
import { isOf } from '../../badges/records/who-stays.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
import {
  type Award,
  type GroupMeeting,
  ifRefused,
  type Person,
  type Store,
  type Stored,
} from '../../storage/store.ts';
import type { NoteSigned } from './note-signed.ts';
import { codeKey, codeOf, MEETING_HOURS } from './meeting-code.ts';

export interface MeetingServices {
  readonly store: Pick<
    Store,
    'groupMeetings' | 'groupWitnesses' | 'awards' | 'experiences' | 'people'
  >;
  readonly definitions: Definitions;
  readonly appSecret: string;
  readonly clock: () => Date;
  readonly groupSigned: NoteSigned;
}

/** Of a KPA at once. */
const MOST_OPEN = 5;
/** Codes that are others’ at the moment. */
const MOST_DRAWN = 20;
/** However many of a room answer at once. */
const MOST_ROUNDS = 200;

const idFor = (awardId: string) => repeatableId(`group meeting/${awardId}`);

/** The one of this badge, if it is not over: also one that is being signed. */
export async function meetingOf(
  { store, clock }: MeetingServices,
  { id, kpaId }: Pick<Award, 'id' | 'kpaId'>,
): Promise<Stored<GroupMeeting> | undefined> {
  const meeting = await store.groupMeetings(kpaId).findById(idFor(id));
  return meeting && meeting.expiresAt > clock().toISOString() ? meeting : undefined;
}

/** Opened by two at once, it is one. Throws CONFLICT where the group is not asked, or not now. */
export async function openMeeting(
  services: MeetingServices,
  award: Stored<Award>,
  by: Person,
): Promise<{ readonly meeting: Stored<GroupMeeting>; readonly isNew: boolean }> {
  const { store, definitions, appSecret, clock } = services;
  const open = await meetingOf(services, award);
  if (open) return { meeting: open, isNew: false };
  const now = clock();
  const why = whyNoGroup(award, definitions, by, now);
  if (why) throw new HttpError('CONFLICT', why);
  const needed = neededFor(award, definitions);
  if ((await whoMaySay(store, award, by)).length < needed) {
    throw new HttpError('CONFLICT', say('group.too-few', { count: needed }));
  }
  const meetings = store.groupMeetings(award.kpaId);
  const from = now.toISOString();
  const others = await meetings.pick({ index: 'byEnd', from, limit: MOST_OPEN }, []);
  if (others.items.length >= MOST_OPEN) throw new HttpError('CONFLICT', say('group.enough-open'));
  const id = idFor(award.id);
  for (let drawn = 0; drawn < MOST_DRAWN; drawn += 1) {
    const turn = randomUUID();
    const fresh: GroupMeeting = {
      ...{ id, kpaId: award.kpaId, awardId: award.id, by: by.id, turn },
      ...{ code: codeKey(appSecret, codeOf(appSecret, { id, turn })), needed, seen: [] },
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + MEETING_HOURS * 3_600_000).toISOString(),
    };
    const stored = await ifRefused(meetings.insert(fresh), 'DUPLICATE_KEY', () => undefined);
    if (stored) return { meeting: stored, isNew: true };
    const there = await meetingOf(services, award);
    if (there) return { meeting: there, isNew: false };
    // Over, and not yet tidied away; or else the code is another meeting’s.
    await endMeeting(services, award.kpaId, id, (one) => one.expiresAt <= now.toISOString());
  }
  throw new HttpError('CONFLICT', say('group.enough-open'));
}

const neededFor = (award: Award, definitions: Definitions): number =>
  definitions.findBadgeClass(award.badgeClass, award.badgeVersion)?.confirmedBy?.group ?? 1;

export interface MeetingRoom {
  readonly meeting: Stored<GroupMeeting>;
  readonly award: Stored<Award>;
}

/** Undefined for whatever nobody answers in: nobody learns which. */
export async function roomOf(
  { store, definitions, clock }: MeetingServices,
  meeting: Stored<GroupMeeting> | undefined,
): Promise<MeetingRoom | undefined> {
  const now = clock();
  if (meeting?.code === undefined || meeting.expiresAt <= now.toISOString()) return undefined;
  const award = await store.awards(meeting.kpaId).findById(meeting.awardId);
  if (!award || whyNoGroup(award, definitions, { id: meeting.by }, now)) return undefined;
  return { meeting, award };
}

export async function roomWithCode(
  services: MeetingServices,
  code: string,
): Promise<MeetingRoom | undefined> {
  const { store, appSecret } = services;
  const query = { index: 'acrossByCode', equals: [codeKey(appSecret, code)], limit: 1 } as const;
  return roomOf(services, (await store.groupMeetings.across.readable.find(query)).items[0]);
}

/** One answer of each, however often it is given. False once nobody answers any more. */
export async function saySeen(
  { store }: Pick<MeetingServices, 'store'>,
  { id, kpaId, turn }: GroupMeeting,
  person: Person,
): Promise<boolean> {
  const isOpen = (now: GroupMeeting) => now.turn === turn && now.code !== undefined;
  const written = await store.groupMeetings(kpaId).update(
    id,
    (now) => {
      if (!isOpen(now) || now.seen.some((one) => isOf(person, one))) return now;
      return { ...now, seen: [...now.seen, person.id] };
    },
    MOST_ROUNDS,
  );
  return written !== undefined && isOpen(written);
}

/** Who was chosen by mistake can choose again. */
export async function takeOut(
  { store }: Pick<MeetingServices, 'store'>,
  { id, kpaId }: GroupMeeting,
  person: Person,
): Promise<void> {
  await store.groupMeetings(kpaId).update(
    id,
    (now) => {
      const seen = now.seen.filter((one) => !isOf(person, one));
      return now.code === undefined || seen.length === now.seen.length ? now : { ...now, seen };
    },
    MOST_ROUNDS,
  );
}
