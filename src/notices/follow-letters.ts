/** What became of the letters that tell news: on each notice, for whoever sent it. */
import { findPerson } from '../badges/records/who-stays.ts';
import type { LetterRow, Notice, Person, Store, Stored } from '../storage/store.ts';
import { addressFor, isOutOfReach, letterOf, type NewsServices, postLetter } from './tell.ts';
import { type WayServices, wayTo } from './tell.ts';

type Stores = Pick<Store, 'notices' | 'people'>;

interface PaperServices {
  readonly store: Stores;
  readonly clock: () => Date;
}

const STATES = { sent: 'told', refused: 'lost', undelivered: 'lost', withheld: 'lost' } as const;

/** What a letter tells. */
export const noticesIn = (
  { notices }: Pick<Stores, 'notices'>,
  { id }: Pick<LetterRow, 'id'>,
): Promise<readonly Stored<Notice>[]> =>
  notices.across.readable.all({ index: 'acrossByLetter', equals: [id] }).toArray();

export async function followLetter(
  { store, clock }: PaperServices,
  { id, state }: Pick<LetterRow, 'id' | 'state'>,
): Promise<void> {
  if (state === 'waiting') return;
  const told = { state: STATES[state], endedAt: clock().toISOString() };
  for (const notice of await noticesIn(store, { id })) {
    // A number that takes nothing says nothing of the person: a sheet does, at once.
    if (notice.sms === true && told.state === 'lost') await onPaper({ store, clock }, notice);
    else await note(store, notice, told);
  }
}

const note = (
  { notices }: Pick<Stores, 'notices'>,
  { id, kpaId }: Notice,
  told: Pick<Notice, 'state'> & { readonly endedAt: string },
) => notices(kpaId).update(id, (now) => (now.state === 'waiting' ? { ...now, ...told } : now));

interface Services extends NewsServices {
  readonly store: Pick<Store, 'notices' | 'people' | 'letters'>;
}

/** What a process that died left: a notice without its letter, or a letter that ended and nobody noted it. */
const LEFT = 3_600_000;
const AT_A_TIME = 500;

/** Some at a time, every hour. */
export async function followLeft(services: Services, stopping: AbortSignal): Promise<void> {
  const { store, clock } = services;
  const before = new Date(clock().getTime() - LEFT).toISOString();
  const query = { index: 'acrossByState', equals: ['waiting', 'letter'], before } as const;
  const { items } = await store.notices.across.readable.find({ ...query, limit: AT_A_TIME });
  for (const notice of items) {
    if (stopping.aborted) return;
    await followOne(services, notice);
  }
}

async function followOne(services: Services, notice: Stored<Notice>): Promise<void> {
  const { store } = services;
  const { id, kpaId, personId, letterId } = notice;
  if (letterId === undefined) return;
  const letter = await store.letters.findById(letterId);
  if (letter) {
    await followLetter(services, letter);
    return;
  }
  const person = await findPerson(store, kpaId, personId);
  if (!person) await store.notices(kpaId).remove(id);
  else if (addressFor(notice, person) !== undefined) await postLetter(services, notice, person);
  else {
    const told = await tellOtherwise(services, notice, person);
    if (told) await postLetter(services, told, person);
  }
}

/** The address is gone: by whichever way there is now. Its letter is posted by `followLeft`, if by nobody before. */
export async function tellOtherwise(
  services: PaperServices & WayServices,
  notice: Stored<Notice>,
  person: Person,
): Promise<Stored<Notice> | undefined> {
  const { id, kpaId, createdAt } = notice;
  const way = wayTo(services, person);
  if (way.way === 'sheet') return onPaper(services, notice);
  const letterId = letterOf(person, way, createdAt);
  return services.store.notices(kpaId).update(id, (now) => {
    if (now.state !== 'waiting') return now;
    const { sms: _sms, ...rest } = now;
    return { ...rest, ...way, letterId };
  });
}

/** There is no address any more: somebody of the team tells it, to who comes by. */
export async function onPaper(
  { store, clock }: PaperServices,
  { id, kpaId, personId, personal, by }: Notice,
): Promise<Stored<Notice> | undefined> {
  const person = await findPerson(store, kpaId, personId);
  const isReached = person && !isOutOfReach(person, personal === true && by === undefined);
  const endedAt = clock().toISOString();
  return store.notices(kpaId).update(id, (now) => {
    if (now.state !== 'waiting') return now;
    if (!isReached) return { ...now, state: 'over', endedAt };
    const { letterId: _letter, sms: _sms, ...rest } = now;
    return { ...rest, way: 'sheet' };
  });
}
