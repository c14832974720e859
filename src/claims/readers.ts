/** What reads the files that people hand in, each in a process of its own. */
import { createRenderer, type Renderer } from '../exhibits/render.ts';
import { createSoundReader, type SoundReader } from './sounds.ts';

export interface Readers {
  readonly renderer: Renderer;
  readonly soundReader: SoundReader;
}

export const createReaders = ({
  renderer = createRenderer(),
  soundReader = createSoundReader(),
}: Partial<Readers>): Readers => ({ renderer, soundReader });
