/**
 * Somebody is told what became of a badge of theirs: by letter, or on a sheet that is given to them where
 * there is no address (docs/adr/0049). A notice is stored first, and once, however often it is told.
 */
import { isGone } from '../badges/records/who-stays.ts';
import { repeatableId } from '../badges/repeatable-id.ts';
import type { Outbox } from '../outbox/outbox.ts';
import {
  type Award,
  ifRefused,
  type Notice,
  type NoticeAct,
  type Person,
  type Store,
} from '../storage/store.ts';

export interface NewsServices {
  readonly store: Pick<Store, 'notices' | 'people'>;
  readonly outbox: Pick<Outbox, 'post' | 'takesSms'>;
  readonly clock: () => Date;
}

export interface News {
  readonly act: NoticeAct;
  /** Or the request, or the share, that stands in its place. */
  readonly award: Pick<Award, 'id'>;
  /** Which of several of one: a word, a link, an answer. */
  readonly which?: string;
  /** Of objective 6; and what its person did themselves, of which nobody else is to know. */
  readonly personal?: boolean;
  /** Of the team; nobody, where it was done from the command line. */
  readonly by: Pick<Person, 'id'> | undefined;
}

const DAY = 86_400_000;
/** What is told of a badge is seen for so long by who told it. */
const KEPT_DAYS = 90;
/** A mail server that is down for two nights still gets it. */
const WORTH_DAYS = 2;
/** What is told to somebody in such a stretch of time goes in one letter, which leaves a while after it. */
const STRETCH = 5 * 60_000;
/** Time to see a mistake: what is taken back by then, nobody is told of. */
const HELD = 2 * 60_000;

/** Each who confirms is told of; else the act happens once. */
const isByName = (act: NoticeAct): boolean => act === 'badge-confirmed';

/** A crash before loses it, until whoever did it does it again; after, the housekeeping posts its letter. */
export async function tell(
  services: NewsServices,
  person: Person,
  { act, award, by, which, personal = false }: News,
): Promise<void> {
  const way = wayTo(services, person);
  if (isGone(person) || (way.way === 'sheet' && isOutOfReach(person, personal && !by))) return;
  const now = services.clock();
  const notice: Notice = {
    // Taken back by two at once, it is told once.
    id: noticeId({ act, award, which: which ?? (isByName(act) ? by?.id : undefined) }),
    ...{ kpaId: person.kpaId, personId: person.id, act, about: award.id },
    ...(by && { by: by.id }),
    ...(personal && { personal }),
    ...way,
    ...(way.way === 'letter' && { letterId: letterOf(person, way, now.toISOString()) }),
    state: 'waiting',
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + KEPT_DAYS * DAY).toISOString(),
  };
  const stored = services.store.notices(person.kpaId).insert(notice);
  // Told already: its letter may be another.
  const fresh = await ifRefused(stored, 'DUPLICATE_KEY', () => undefined);
  if (fresh) await postLetter(services, fresh, person);
}

export const noticeId = ({
  act,
  award,
  which = '',
}: Pick<News, 'act' | 'award'> & { readonly which?: string | undefined }): string =>
  repeatableId(['notice', act, award.id, which].join('/'));

/** A sheet is given by somebody who knows of it, to somebody who comes by. */
export const isOutOfReach = ({ leftOn }: Person, isKnownToNobody: boolean): boolean =>
  leftOn !== undefined || isKnownToNobody;

type Way = Pick<Notice, 'way' | 'sms'>;

export interface WayServices {
  readonly outbox: Pick<Outbox, 'takesSms'>;
}

/** The e-mail first, unless they chose the telephone. */
export function wayTo(
  { outbox }: WayServices,
  { email, phone, bySms }: Pick<Person, 'email' | 'phone' | 'bySms'>,
): Way {
  const takesSms = outbox.takesSms && phone !== undefined;
  if (takesSms && (email === undefined || bySms === true)) return { way: 'letter', sms: true };
  return { way: email === undefined ? 'sheet' : 'letter' };
}

/** The letter that tells what is told to somebody at that time: one, whatever address they have by then. */
export function letterOf({ id }: Pick<Person, 'id'>, { sms }: Way, at: string): string {
  const stretch = Math.floor(Date.parse(at) / STRETCH);
  return repeatableId(['letter', kindFor(sms), id, stretch].join('/'));
}

const kindFor = (sms: Notice['sms']) => (sms === true ? 'news-sms' : 'news');

/** Where it goes to, as they are today. */
export const addressFor = (
  { sms }: Pick<Notice, 'sms'>,
  { email, phone }: Pick<Person, 'email' | 'phone'>,
): string | undefined => (sms === true ? phone : email);

/** Posted again, it is the same letter. */
export async function postLetter(
  { outbox, clock }: Pick<NewsServices, 'outbox' | 'clock'>,
  { letterId: id, kpaId, personId, createdAt, sms }: Notice,
  person: Pick<Person, 'email' | 'phone'>,
): Promise<void> {
  const to = addressFor({ ...(sms && { sms }) }, person);
  if (id === undefined || to === undefined) return;
  const told = Date.parse(createdAt);
  const leavesAt = (Math.floor(told / STRETCH) + 1) * STRETCH + HELD;
  await outbox.post({
    ...{ id, kind: kindFor(sms), to, after: Math.max(0, leavesAt - clock().getTime()) },
    content: JSON.stringify({ kpaId, personId }),
    worthUntil: new Date(told + WORTH_DAYS * DAY),
  });
}
