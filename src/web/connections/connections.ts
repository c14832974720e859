/** Where somebody is signed in: as they see it themselves, and as those who help close it. */
import { type Message, say } from '../../language/message.ts';
import type { Person, Session, Store } from '../../storage/store.ts';
import { sayDevice } from './device.ts';

interface Services {
  readonly store: Pick<Store, 'sessions'>;
  readonly clock: () => Date;
}

type Whose = Pick<Person, 'id' | 'kpaId'>;

interface OpenConnection {
  readonly id: string;
  readonly device: Message;
  /** How it was opened, and when. */
  readonly said: Message;
  readonly until: Message;
  /** The one that asks. */
  readonly isHere: boolean;
}

/** More than anybody has: of a computer that many share, each visit of a day is one. */
const MOST = 50;

/** Those that open something: this one first, then the newest. `here`: the id of the session that asks. */
export async function connectionsOf(
  { store, clock }: Services,
  { id, kpaId }: Whose,
  here?: string,
): Promise<readonly OpenConnection[]> {
  const now = clock().toISOString();
  const query = { index: 'byPerson', equals: [kpaId, id], limit: MOST } as const;
  const { items } = await store.sessions.find(query);
  const own = items.some((one) => one.id === here) ? undefined : here;
  // Of very many, this one may stand behind those that are shown.
  const asking = own === undefined ? undefined : await store.sessions.findById(own);
  return [...items, ...(asking ? [asking] : [])]
    .filter(({ expiresAt }) => expiresAt > now)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    .sort((a, b) => Number(b.id === here) - Number(a.id === here))
    .map((session) => describe(session, here));
}

/** One of this person’s; false if it is none of theirs, or closed already. */
export async function closeConnection(
  { store }: Pick<Services, 'store'>,
  { id: personId, kpaId }: Whose,
  id: string,
): Promise<boolean> {
  const session = await store.sessions.findById(id);
  if (session?.personId !== personId || session.kpaId !== kpaId) return false;
  return store.sessions.remove(id);
}

/** Goes on, though its person has another e-mail from now on: it is they who changed it, here. */
export async function keepConnection(
  { store, clock }: Services,
  { id }: Pick<Session, 'id'>,
): Promise<void> {
  const createdAt = clock().toISOString();
  await store.sessions.update(id, (now) => ({ ...now, createdAt }));
}

/** All of them, but for one that is named. */
export async function closeConnections(
  { store }: Pick<Services, 'store'>,
  { id, kpaId }: Whose,
  but?: string,
): Promise<void> {
  const query = { index: 'byPerson', equals: [kpaId, id] } as const;
  const open = await store.sessions.pickAll(query, []).toArray();
  const others = open.filter((session) => session.id !== but);
  await Promise.all(others.map((session) => store.sessions.remove(session.id)));
}

/**
 * What a way in opened that is no more: it may have been another’s before it was stopped, or replaced. With
 * it end the devices that were added with it, or with one of these, and what they opened.
 */
export async function closeOf(
  { store }: { readonly store: Pick<Store, 'sessions' | 'passkeys'> },
  { id, kpaId }: Whose,
  lost: 'card' | 'provider' | 'passkey',
): Promise<void> {
  const query = { index: 'byPerson', equals: [kpaId, id] } as const;
  const devices = await store.passkeys.readable.all(query).toArray();
  const added = devices.filter(({ addedBy }) => addedBy === lost);
  await Promise.all(added.map((device) => store.passkeys.remove(device.id)));
  const open = await store.sessions.readable.all(query).toArray();
  const opened = open.filter(({ way, addedBy }) => way === lost || addedBy === lost);
  await Promise.all(opened.map((session) => store.sessions.remove(session.id)));
}

function describe({ id, device, way, createdAt, kept }: Session, here?: string): OpenConnection {
  return {
    id,
    device: sayDevice(device),
    said: wayOf(way, createdAt),
    until: kept === true ? say('connection.kept') : say('connection.of-visit'),
    isHere: id === here,
  };
}

function wayOf(way: string | undefined, since: string): Message {
  if (way === 'card') return say('connection.by-card', { since });
  if (way === 'letter') return say('connection.by-letter', { since });
  if (way === 'passkey') return say('connection.by-passkey', { since });
  if (way === 'provider') return say('connection.by-provider', { since });
  if (way === 'hand') return say('connection.by-hand', { since });
  return say('connection.since', { since });
}
