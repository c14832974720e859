/** Reads a sound that somebody recorded, and puts what was heard into a container of ours (docs/adr/0053). */
import { inTurn, programBeside } from '../exhibits/apart.ts';
import { type NotSounded, type Sounded, unpackSound, MOST_SOUND_BYTES } from './sounded.ts';

export interface SoundReader {
  /** Undefined where it had to be ended, or ended by itself: by the file, or for want of memory. */
  readonly read: (file: Uint8Array) => Promise<Sounded | NotSounded | undefined>;
}

const PROGRAM = programBeside(import.meta.url, 'sound-process');
const MILLISECONDS = 20_000;
/** In MB: seven of sound, some times over. */
const HEAP = 160;
const MOST_SAID = MOST_SOUND_BYTES + 1_048_576;

export function createSoundReader(program = PROGRAM, milliseconds = MILLISECONDS): SoundReader {
  const run = inTurn(program, { milliseconds, heap: HEAP, mostSaid: MOST_SAID });
  return {
    async read(file) {
      const said = await run(file);
      return said && unpackSound(said);
    },
  };
}
