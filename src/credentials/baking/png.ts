/**
 * A credential in a PNG (Open Badges 3.0 §5.3.2.1): one `iTXt` chunk, not compressed, put in
 * without touching the image. Chunks that another reader could take for it are refused.
 */
import { type Baked, fault, type Fault, type Unbaked } from './baked.ts';
import { crc32 } from './crc32.ts';
import { type Chunk, readChunks } from './png-chunks.ts';
import { readBakeable, readText } from './text.ts';

const KEYWORD = 'openbadgecredential';
/** Open Badges 1 and 2. */
const OLDER_KEYWORD = 'openbadges';
const TEXT_CHUNKS: readonly string[] = ['iTXt', 'tEXt', 'zTXt'];
/** PNG, third edition, §11.3.3: 1 to 79 bytes, then a zero. */
const MAX_KEYWORD = 79;

/** `text` stands before the end of the image. An image that holds a badge is refused. */
export function bakePng(png: Uint8Array, text: string): Baked {
  const bakeable = readBakeable(text);
  if (!bakeable.ok) return bakeable;
  const read = readChunks(png);
  if (!read.ok) return read;
  if (read.chunks.some(({ data }) => keywordOf(data) === KEYWORD)) {
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

export function unbakePng(png: Uint8Array): Unbaked {
  const read = readChunks(png);
  if (!read.ok) return read;
  const texts = read.chunks.filter(({ type }) => TEXT_CHUNKS.includes(type));
  const [badge, second] = texts.filter(({ data }) => keywordOf(data) === KEYWORD);
  if (second) return fault('two-badges', 'There are two badges in this image');
  if (badge) return readBadge(badge);
  return texts.some(({ data }) => keywordOf(data) === OLDER_KEYWORD)
    ? fault('older-badge', 'The image holds an Open Badges 2.0 assertion')
    : fault('no-badge', `There is no chunk ${KEYWORD}`);
}

/** iTXt, §11.3.3.4: keyword 0 flag method language 0 translated keyword 0 text. */
function readBadge({ type, data }: Chunk): Unbaked {
  if (type === 'zTXt') return compressed();
  if (type !== 'iTXt') return fault('malformed', `The badge is in a chunk ${type}, not in an iTXt`);
  const flags = KEYWORD.length + 1;
  const [flag, method] = data.subarray(flags, flags + 2);
  if (flag === 1) return compressed();
  if (flag !== 0 || method !== 0) return fault('malformed', 'The chunk iTXt is not well formed');
  const language = data.indexOf(0, flags + 2);
  const translated = language === -1 ? -1 : data.indexOf(0, language + 1);
  if (translated === -1) return fault('malformed', 'The chunk iTXt is not well formed');
  return readText(data.subarray(translated + 1));
}

function compressed(): Fault {
  return fault('compressed', 'The badge is compressed, which Open Badges 3.0 forbids');
}

function keywordOf(data: Uint8Array): string {
  const end = data.subarray(0, MAX_KEYWORD + 1).indexOf(0);
  return end === -1 ? '' : String.fromCharCode(...data.subarray(0, end));
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
