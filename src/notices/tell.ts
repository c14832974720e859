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
  readonly outbox: Pick<Outbox, 'post'>;
  readonly clock: () => Date;
}

export interface News {
  readonly act: NoticeAct;
  readonly award: Pick<Award, 'id'>;
  /** Of a request, which stands in the place of a badge then: which of its answers. */
  readonly turn?: number;
  /** Of objective 6. */
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
  { act, award, turn, by, personal = false }: News,
): Promise<void> {
  if (isGone(person)) return;
  const now = services.clock();
  const letterId = letterOf(person, now.toISOString());
  const notice: Notice = {
    // Taken back by two at once, it is told once.
    id: repeatableId(['notice', act, award.id, isByName(act) ? by?.id : (turn ?? '')].join('/')),
    ...{ kpaId: person.kpaId, personId: person.id, act, about: award.id },
    ...(by && { by: by.id }),
    ...(personal && { personal }),
    ...(person.email === undefined ? { way: 'sheet' } : { way: 'letter', letterId }),
    state: 'waiting',
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + KEPT_DAYS * DAY).toISOString(),
  };
  const stored = services.store.notices(person.kpaId).insert(notice);
  // Told already: its letter may be another.
  const fresh = await ifRefused(stored, 'DUPLICATE_KEY', () => undefined);
  if (fresh) await postLetter(services, fresh, person);
}

/** The letter that tells what is told to somebody at that time: one, whatever address they have by then. */
export function letterOf({ id }: Pick<Person, 'id'>, at: string): string {
  const stretch = Math.floor(Date.parse(at) / STRETCH);
  return repeatableId(['letter', 'news', id, stretch].join('/'));
}

/** Posted again, it is the same letter. */
export async function postLetter(
  { outbox, clock }: Pick<NewsServices, 'outbox' | 'clock'>,
  { letterId: id, kpaId, personId, createdAt }: Notice,
  { email }: Pick<Person, 'email'>,
): Promise<void> {
  if (id === undefined || email === undefined) return;
  const told = Date.parse(createdAt);
  const leavesAt = (Math.floor(told / STRETCH) + 1) * STRETCH + HELD;
  await outbox.post({
    ...{ id, kind: 'news', to: email, after: Math.max(0, leavesAt - clock().getTime()) },
    content: JSON.stringify({ kpaId, personId }),
    worthUntil: new Date(told + WORTH_DAYS * DAY),
  });
}
