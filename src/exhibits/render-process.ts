/**
 * What runs in the process that draws a file anew (`render.ts`): its bytes come in, and pictures go out,
 * of which nothing is the file’s own but what is seen. It ends with it.
 */
import { buffer } from 'node:stream/consumers';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp, { type Sharp } from 'sharp';
import { kindOf } from './kinds.ts';
import { LARGE, MOST_PAGES, MOST_PIXELS, pack, type RenderRefusal, SMALL } from './rendered.ts';

// All that it could read beside, SVG and files of other programs among it, is code that nobody needs.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp'].map((format) => `VipsForeignLoad${format}Buffer`),
});
sharp.concurrency(1);
sharp.cache(false);

/** Said to whoever sent it; all else that goes wrong is a file that cannot be read. */
class Refused extends Error {
  readonly why: RenderRefusal;
  constructor(why: RenderRefusal) {
    super(why);
    this.why = why;
  }
}

/** Warnings are of what many a telephone writes; half a picture is none. */
const photoIn = (bytes: Buffer) =>
  sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 });

async function checkSize(bytes: Buffer): Promise<void> {
  // The head alone is read for it, and says more than there is room for before any of it is made.
  const { width, height, isProgressive } = await sharp(bytes, {
    limitInputPixels: false,
  }).metadata();
  // One that comes in passes is held whole: half as many take the same room.
  const most = isProgressive ? MOST_PIXELS / 2 : MOST_PIXELS;
  if (width * height > most) throw new Refused('too-many-pixels');
}

const within = (picture: Sharp, most: number) =>
  picture
    .resize({ width: most, height: most, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 82 })
    .toBuffer({ resolveWithObject: true });

async function pictureOf(picture: Sharp, most: number) {
  const { data, info } = await within(picture, most);
  return { bytes: data, width: info.width, height: info.height };
}

async function drawPhoto(bytes: Buffer) {
  await checkSize(bytes);
  return [await pictureOf(photoIn(bytes).autoOrient(), LARGE)];
}

async function drawDocument(bytes: Buffer) {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  const count = document.getPageCount();
  if (count === 0) throw new Refused('unreadable');
  if (count > MOST_PAGES) throw new Refused('too-many-pages');
  const pages = [];
  for (const page of document.pages()) {
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const scale = LARGE / Math.max(originalWidth, originalHeight);
    const drawn = await page.render({ scale, render: 'bitmap' });
    const raw = { width: drawn.width, height: drawn.height, channels: 4 as const };
    pages.push(await pictureOf(sharp(drawn.data, { raw }), LARGE));
  }
  return pages;
}

async function render(bytes: Buffer) {
  const kind = kindOf(bytes);
  if (kind === undefined) throw new Refused('unreadable');
  const pages = await (kind === 'photo' ? drawPhoto(bytes) : drawDocument(bytes));
  const small = await pictureOf(sharp(pages[0]?.bytes), SMALL);
  return { kind, pages, small };
}

async function answer(): Promise<Uint8Array> {
  const bytes = await buffer(process.stdin);
  try {
    return pack(await render(bytes));
  } catch (error) {
    return pack({ refused: error instanceof Refused ? error.why : 'unreadable' });
  }
}

process.stdout.write(await answer());
