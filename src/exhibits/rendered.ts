/** What comes out of the process that draws a file anew: a line that says what, and then the pictures. */
import { z } from 'zod';

/** The longer side, in pixels: of what one reads, and of what stands in a list. */
export const LARGE = 1_600;
export const SMALL = 480;
/** What telephones take today is 12, 24, 48 or 50 million. */
export const MOST_PIXELS = 51_000_000;
export const MOST_PAGES = 4;

const refusal = z.enum(['unreadable', 'too-many-pixels', 'too-many-pages']);
export type RenderRefusal = z.infer<typeof refusal>;

const side = z.int().min(1).max(LARGE);
const shown = z.strictObject({ width: side, height: side, size: z.int().min(1) });
const head = z.union([
  z.strictObject({
    kind: z.enum(['photo', 'document']),
    pages: z.array(shown).min(1).max(MOST_PAGES),
    small: shown,
  }),
  z.strictObject({ refused: refusal }),
]);

export interface Picture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface Rendered {
  readonly kind: 'photo' | 'document';
  readonly pages: readonly Picture[];
  readonly small: Picture;
}

export interface NotRendered {
  readonly refused: RenderRefusal;
}

export function pack(outcome: Rendered | NotRendered): Uint8Array {
  if ('refused' in outcome) return Buffer.from(`${JSON.stringify(outcome)}\n`);
  const { kind, pages, small } = outcome;
  const told = { kind, pages: pages.map(toldOf), small: toldOf(small) };
  const line = Buffer.from(`${JSON.stringify(told)}\n`);
  return Buffer.concat([line, ...pages.map(({ bytes }) => bytes), small.bytes]);
}

const toldOf = ({ bytes, width, height }: Picture) => ({ width, height, size: bytes.length });

/** Throws where it is not what `pack` makes: the process broke off, or somebody else speaks out of it. */
export function unpack(said: Buffer): Rendered | NotRendered {
  const end = said.indexOf('\n');
  const told = head.parse(JSON.parse(said.subarray(0, Math.max(end, 0)).toString('utf8')));
  if ('refused' in told) return told;
  let at = end + 1;
  const take = ({ size, ...shape }: z.infer<typeof shown>): Picture => {
    const bytes = said.subarray(at, at + size);
    at += size;
    if (bytes.length !== size || !isJpeg(bytes)) throw new Error('A picture is not there');
    return { bytes, ...shape };
  };
  const rendered = { kind: told.kind, pages: told.pages.map(take), small: take(told.small) };
  if (at !== said.length) throw new Error('There is more than was said');
  return rendered;
}

const isJpeg = (bytes: Buffer) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));
