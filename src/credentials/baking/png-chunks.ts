/** The chunks of a PNG (third edition, §5), each within bounds and with a right CRC. */
import { crc32 } from './crc32.ts';
import { type Fault, fault, MAX_FILE_BYTES } from './baked.ts';

export interface Chunk {
  /** Four letters: `IHDR`, `iTXt` … */
  readonly type: string;
  /** Where the chunk begins in the file, its length field included. */
  readonly start: number;
  readonly data: Uint8Array;
}

export interface Chunks {
  readonly ok: true;
  /** The last one is the end of the image. */
  readonly chunks: readonly Chunk[];
  readonly image: Uint8Array;
  /** What stands behind the image in its file, which PNG knows nothing of. */
  readonly tail: Uint8Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
/** Length, type and CRC. */
const FRAME = 12;
/** §5.3. */
const MAX_CHUNK = 0x7fffffff;
/** An image of 8 MB has a thousand. */
const MAX_CHUNKS = 10_000;

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

export function readChunks(png: Uint8Array): Chunks | Fault {
  if (png.length > MAX_FILE_BYTES) return fault('too-large', `Over ${MAX_FILE_BYTES} bytes`);
  if (!isPng(png)) return fault('not-an-image', 'No PNG signature');
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks: Chunk[] = [];
  let at: number = SIGNATURE.length;
  while (chunks.at(-1)?.type !== 'IEND') {
    const chunk = readChunk(png, view, at);
    if ('ok' in chunk) return chunk;
    chunks.push(chunk);
    if (chunks.length > MAX_CHUNKS) return fault('too-large', `Over ${MAX_CHUNKS} chunks`);
    at += FRAME + chunk.data.length;
  }
  const parts = { image: png.subarray(0, at), tail: png.subarray(at) };
  return faultOf(chunks) ?? { ok: true, chunks, ...parts };
}

function readChunk(png: Uint8Array, view: DataView, start: number): Chunk | Fault {
  if (start + FRAME > png.length) return fault('truncated', `The file ends at byte ${png.length}`);
  const length = view.getUint32(start);
  if (length > MAX_CHUNK) return fault('malformed', `A chunk says that it has ${length} bytes`);
  if (start + FRAME + length > png.length) {
    return fault('truncated', `A chunk of ${length} bytes goes beyond the end of the file`);
  }
  const end = start + 8 + length;
  const type = String.fromCharCode(...png.subarray(start + 4, start + 8));
  if (!/^[A-Za-z]{2}[A-Z][A-Za-z]$/.test(type)) return fault('malformed', 'A chunk has no name');
  if (crc32(png.subarray(start + 4, end)) !== view.getUint32(end)) {
    return fault('bad-checksum', `The CRC of the chunk ${type} at byte ${start} is wrong`);
  }
  return { type, start, data: png.subarray(start + 8, end) };
}

/** A picture: one header, first; something to see; an empty end. */
function faultOf(chunks: readonly Chunk[]): Fault | undefined {
  const [header] = chunks;
  const count = (type: string) => chunks.filter((chunk) => chunk.type === type).length;
  if (header?.type !== 'IHDR' || count('IHDR') !== 1 || !isHeader(header.data)) {
    return fault('malformed', 'There is no valid IHDR at the beginning');
  }
  if (count('IDAT') === 0) return fault('malformed', 'There is no IDAT');
  return chunks.at(-1)?.data.length === 0 ? undefined : fault('malformed', 'IEND is not empty');
}

/** The bit depths that each colour type allows (§11.2.1). */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

function isHeader(data: Uint8Array): boolean {
  if (data.length !== 13) return false;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const isSized = [0, 4].every((at) => view.getUint32(at) > 0 && view.getUint32(at) <= MAX_CHUNK);
  const isDeep = DEPTHS[view.getUint8(9)]?.includes(view.getUint8(8)) ?? false;
  const [compression, filter, interlace = 2] = data.subarray(10);
  return isSized && isDeep && compression === 0 && filter === 0 && interlace <= 1;
}
