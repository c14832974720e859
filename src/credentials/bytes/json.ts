/**
 * JSON from strangers. `JSON.parse` keeps the last of two equal keys, so that two readers can see
 * two badges in one file, and takes any depth: neither gets further than this.
 */
import { LRUCache } from 'lru-cache';
import { CredentialError, messageOf } from '../errors.ts';
import { isObject, type JsonObject } from './json-object.ts';

/** Bytes of UTF-8. */
export const MAX_JSON_BYTES = 256 * 1024;
export const MAX_JSON_DEPTH = 32;

export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: JsonFault; readonly detail: string };

/** `ambiguous`: of two equal keys, readers keep one or the other. */
export type JsonFault = 'not-json' | 'too-large' | 'ambiguous';

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Objects, and no lists. */
const parsedHere = new WeakSet<object>();

/** One text is looked at several times in a row. */
let last: { readonly text: string; readonly parsed: ParsedJson } | undefined;

/** Never throws. What it answers is frozen: others may be answered the same. */
export function parseJson(text: string): ParsedJson {
  if (last?.text !== text) last = { text, parsed: parse(text) };
  return last.parsed;
}

/** Documents of issuers and their status lists come with every badge. */
const kept = new LRUCache<string, ParsedJson>({
  // What is found out of a document is kept with it.
  max: 200,
  maxSize: 1_000_000,
  sizeCalculation: (_, text) => text.length + 1,
});

/** The same, for what will be asked again; what is found out of the document is kept with it. */
export function parseAndKeep(text: string): ParsedJson {
  const parsed = kept.get(text) ?? parse(text);
  kept.set(text, parsed);
  return parsed;
}

function parse(text: string): ParsedJson {
  try {
    if (isTooLarge(text)) {
      throw new JsonError('too-large', `The text is larger than ${MAX_JSON_BYTES} bytes`);
    }
    const value: unknown = JSON.parse(text);
    // Of two equal keys the last is left.
    if (freeze(value) < countMembers(text)) {
      throw new JsonError('ambiguous', 'A key is there twice');
    }
    return { ok: true, value };
  } catch (error) {
    const reason = error instanceof JsonError ? error.reason : 'not-json';
    return { ok: false, reason, detail: messageOf(error) };
  }
}

/** Whether it comes from `parseJson`, which lets no trap through; asked of any value, it springs none. */
export const isParsedHere = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && parsedHere.has(value);

/** As above, of a part of what comes from there. */
export function partOfParsed(part: JsonObject): JsonObject {
  parsedHere.add(part);
  return part;
}

function isTooLarge(text: string): boolean {
  // A UTF-16 unit takes three bytes at most.
  if (text.length * 3 <= MAX_JSON_BYTES) return false;
  return text.length > MAX_JSON_BYTES || new TextEncoder().encode(text).length > MAX_JSON_BYTES;
}

class JsonError extends CredentialError {
  readonly reason: JsonFault;
  constructor(reason: JsonFault, message: string) {
    super('INVALID_JSON', message);
    this.reason = reason;
  }
}

/** As many as are written: strings before a colon. The text is JSON. */
function countMembers(text: string): number {
  let members = 0;
  let start = text.indexOf('"');
  while (start !== -1) {
    const end = endOfString(text, start);
    if (isFollowedByColon(text, end)) members += 1;
    start = text.indexOf('"', end + 1);
  }
  return members;
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text[before - 1] === '\\') before -= 1;
    // Of two backslashes the first is for the second.
    if ((end - before) % 2 === 0) return end;
  }
}

function isFollowedByColon(text: string, end: number): boolean {
  let at = end + 1;
  while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at += 1;
  return text[at] === ':';
}

/** Freezes all of it. Answers how many members its objects have together. */
function freeze(root: unknown): number {
  let members = 0;
  let level: readonly object[] = isCompound(root) ? [root] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MAX_JSON_DEPTH) throw tooDeep();
    const below: object[] = [];
    for (const value of level) {
      Object.freeze(value);
      if (!Array.isArray(value)) members += Object.keys(value).length;
      for (const [key, member] of Object.entries(value)) {
        if (FORBIDDEN_KEYS.has(key)) throw invalid(`The key "${key}" is not allowed`);
        if (isCompound(member)) below.push(member);
        else refuseInfinity(key, member);
      }
    }
    level = below;
  }
  if (isObject(root)) parsedHere.add(root);
  else refuseInfinity('', root);
  return members;
}

const isCompound = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** `1e999` is JSON, and infinity in JavaScript. */
function refuseInfinity(key: string, value: unknown): void {
  if (typeof value !== 'number' || Number.isFinite(value)) return;
  throw invalid(`The number at ${JSON.stringify(key)} is too large`);
}

function invalid(message: string): CredentialError {
  return new CredentialError('INVALID_JSON', message);
}

const tooDeep = () => new JsonError('too-large', `Nested deeper than ${MAX_JSON_DEPTH}`);
