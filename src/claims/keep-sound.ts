/** A sound is read, and its blob stored; from the turn on that names it, somebody hears it. */
import { type BlobStore, keyOf } from '../blobs/blob-store.ts';
import { type Message, say } from '../language/message.ts';
import { type Claim, type ClaimSound, isRefusal } from '../storage/store.ts';
import type { SoundReader } from './sounds.ts';

interface Services {
  readonly blobs: BlobStore;
  readonly soundReader: SoundReader;
}

export type KeptSound = { readonly sound: ClaimSound } | { readonly refused: Message };

/** Before anything of it is stored. */
export async function keepSound(
  { blobs, soundReader }: Services,
  { id, kpaId }: Pick<Claim, 'id' | 'kpaId'>,
  file: Uint8Array,
): Promise<KeptSound> {
  const read = await soundReader.read(file);
  if (!read) return { refused: REFUSALS.unreadable };
  if ('refused' in read) return { refused: REFUSALS[read.refused] };
  const { type, seconds, bytes } = read;
  const key = keyOf(kpaId, id, bytes);
  await blobs.put(key, bytes);
  return { sound: { key, type, seconds, size: bytes.length } };
}

const REFUSALS = {
  unreadable: say('claim.sound-unreadable'),
  'too-long': say('claim.sound-too-long'),
  silent: say('claim.sound-silent'),
} as const;

/** Of a claim that is gone: what the disk does not do, the sweep does. */
export async function removeSounds(
  blobs: BlobStore,
  { turns }: Pick<Claim, 'turns'>,
): Promise<void> {
  for (const { sound } of turns) {
    if (!sound) continue;
    try {
      await blobs.remove(sound.key);
    } catch (error) {
      if (!isRefusal(error, 'UNAVAILABLE')) throw error;
    }
  }
}
