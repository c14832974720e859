/** A sound is read, and its blob stored; from the turn on that names it, somebody hears it. */
import { repeatableId } from '../badges/repeatable-id.ts';
import { type BlobStore, keyOf, placeOf, soundSpaceOf } from '../blobs/blob-store.ts';
import { type Message, say } from '../language/message.ts';
import { type Claim, type ClaimSound, isRefusal, type Person } from '../storage/store.ts';
import type { SoundReader } from './sounds.ts';

interface Services {
  readonly blobs: BlobStore;
  readonly soundReader: SoundReader;
}

export type KeptSound = { readonly sound: ClaimSound } | { readonly refused: Message };

/** Before anything of it is stored. `isMade`: it was put into its container before, and stays the same bytes. */
export async function keepSound(
  { blobs, soundReader }: Services,
  { id, kpaId }: Pick<Claim, 'id' | 'kpaId'>,
  file: Uint8Array,
  isMade = false,
): Promise<KeptSound> {
  const read = await readOnce(soundReader, file);
  if (!read) return { refused: REFUSALS.unreadable };
  if ('refused' in read) return { refused: REFUSALS[read.refused] };
  const { type, seconds } = read;
  const bytes = isMade ? file : read.bytes;
  const key = keyOf(soundSpaceOf(kpaId), id, bytes);
  await blobs.put(key, bytes);
  return { sound: { key, type, seconds, size: bytes.length } };
}

const outcomes = new WeakMap<Uint8Array, ReturnType<SoundReader['read']>>();

/** A form that is not taken leaves its sound as it was read: each file has one process. */
function readOnce(soundReader: SoundReader, file: Uint8Array) {
  const outcome = outcomes.get(file) ?? soundReader.read(file);
  outcomes.set(file, outcome);
  return outcome;
}

const REFUSALS = {
  unreadable: say('claim.sound-unreadable'),
  'too-long': say('claim.sound-too-long'),
  silent: say('claim.sound-silent'),
} as const;

/** Of a form that was not taken: until the sweep, a day later, it goes along with the form (see `findLeft`). */
export interface LeftSound {
  /** Of its bytes. */
  readonly hash: string;
  readonly seconds: number;
}

type Whose = Pick<Person, 'id' | 'kpaId'>;

/** In the place of no claim. */
const leftIdOf = ({ id }: Whose): string => repeatableId(`sound of a form/${id}`);
/** In several pages at once. */
const MOST_LEFT = 3;

async function leftOf({ blobs }: Pick<Services, 'blobs'>, person: Whose) {
  const place = [soundSpaceOf(person.kpaId), leftIdOf(person), ''].join('/');
  return (await blobs.list(place)).filter(({ key }) => key.startsWith(place));
}

/** Of somebody who is erased. */
export const removeLeft = async (services: Pick<Services, 'blobs'>, person: Whose) =>
  unlessAway(async () => {
    for (const { key } of await leftOf(services, person)) await services.blobs.remove(key);
  });

/** Undefined of what is no sound: nothing of it is stored. */
export async function leaveSound(
  services: Services,
  person: Whose,
  file: Uint8Array,
): Promise<LeftSound | undefined> {
  const place = { id: leftIdOf(person), kpaId: person.kpaId };
  const kept = await keepSound(services, place, file);
  if ('refused' in kept) return undefined;
  const { key, seconds } = kept.sound;
  const before = (await leftOf(services, person)).filter((one) => one.key !== key);
  const newestFirst = before.toSorted((a, b) => b.writtenAt.getTime() - a.writtenAt.getTime());
  for (const one of newestFirst.slice(MOST_LEFT - 1)) await services.blobs.remove(one.key);
  return { hash: placeOf(key)?.hash ?? '', seconds };
}

const keyOfLeft = (person: Whose, hash: string): string =>
  [soundSpaceOf(person.kpaId), leftIdOf(person), hash].join('/');

/** Whether it is there: what shows a form again reads no sound. */
export async function isLeft(
  services: Pick<Services, 'blobs'>,
  person: Whose,
  hash: string,
): Promise<boolean> {
  const left = keyOfLeft(person, hash);
  return (await leftOf(services, person)).some(({ key }) => key === left);
}

/**
 * Their own, by the hash that the form has: it is read again, as if it had come along. Of a form that was
 * taken, and is sent again, it lies with its claim.
 */
export async function findLeft(
  { blobs }: Pick<Services, 'blobs'>,
  person: Whose,
  { id, hash }: { readonly id: string; readonly hash: string },
): Promise<Uint8Array | undefined> {
  const taken = [soundSpaceOf(person.kpaId), id, hash].join('/');
  return (await blobs.get(keyOfLeft(person, hash))) ?? (await blobs.get(taken));
}

/** Of a form that was taken: it went along, or another took its place. */
export const dropLeft = ({ blobs }: Pick<Services, 'blobs'>, person: Whose, hash: string) =>
  unlessAway(() => blobs.remove(keyOfLeft(person, hash)));

/** Of a claim that is gone: what the disk does not do, the sweep does. */
export async function removeSounds(
  blobs: BlobStore,
  { turns }: Pick<Claim, 'turns'>,
): Promise<void> {
  for (const { sound } of turns) {
    if (sound) await unlessAway(() => blobs.remove(sound.key));
  }
}

async function unlessAway(remove: () => Promise<void>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!isRefusal(error, 'UNAVAILABLE')) throw error;
  }
}
