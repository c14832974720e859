/** The two texts that can be baked: a JSON object, or a JWS in compact serialization. */
import { MAX_JSON_BYTES } from '../json.ts';
import { fault, type Unbaked } from './baked.ts';

/** RFC 7515 §7.1, with a signature. */
const COMPACT_JWS = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

export function isCompactJws(text: string): boolean {
  return COMPACT_JWS.test(text);
}

/** Without a byte order mark; `undefined` if the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** White space around it is not part of a credential. */
export function readText(bytes: Uint8Array): Unbaked {
  if (bytes.length > MAX_JSON_BYTES) {
    return fault('too-large', `The text is larger than ${MAX_JSON_BYTES} bytes`);
  }
  const text = decodeUtf8(bytes)?.trim();
  if (text === undefined) return fault('not-a-credential', 'The text is not UTF-8');
  if (text.startsWith('{') || isCompactJws(text)) return { ok: true, text };
  return fault('not-a-credential', 'The text is neither a JSON object nor a compact JWS');
}

/** What is baked must come back as it is: no white space around it, no half characters. */
export function readBakeable(text: string): Unbaked {
  const read = readText(new TextEncoder().encode(text));
  if (!read.ok || read.text === text) return read;
  return fault('not-a-credential', 'There is something around the text, or it is not Unicode');
}
