/** The text of a chunk that can hold a badge (PNG, third edition, §11.3.3), however it is packed. */
import { messageOf } from '../errors.ts';
import { inflate } from '../bytes/gzip.ts';
import { MAX_JSON_BYTES } from '../bytes/json.ts';
import { type BakingNote, type Fault, fault, noted, type Unbaked } from './baked.ts';
import type { Chunk } from './png-chunks.ts';
import { decodeUtf8, readText } from './text.ts';

const TEXT_CHUNKS: readonly string[] = ['iTXt', 'tEXt', 'zTXt'];
/** §11.3.3: 1 to 79 bytes, then a zero. */
const MAX_KEYWORD = 79;

interface Part {
  readonly bytes: Uint8Array;
  readonly isCompressed: boolean;
}

/** Of a chunk of text; empty for any other. */
export function keywordOf({ type, data }: Chunk): string {
  const end = data.subarray(0, MAX_KEYWORD + 1).indexOf(0);
  const isKeyed = TEXT_CHUNKS.includes(type) && end !== -1;
  return isKeyed ? String.fromCharCode(...data.subarray(0, end)) : '';
}

export async function readTextChunk({ type, data }: Chunk): Promise<Unbaked> {
  const part = partOf(type, data.subarray(data.indexOf(0) + 1));
  if ('ok' in part) return part;
  const bytes = part.isCompressed ? await unpack(part.bytes) : part.bytes;
  if ('ok' in bytes) return bytes;
  const read = readText(type === 'iTXt' ? bytes : fromLatin1(bytes));
  const notes: BakingNote[] = [];
  if (part.isCompressed) notes.push('compressed');
  if (type !== 'iTXt') notes.push('plain-text-chunk');
  return read.ok ? noted(read, notes) : read;
}

/** `rest`: what follows the keyword and its zero. */
function partOf(type: string, rest: Uint8Array): Part | Fault {
  if (type === 'tEXt') return { bytes: rest, isCompressed: false };
  if (type === 'iTXt') return internationalPart(rest);
  return rest[0] === 0 ? { bytes: rest.subarray(1), isCompressed: true } : notWellFormed(type);
}

/** §11.3.3.4: flag, method, language 0, translated keyword 0, text. */
function internationalPart(rest: Uint8Array): Part | Fault {
  const [flag = 2, method] = rest;
  const language = rest.indexOf(0, 2);
  const translated = language === -1 ? -1 : rest.indexOf(0, language + 1);
  if (flag > 1 || method !== 0 || translated === -1) return notWellFormed('iTXt');
  return { bytes: rest.subarray(translated + 1), isCompressed: flag === 1 };
}

function notWellFormed(type: string): Fault {
  return fault('malformed', `The chunk ${type} is not well formed`);
}

/** No further than a badge may reach: a bomb is small until it is unpacked. */
async function unpack(bytes: Uint8Array): Promise<Uint8Array | Fault> {
  try {
    const unpacked = await inflate(bytes, MAX_JSON_BYTES);
    return unpacked ?? fault('too-large', `Over ${MAX_JSON_BYTES} bytes once decompressed`);
  } catch (error) {
    return fault('malformed', messageOf(error));
  }
}

/** These chunks are Latin-1 (§11.3.3.2), but whoever bakes a badge into one writes UTF-8. */
function fromLatin1(bytes: Uint8Array): Uint8Array {
  if (bytes.length > MAX_JSON_BYTES || decodeUtf8(bytes) !== undefined) return bytes;
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return new TextEncoder().encode(text);
}
