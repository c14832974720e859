import {
  addEndorsement,
  type ConfirmingServices,
} from '../../awards/confirmations/add-endorsement.ts';
import { endMeeting } from '../../awards/confirmations/who-saw.ts';
import { whoSaid } from '../../awards/confirmations/who-said.ts';
import { updateAndReissue } from '../../awards/reissue-if-due.ts';
import { refuseToBegin } from '../../awards/suspension.ts';
import { whyNoGroup } from '../../badges/co-signature.ts';
import { say } from '../../language/message.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import {
  type Award,
  type GroupMeeting,
  ifRefused,
  type Kpa,
  type Person,
  type Stored,
} from '../../storage/store.ts';
import { meetingOf, type MeetingServices } from './meetings.ts';

export type GroupSigningServices = MeetingServices & ConfirmingServices;

/**
 * The badge, signed with the group: by two at once, or cut short and done again, it is one confirmation. First
 * nobody answers any more, so that what is counted is what is kept. Throws CONFLICT.
 */
export async function signWithGroup(
  services: GroupSigningServices,
  kpa: Kpa,
  award: Stored<Award>,
  by: Person,
): Promise<Stored<Award>> {
  const { definitions, clock } = services;
  if (!isByGroup(award)) {
    // Before anything is written: whoever cannot sign leaves the meeting as it is.
    refuseToBegin(kpa);
    const why = whyNoGroup(award, definitions, by, clock());
    if (why) throw new HttpError('CONFLICT', why);
  }
  const meeting = await meetingOf(services, award);
  const counted = meeting && (await counting(services, meeting, award, by));
  if (!counted && !isByGroup(award)) throw new HttpError('CONFLICT', say('group.over'));
  const signed = counted ? await sign(services, kpa, award, { counted, by }) : award;
  const isThis = ({ turn }: GroupMeeting) => turn === counted?.turn;
  const isEnded = counted && (await endMeeting(services, kpa.id, counted.id, isThis));
  if (isEnded !== true) await services.groupSigned(signed);
  return signed;
}

export const isByGroup = ({ endorsements = [] }: Award): boolean =>
  endorsements.some(({ group }) => group !== undefined);

/** The meeting, in which nobody answers any more; undefined if somebody else ended it. */
async function counting(
  services: GroupSigningServices,
  { id, kpaId }: GroupMeeting,
  award: Award,
  by: Person,
): Promise<Stored<GroupMeeting> | undefined> {
  return services.store.groupMeetings(kpaId).update(
    id,
    async (now) => {
      if (now.code === undefined) return now;
      await countOf(services, award, now, by);
      const { code: _, ...rest } = now;
      return rest;
    },
    200,
  );
}

/** Without who signs. Throws CONFLICT where they are too few. */
async function countOf(
  { store }: Pick<GroupSigningServices, 'store'>,
  award: Award,
  meeting: GroupMeeting,
  by: Person,
): Promise<number> {
  const { length } = await whoSaid(store, award, meeting, by);
  if (length >= meeting.needed) return length;
  throw new HttpError('CONFLICT', say('group.not-enough', { count: meeting.needed }));
}

/** Who signs may be another than who counted, and somebody may have left since: those are counted anew. */
async function sign(
  services: GroupSigningServices,
  kpa: Kpa,
  { id }: Award,
  { counted, by }: { readonly counted: GroupMeeting; readonly by: Person },
): Promise<Stored<Award>> {
  const meetings = services.store.groupMeetings(kpa.id);
  const confirm = async (now: Stored<Award>) => {
    if (now.erasedAt !== undefined) throw notFound(say('award.not-there'));
    if (isByGroup(now)) return now;
    const why = whyNoGroup(now, services.definitions, by, services.clock());
    if (why) throw new HttpError('CONFLICT', why);
    const open = await meetings.findById(counted.id);
    // Closed by somebody else meanwhile, perhaps opened anew: this one is not signed any more.
    if (open?.turn !== counted.turn) throw new HttpError('CONFLICT', say('group.over'));
    const group = await countOf(services, now, counted, by);
    return addEndorsement(services, kpa, now, { by, group });
  };
  const written = updateAndReissue(services, kpa, id, confirm);
  const signed = await ifRefused(written, 'VERSION_CONFLICT', (cause) => {
    throw new HttpError('CONFLICT', say('confirm.changing'), { cause });
  });
  if (!signed) throw notFound(say('award.not-there'));
  return signed;
}
