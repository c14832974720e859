/** What comes out of the process that reads a sound: a line that says what, and then the sound. */
import { z } from 'zod';

/** What is said to be three minutes, and a little. */
export const MOST_SECONDS = 190;
export const MOST_SOUND_BYTES = 7 * 1_048_576;

const refusal = z.enum(['unreadable', 'too-long', 'silent']);
export type SoundRefusal = z.infer<typeof refusal>;

const head = z.union([
  z.strictObject({
    type: z.enum(['audio/webm', 'audio/mp4', 'audio/mpeg']),
    seconds: z.int().min(1).max(MOST_SECONDS),
    size: z.int().min(1),
  }),
  z.strictObject({ refused: refusal }),
]);

export interface Sounded {
  readonly type: 'audio/webm' | 'audio/mp4' | 'audio/mpeg';
  readonly seconds: number;
  readonly bytes: Uint8Array;
}

export interface NotSounded {
  readonly refused: SoundRefusal;
}

export function packSound(outcome: Sounded | NotSounded): Uint8Array {
  if ('refused' in outcome) return Buffer.from(`${JSON.stringify(outcome)}\n`);
  const { type, seconds, bytes } = outcome;
  const line = JSON.stringify({ type, seconds, size: bytes.length });
  return Buffer.concat([Buffer.from(`${line}\n`), bytes]);
}

/** Throws where it is not what `packSound` makes. */
export function unpackSound(said: Buffer): Sounded | NotSounded {
  const end = Math.max(said.indexOf('\n'), 0);
  const told = head.parse(JSON.parse(said.subarray(0, end).toString('utf8')));
  if ('refused' in told) return told;
  const { size, ...shape } = told;
  const bytes = said.subarray(end + 1);
  if (bytes.length !== size) throw new Error('The sound is not what was said');
  return { ...shape, bytes };
}
