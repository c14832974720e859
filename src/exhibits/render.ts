/** Draws anew what somebody hands in: a photo, or the pages of a document (docs/adr/0051). */
import { inTurn, programBeside } from './apart.ts';
import type { NotRendered, Rendered } from './rendered.ts';
import { unpack } from './rendered.ts';

export interface Renderer {
  /** Undefined where it had to be ended, or ended by itself: by the file, or for want of memory. */
  readonly render: (file: Uint8Array) => Promise<Rendered | NotRendered | undefined>;
}

const PROGRAM = programBeside(import.meta.url, 'render-process');
/** The largest that is taken needs some seconds of a busy machine. */
const MILLISECONDS = 30_000;
/** In MB: JavaScript is hardly used. */
const HEAP = 128;
/** Five pictures of theirs have less. */
const MOST_SAID = 24 * 1_048_576;

export function createRenderer(program = PROGRAM, milliseconds = MILLISECONDS): Renderer {
  const run = inTurn(program, { milliseconds, heap: HEAP, mostSaid: MOST_SAID });
  return {
    async render(file) {
      const said = await run(file);
      return said && unpack(said);
    },
  };
}
