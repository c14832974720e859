/** The worst that is taken, and the worst that is not: how much memory the process that draws it has. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { unpack } from '../../src/exhibits/rendered.ts';
import { createRenderer } from '../../src/exhibits/render.ts';
import { compiled, compiledUrl } from '../support/programs/compiled.ts';
import { billionPixels, chunkBomb, pdf, pdfWithImage, photo, png } from '../support/photos.ts';

const MB = 1_048_576;
/** Of 50 million, as large telephones have them. */
const [WIDTH, HEIGHT] = [8_160, 6_120];

/** What came out, and the most memory that it had at once (proc(5), VmHWM). */
async function renderWatched(file: Buffer) {
  const child = spawn(process.execPath, [compiled('src/exhibits/render-process.ts')], {
    env: { MALLOC_ARENA_MAX: '1' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let most = 0;
  const look = () => {
    try {
      const status = readFileSync(`/proc/${String(child.pid)}/status`, 'utf8');
      most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1_024);
    } catch {
      // It has ended.
    }
  };
  const timer = setInterval(look, 5);
  child.stdin.end(file);
  const outcome = unpack(await buffer(child.stdout));
  clearInterval(timer);
  return { outcome, megabytes: most / MB };
}

const noisy = () =>
  sharp({
    create: {
      ...{ width: WIDTH, height: HEIGHT, channels: 3, background: '#888888' },
      noise: { type: 'gaussian', mean: 128, sigma: 12 },
    },
  });
const sixteenBits = (interlaced: boolean, part = 1) => {
  const height = Math.floor(HEIGHT * part);
  // Adam7 has a few more bytes for each pass.
  const bytes = (WIDTH * 8 + 1) * height + (interlaced ? 7 * height : 0);
  return png({ width: WIDTH, height, depth: 16, colour: 6, interlaced, bytes });
};

describe.runIf(process.platform === 'linux')('a picture', () => {
  it.each([
    ['of 50 million pixels', () => noisy().jpeg({ quality: 60 }).toBuffer()],
    ['of 50 million pixels, WebP', () => noisy().webp({ quality: 20, effort: 0 }).toBuffer()],
    ['of 50 million pixels of 16 bits with alpha', () => sixteenBits(false)],
    ['of 25 million of those, interlaced', () => sixteenBits(true, 0.49)],
    [
      'of 25 million pixels, progressive',
      () =>
        noisy()
          .resize(WIDTH, Math.floor(HEIGHT * 0.49), { fit: 'fill' })
          .jpeg({ progressive: true, chromaSubsampling: '4:4:4' })
          .toBuffer(),
    ],
    ['with half a gigabyte of text in it', () => chunkBomb('zTXt')],
    ['with half a gigabyte of colour profile in it', () => chunkBomb('iCCP')],
  ])('%s is drawn with little memory', async (_, make) => {
    const { outcome, megabytes } = await renderWatched(await make());
    expect(outcome).toMatchObject({ kind: 'photo' });
    expect(megabytes).toBeLessThan(400);
  });

  it.each([
    ['of a billion pixels', billionPixels, 'too-many-pixels'],
    ['of 50 million pixels, interlaced', () => sixteenBits(true), 'too-many-pixels'],
    [
      'of 50 million pixels, progressive',
      () => noisy().jpeg({ progressive: true }).toBuffer(),
      'too-many-pixels',
    ],
  ])('%s is not, and takes none', async (_, make, refused) => {
    const { outcome, megabytes } = await renderWatched(await make());
    expect(outcome).toEqual({ refused });
    expect(megabytes).toBeLessThan(200);
  });
});

describe('a document', () => {
  const renderer = createRenderer(compiledUrl('src/exhibits/render-process.ts'));

  it('is drawn page by page', async () => {
    const drawn = await renderer.render(pdf({ pages: 4 }));
    expect(drawn).toMatchObject({ kind: 'document', pages: [{}, {}, {}, {}] });
  });

  it('with a picture larger than all memory that it may have is drawn without it, or not at all', async () => {
    const drawn = await renderer.render(pdfWithImage(30_000, 30_000));
    expect(drawn === undefined || 'refused' in drawn || drawn.pages.length === 1).toBe(true);
    // And the next one is drawn.
    expect(await renderer.render(await photo().jpeg().toBuffer())).toMatchObject({ kind: 'photo' });
  });

  it('that takes for ever is given up', async () => {
    const hasty = createRenderer(compiledUrl('src/exhibits/render-process.ts'), 1);
    expect(await hasty.render(pdf())).toBeUndefined();
  });
});
