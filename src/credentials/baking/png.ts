/**
 * A credential in a PNG (Open Badges 3.0 §5.3.2.1): one `iTXt` chunk, not compressed, put in
 * without touching the image. Others pack it otherwise, which is read as long as it is one badge.
 */
import { type Baked, fault, type Unbaked } from './baked.ts';
import { crc32 } from './crc32.ts';
import { oneBadge, underOldName } from './one-badge.ts';
import { type Chunk, readChunks } from './png-chunks.ts';
import { besideTail } from './png-tail.ts';
import { keywordOf, readTextChunk } from './png-text.ts';
import { readBakeable } from './text.ts';

const KEYWORD = 'openbadgecredential';
/** Open Badges 1 and 2. */
const OLDER_KEYWORD = 'openbadges';

/** `text` stands before the end of the image. An image that holds a badge is refused. */
export function bakePng(png: Uint8Array, text: string): Baked {
  const bakeable = readBakeable(text);
  if (!bakeable.ok) return bakeable;
  const read = readChunks(png);
  if (!read.ok) return read;
  if (read.tail.length > 0) return fault('malformed', 'There are bytes after the end of the image');
  if (read.chunks.some((chunk) => [KEYWORD, OLDER_KEYWORD].includes(keywordOf(chunk)))) {
    return fault('two-badges', 'There is a badge in this image already');
  }
  const end = read.chunks.at(-1)?.start ?? png.length;
  const chunk = textChunk(text);
  const bytes = new Uint8Array(png.length + chunk.length);
  bytes.set(png.subarray(0, end));
  bytes.set(chunk, end);
  bytes.set(png.subarray(end), end + chunk.length);
  return { ok: true, bytes };
}

/** Never rejects. */
export async function unbakePng(png: Uint8Array): Promise<Unbaked> {
  const read = readChunks(png);
  if (!read.ok) return read;
  return besideTail(await readBadge(read.chunks), read);
}

async function readBadge(chunks: readonly Chunk[]): Promise<Unbaked> {
  const named = chunks.filter((chunk) => keywordOf(chunk) === KEYWORD);
  const older = chunks.filter((chunk) => keywordOf(chunk) === OLDER_KEYWORD);
  // Not read before they are counted: each may take some work.
  if (named.length > 1 || older.length > 1) {
    return fault('two-badges', 'There are two badges in this image');
  }
  if (named.length + older.length === 0) return fault('no-badge', `There is no chunk ${KEYWORD}`);
  const [ours, theirs] = await Promise.all([
    Promise.all(named.map(readTextChunk)),
    Promise.all(older.map(readTextChunk)),
  ]);
  return oneBadge([...ours, ...theirs.map(underOldName)]);
}

function textChunk(text: string): Uint8Array {
  // Flag, method, no language, no translated keyword: the four zeros after the keyword's own.
  const data = new TextEncoder().encode(`${KEYWORD}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(data.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(new TextEncoder().encode('iTXt'), 4);
  chunk.set(data, 8);
  view.setUint32(data.length + 8, crc32(chunk.subarray(4, data.length + 8)));
  return chunk;
}
