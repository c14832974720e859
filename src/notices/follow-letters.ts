/** What became of the letters that tell news: on each notice, for whoever sent it. */
import { findPerson } from '../badges/records/who-stays.ts';
import type { LetterRow, Notice, Store, Stored } from '../storage/store.ts';
import { addressFor, type NewsServices, postLetter } from './tell.ts';

type Stores = Pick<Store, 'notices'>;

const STATES = { sent: 'told', refused: 'lost', undelivered: 'lost', withheld: 'lost' } as const;

/** What a letter tells. */
export const noticesIn = (
  { notices }: Stores,
  { id }: Pick<LetterRow, 'id'>,
): Promise<readonly Stored<Notice>[]> =>
  notices.across.readable.all({ index: 'acrossByLetter', equals: [id] }).toArray();

export async function followLetter(
  { store, clock }: { readonly store: Stores; readonly clock: () => Date },
  { id, state }: Pick<LetterRow, 'id' | 'state'>,
): Promise<void> {
  if (state === 'waiting') return;
  const told = { state: STATES[state], endedAt: clock().toISOString() };
  for (const notice of await noticesIn(store, { id })) {
    // A number that takes nothing says nothing of the person: a sheet does, at once.
    if (notice.sms === true && told.state === 'lost') await onPaper(store, notice);
    else await note(store, notice, told);
  }
}

const note = (
  { notices }: Stores,
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
  else if (addressFor(notice, person) === undefined) await onPaper(store, notice);
  else await postLetter(services, notice, person);
}

/** There is no address any more: somebody of the team tells it. */
export const onPaper = ({ notices }: Stores, { id, kpaId }: Pick<Notice, 'id' | 'kpaId'>) =>
  notices(kpaId).update(id, (now) => {
    if (now.state !== 'waiting') return now;
    const { letterId: _letter, sms: _sms, ...rest } = now;
    return { ...rest, way: 'sheet' };
  });
