/**
 * JSON from strangers. `JSON.parse` keeps the last of two equal keys, so that two readers can see
 * two badges in one file, and takes any depth: both are settled before it is called.
 */
import { CredentialError, messageOf } from '../errors.ts';

/** Bytes of UTF-8. */
export const MAX_JSON_BYTES = 256 * 1024;
export const MAX_JSON_DEPTH = 32;

export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: JsonFault; readonly detail: string };

/** `ambiguous`: of two equal keys, readers keep one or the other. */
export type JsonFault = 'not-json' | 'too-large' | 'ambiguous';

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Never throws. */
export function parseJson(text: string): ParsedJson {
  try {
    if (text.length > MAX_JSON_BYTES || new TextEncoder().encode(text).length > MAX_JSON_BYTES) {
      throw new JsonError('too-large', `The text is larger than ${MAX_JSON_BYTES} bytes`);
    }
    checkStructure(text);
    return { ok: true, value: JSON.parse(text, refuseInfinity) };
  } catch (error) {
    const reason = error instanceof JsonError ? error.reason : 'not-json';
    return { ok: false, reason, detail: messageOf(error) };
  }
}

class JsonError extends CredentialError {
  readonly reason: JsonFault;
  constructor(reason: JsonFault, message: string) {
    super('INVALID_JSON', message);
    this.reason = reason;
  }
}

function checkStructure(text: string): void {
  // One entry per open bracket: the keys seen in an object, nothing for an array.
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : undefined);
      if (open.length > MAX_JSON_DEPTH) throw tooDeep();
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === '"') {
      const end = endOfString(text, at);
      if (isFollowedByColon(text, end)) addKey(open.at(-1), text.slice(at, end + 1));
      at = end;
    }
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return at;
    if (character === '\\') at += 1;
  }
  throw invalid('A string does not end');
}

function isFollowedByColon(text: string, end: number): boolean {
  let at = end + 1;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return text.charAt(at) === ':';
}

function addKey(keys: Set<string> | undefined, quoted: string): void {
  // Decoded, because "\u0069d" and "id" are one key.
  const key = String(JSON.parse(quoted));
  if (FORBIDDEN_KEYS.has(key)) throw invalid(`The key ${quoted} is not allowed`);
  if (keys?.has(key)) throw new JsonError('ambiguous', `The key ${quoted} is there twice`);
  keys?.add(key);
}

/** `1e999` is JSON, and infinity in JavaScript. */
function refuseInfinity(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw invalid(`The number at ${JSON.stringify(key)} is too large`);
  }
  return value;
}

function invalid(message: string): CredentialError {
  return new CredentialError('INVALID_JSON', message);
}

const tooDeep = () => new JsonError('too-large', `Nested deeper than ${MAX_JSON_DEPTH}`);
