/** Photos and documents as telephones and attackers make them, generated. */
import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { crc32 } from '../../src/credentials/baking/crc32.ts';

/** What is hidden in it: where it was taken, and with what. */
export const PLACE = 'Rue de la Cachette';

export const photo = (width = 1_200, height = 900) =>
  sharp({ create: { width, height, channels: 3, background: '#b4432a' } });

/** As a telephone held upright writes it, with its place and its maker. */
export async function photoWithPlace(): Promise<Buffer> {
  return photo()
    .withExif({
      IFD0: { Make: PLACE, ImageDescription: PLACE },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '50/1 41/1 2451/100', GPSLongitudeRef: 'E' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

/** As large as telephones make them: nothing in it is like what is beside it. */
export async function largePhotoWithPlace(): Promise<Buffer> {
  const [width, height] = [3_000, 2_000];
  const noise = sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } });
  return noise
    .withExif({ IFD0: { Make: PLACE } })
    .jpeg()
    .toBuffer();
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

interface Png {
  readonly width: number;
  readonly height: number;
  readonly depth: 1 | 8 | 16;
  /** PNG §11.2.1: 0 grey, 2 colour, 6 colour with alpha. */
  readonly colour: 0 | 2 | 6;
  readonly interlaced?: boolean;
  /** Uncompressed; zeros of it. */
  readonly bytes: number;
  readonly extra?: readonly Buffer[];
}

const zeros = (bytes: number) => deflateSync(Buffer.alloc(bytes), { level: 9 });

/** A picture of zeros, which is as small as it can be. */
export function png({ width, height, depth, colour, interlaced = false, bytes, extra = [] }: Png) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([depth, colour, 0, 0, interlaced ? 1 : 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    ...extra,
    chunk('IDAT', zeros(bytes)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export const billionPixels = () =>
  png({ width: 32_768, height: 32_768, depth: 1, colour: 0, bytes: 4_097 * 32_768 });

/** A chunk of half a gigabyte, in half a megabyte. */
const bomb = (type: string, name: string) =>
  chunk(type, Buffer.concat([Buffer.from(`${name}\0\0`, 'latin1'), zeros(500_000_000)]));

export const chunkBomb = (type: 'zTXt' | 'iCCP') =>
  png({ ...{ width: 10, height: 10, depth: 8, colour: 2, bytes: 310 }, extra: [bomb(type, 'x')] });

interface Document {
  readonly pages?: number;
  /** Of the catalogue: what runs when it is opened, say. */
  readonly extra?: string;
}

/** A PDF in which something red is written on each page. */
export function pdf({ pages = 1, extra = '' }: Document = {}): Buffer {
  const kids = Array.from({ length: pages }, (_, at) => `${at + 4} 0 R`).join(' ');
  const drawn = '1 0 0 rg 0 421 595 421 re f';
  const font = '<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>';
  return Buffer.from(
    [
      '%PDF-1.4',
      `1 0 obj<</Type/Catalog/Pages 2 0 R${extra}>>endobj`,
      `2 0 obj<</Type/Pages/Kids[${kids}]/Count ${pages}>>endobj`,
      `3 0 obj<</Length ${drawn.length}>>stream\n${drawn}\nendstream endobj`,
      ...Array.from(
        { length: pages },
        (_, at) =>
          `${at + 4} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources${font}>>endobj`,
      ),
      '5 0 obj<</Producer(Rue de la Cachette)>>endobj'.replace('5', String(pages + 4)),
      `trailer<</Root 1 0 R/Size ${pages + 5}/Info ${pages + 4} 0 R>>`,
    ].join('\n'),
    'latin1',
  );
}

/** A PDF whose page is one picture of zeros. */
export function pdfWithImage(width: number, height: number): Buffer {
  const image = zeros(width * height);
  const head = `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length ${image.length}>>`;
  const drawn = '595 0 0 842 0 0 cm /I Do';
  const page =
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>';
  return Buffer.concat([
    Buffer.from(
      [
        '%PDF-1.4',
        '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
        '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
        `3 0 obj${page}endobj`,
        `4 0 obj<</Length ${drawn.length}>>stream\n${drawn}\nendstream endobj`,
        `5 0 obj${head}stream\n`,
      ].join('\n'),
      'latin1',
    ),
    image,
    Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R/Size 6>>', 'latin1'),
  ]);
}
