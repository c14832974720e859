import {
  addEndorsement,
  type ConfirmingServices,
} from '../../awards/confirmations/add-endorsement.ts';
import { keepWhoSaw } from '../../awards/confirmations/who-saw.ts';
import { updateAndReissue } from '../../awards/reissue-if-due.ts';
import { whyNoGroup } from '../../badges/co-signature.ts';
import { findPerson } from '../../badges/records/who-stays.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { say } from '../../language/message.ts';
import { type NewsServices, tell } from '../../notices/tell.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import type { Register } from '../../register/register.ts';
import {
  type Award,
  type GroupMeeting,
  ifRefused,
  type Kpa,
  type Person,
  type Stored,
} from '../../storage/store.ts';
import { meetingOf, type MeetingServices, whoSaid } from './meetings.ts';

export type GroupSigningServices = MeetingServices &
  ConfirmingServices &
  Pick<NewsServices, 'outbox'> & { readonly register: Register };

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
  const { store } = services;
  const meeting = await meetingOf(services, award);
  const counted = meeting && (await counting(services, meeting, award, by));
  if (!counted && !isByGroup(award)) throw new HttpError('CONFLICT', say('group.over'));
  const { signed, seen } = counted
    ? await sign(services, kpa, award, { counted, by })
    : { signed: award, seen: [] };
  if (counted) {
    await keepWhoSaw(store, { ...counted, seen });
    await store.groupMeetings(kpa.id).remove(counted.id);
  }
  const id = repeatableId(`register/group/${award.id}`);
  const noted = { kpaId: kpa.id, by: by.id, act: 'group-confirmed', about: award.id, id } as const;
  await services.register.note(noted);
  const holder = await findPerson(store, kpa.id, award.personId);
  // By nobody of the team: they did not say it themselves.
  const news = { act: 'badge-confirmed', award, which: 'group', by: undefined } as const;
  if (holder) await tell(services, holder, news);
  return signed;
}

const isByGroup = ({ endorsements = [] }: Award): boolean =>
  endorsements.some(({ group }) => group !== undefined);

/** The meeting, closed over those who are counted; undefined if somebody else ended it. */
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
      const seen = await whoCounts(services, award, now, by);
      const { code: _, ...rest } = now;
      return { ...rest, seen };
    },
    200,
  );
}

/** Their ids, without who signs. Throws CONFLICT where they are too few. */
async function whoCounts(
  services: GroupSigningServices,
  award: Award,
  meeting: GroupMeeting,
  by: Person,
): Promise<string[]> {
  const said = await whoSaid(services, award, meeting, by);
  if (said.length < meeting.needed) {
    throw new HttpError('CONFLICT', say('group.not-enough', { count: meeting.needed }));
  }
  return said.map(({ id }) => id);
}

/** Who signs may be another than who counted, and somebody may have left since: those are counted anew. */
async function sign(
  services: GroupSigningServices,
  kpa: Kpa,
  { id }: Award,
  { counted, by }: { readonly counted: GroupMeeting; readonly by: Person },
): Promise<{ readonly signed: Stored<Award>; readonly seen: string[] }> {
  let { seen } = counted;
  const confirm = async (now: Stored<Award>) => {
    if (now.erasedAt !== undefined) throw notFound(say('award.not-there'));
    if (isByGroup(now)) return now;
    const why = whyNoGroup(now, services.definitions, by, services.clock());
    if (why) throw new HttpError('CONFLICT', why);
    seen = await whoCounts(services, now, counted, by);
    return addEndorsement(services, kpa, now, { by, group: seen.length });
  };
  const written = updateAndReissue(services, kpa, id, confirm);
  const signed = await ifRefused(written, 'VERSION_CONFLICT', (cause) => {
    throw new HttpError('CONFLICT', say('confirm.changing'), { cause });
  });
  if (!signed) throw notFound(say('award.not-there'));
  return { signed, seen };
}
