/** What somebody says, in writing or in a sound: one of them at least. */
import type { Request, Response } from 'express';
import { lengthOf } from '../../claims/claim-rows.ts';
import {
  dropLeft,
  findLeft,
  isLeft,
  keepSound,
  leaveSound,
  type LeftSound,
} from '../../claims/keep-sound.ts';
import { MOST_SOUND_BYTES } from '../../claims/sounded.ts';
import type { SoundReader } from '../../claims/sounds.ts';
import type { BlobStore } from '../../blobs/blob-store.ts';
import { say } from '../../language/message.ts';
import { type Claim, type ClaimTurn, isRefusal } from '../../storage/store.ts';
import { isTooLarge } from '../../web/files/upload.ts';
import { type FieldError, severalIn } from '../../web/forms.ts';
import { visitorOf } from '../../web/sessions.ts';

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
  const file = req.file?.buffer ?? (await fileLeft(services, req, claim));
  if (!file) return words === undefined ? atSound(say('claim.no-sound')) : text;
  if (file.length === 0) return atSound(say('claim.sound-silent'));
  const kept = await keepSound(services, claim, file, req.file === undefined);
  return 'refused' in kept ? atSound(kept.refused) : { ...text, sound: kept.sound };
}

/** Of the form before, which was not taken: its hash, and how long it is. */
const LEFT = /^([0-9a-f]{64})-(\d{1,3})$/;

function leftIn(req: Request): LeftSound | undefined {
  const [, hash, seconds] = LEFT.exec(severalIn(req.body, 'left')[0] ?? '') ?? [];
  return hash === undefined ? undefined : { hash, seconds: Number(seconds) };
}

/** What is sent anew counts in its place. */
async function fileLeft({ blobs }: HearingServices, req: Request, { id }: Pick<Claim, 'id'>) {
  const left = leftIn(req);
  return left && findLeft({ blobs }, visitorOf(req).person, { id, hash: left.hash });
}

/** The form is taken: nothing of it lies anywhere else. */
export async function dropLeftIn({ blobs }: HearingServices, req: Request): Promise<void> {
  const left = leftIn(req);
  if (left) await dropLeft({ blobs }, visitorOf(req).person, left.hash);
}

/**
 * What the page of a form that is not taken says of its sound. Of who chose to write nothing is kept; one that
 * is not kept has to be chosen again, also where the disk is away: what is wrong with the form is said.
 */
export async function soundAgain(services: HearingServices, req: Request) {
  const isSent = req.file !== undefined;
  if (severalIn(req.body, 'way')[0] === 'write') return { again: isSent };
  try {
    const left = await leftAgain(services, req);
    if (!left) return { again: isSent };
    const { hash, seconds } = left;
    return { left: { value: `${hash}-${seconds}`, length: lengthOf(seconds) } };
  } catch (error) {
    if (!isRefusal(error, 'UNAVAILABLE')) throw error;
    return { again: true };
  }
}

/** Where what came along is no sound, that of the form before is there still. */
async function leftAgain(services: HearingServices, req: Request): Promise<LeftSound | undefined> {
  const { person } = visitorOf(req);
  const sent = req.file && (await leaveSound(services, person, req.file.buffer));
  if (sent) return sent;
  const left = leftIn(req);
  return left && (await isLeft(services, person, left.hash)) ? left : undefined;
}

/** Of a form that is given back (docs/adr/0046): it came with an address, and nothing of it is read. */
export const soundGivenBack = async (services: HearingServices, req: Request, res: Response) =>
  res.locals['givenBack'] === undefined ? {} : soundAgain(services, req);

const atSound = (message: FieldError['message']): FieldError => ({ field: 'sound', message });
