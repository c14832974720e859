/** What somebody says, in writing or in a sound: one of them at least. */
import type { Request } from 'express';
import { findLeft, keepSound, leaveSound } from '../../claims/keep-sound.ts';
import { MOST_SOUND_BYTES } from '../../claims/sounded.ts';
import type { SoundReader } from '../../claims/sounds.ts';
import type { BlobStore } from '../../blobs/blob-store.ts';
import { say } from '../../language/message.ts';
import type { Claim, ClaimTurn } from '../../storage/store.ts';
import { isTooLarge } from '../../web/files/upload.ts';
import { type FieldError, severalIn } from '../../web/forms.ts';
import { visitorOf } from '../../web/sessions.ts';
import { lengthOf } from './claim-views.ts';

export interface HearingServices {
  readonly blobs: BlobStore;
  readonly soundReader: SoundReader;
}

interface Written {
  readonly way?: 'speak' | 'write' | undefined;
  readonly words?: string | undefined;
}

export type SaidTurn = Pick<ClaimTurn, 'text' | 'sound'>;

const MOST_MEGABYTES = MOST_SOUND_BYTES / 1_048_576;

/** Nothing is stored of what is refused. Of who chose to write, no sound is sent that they left behind. */
export async function readSaid(
  services: HearingServices,
  req: Request,
  claim: Pick<Claim, 'id' | 'kpaId'>,
  { way, words }: Written,
): Promise<SaidTurn | FieldError> {
  const text = words === undefined ? {} : { text: words };
  if (way === 'write') {
    return words === undefined ? { field: 'words', message: say('claim.no-words') } : text;
  }
  if (isTooLarge(req)) return atSound(say('claim.sound-too-large', { most: MOST_MEGABYTES }));
  const file = req.file?.buffer ?? (await leftIn(services, req));
  if (!file) return words === undefined ? atSound(say('claim.no-sound')) : text;
  if (file.length === 0) return atSound(say('claim.sound-silent'));
  const kept = await keepSound(services, claim, file);
  return 'refused' in kept ? atSound(kept.refused) : { ...text, sound: kept.sound };
}

/** Of the form before, which was not taken: what is sent anew counts in its place. */
async function leftIn({ blobs }: HearingServices, req: Request): Promise<Uint8Array | undefined> {
  const [hash = ''] = severalIn(req.body, 'left');
  return hash === '' ? undefined : findLeft({ blobs }, visitorOf(req).person, hash);
}

/**
 * What the page of a form that is not taken says of its sound. Of who chose to write nothing is kept; one that
 * is not kept has to be chosen again.
 */
export async function soundAgain(services: HearingServices, req: Request) {
  const isWriting = severalIn(req.body, 'way')[0] === 'write';
  const file = isWriting ? undefined : (req.file?.buffer ?? (await leftIn(services, req)));
  const left = file && (await leaveSound(services, visitorOf(req).person, file));
  if (left) return { left: { hash: left.hash, length: lengthOf(left.seconds) } };
  return { again: req.file !== undefined };
}

const atSound = (message: FieldError['message']): FieldError => ({ field: 'sound', message });
