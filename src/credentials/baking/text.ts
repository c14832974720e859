/** The two texts that can be baked: a JSON object, or a JWS in compact serialization. */
import { isBase64Url } from '../bytes/encoding.ts';
import { MAX_JSON_BYTES } from '../bytes/json.ts';
import { fault, type Unbaked } from './baked.ts';
import { beginningOf } from './beginning.ts';
import { generationOf } from './generation.ts';

const LONGEST_LINK = 2_048;
/** A JWT larger than the largest JSON is not one that we read. */
const LONGEST_JWT = 512 * 1024;

/** RFC 7515 §7.1, with a signature. */
export function isCompactJws(text: string): boolean {
  const parts = text.split('.', 4);
  return parts.length === 3 && parts.every((part) => part !== '' && isBase64Url(part));
}

/** A file of JSON, by how it begins. */
export function isJsonFile(file: Uint8Array): boolean {
  return /^[[{]/.test(beginningOf(file));
}

/** A file that holds a JWT and nothing else. */
export function isJwtFile(file: Uint8Array): boolean {
  // Of an image not even the beginning fits: then the rest is not looked at.
  if (file.length > LONGEST_JWT || !/^"?[\w-]/.test(beginningOf(file))) return false;
  return isCompactJws(unquoted(new TextDecoder().decode(file).trim()));
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
  return readOne(bytes, (text) => (text.startsWith('{') || isCompactJws(text) ? text : undefined));
}

/**
 * As a file, which wallets fill with more than a badge alone: also a list, or a JWT in the quotation
 * marks of JSON.
 */
export function readTextFile(bytes: Uint8Array): Unbaked {
  return readOne(bytes, (text) => {
    const bare = unquoted(text);
    return /^[[{]/.test(bare) || isCompactJws(bare) ? bare : undefined;
  });
}

function unquoted(text: string): string {
  const isQuoted = text.length > 1 && text.startsWith('"') && text.endsWith('"');
  return isQuoted && isCompactJws(text.slice(1, -1)) ? text.slice(1, -1) : text;
}

function readOne(bytes: Uint8Array, credentialIn: (text: string) => string | undefined): Unbaked {
  if (bytes.length > MAX_JSON_BYTES) {
    return fault('too-large', `The text is larger than ${MAX_JSON_BYTES} bytes`);
  }
  const text = decodeUtf8(bytes)?.trim();
  if (text === undefined) return fault('not-a-credential', 'The text is not UTF-8');
  const credential = credentialIn(text);
  if (credential === undefined) return notCredential(text);
  return generationOf(credential) === 'older'
    ? fault('older-badge', 'It is of Open Badges 1 or 2, not of 3.0')
    : { ok: true, text: credential };
}

/** Open Badges 1 baked the address of the assertion, and some still bake one. */
function notCredential(text: string): Unbaked {
  if (text.length <= LONGEST_LINK && /^https?:\/\/\S+$/.test(text) && URL.canParse(text)) {
    const link = new URL(text).href;
    return { ...fault('only-a-link', `There is only an address: ${link}`), link };
  }
  return fault('not-a-credential', 'The text is neither a JSON object nor a compact JWS');
}

/** What is baked must come back as it is: no white space around it, no half characters. */
export function readBakeable(text: string): Unbaked {
  const read = readText(new TextEncoder().encode(text));
  if (!read.ok || read.text === text) return read;
  return fault('not-a-credential', 'There is something around the text, or it is not Unicode');
}
