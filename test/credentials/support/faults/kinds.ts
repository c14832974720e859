/** The kinds of faults that nothing signed may survive: the list that is checked off, one by one. */
export const KINDS = {
  value: 'a value is another one',
  key: 'a member is taken out, added or renamed',
  type: 'a value is of another type',
  order: 'what stands in an order that matters is turned round',
  'duplicate key': 'a key is in the JSON twice',
  'look-alike': 'a character looks like the one that was there, or like nothing',
  'number as text': 'digits are a number, or a number is digits',
  'proof swapped': 'the proof or signature is that of another credential, key or suite',
  algorithm: 'the `alg` is none, HS256, of another curve',
  'key confusion': 'the key is another one, of another kind, or in the header',
  context: 'the contexts are in another order, missing, or at another address',
  'inline context': '@vocab or a context is written into the document',
  'status index': 'the index is one off, or spelt otherwise',
  'list of another': 'the status list is another one, or another issuer’s',
  'gzip bomb': 'the list or chunk is small, and large once decompressed',
  'two badges': 'there are two chunks or elements',
  compressed: 'the chunk is compressed',
  truncated: 'the end is missing',
  huge: 'there are 100 MB',
  'entities or script': 'the SVG has entities, or something that runs',
  'deep nesting': 'it is nested deeper than anything is',
  'prototype key': 'a key is one of JavaScript’s own',
  bytes: 'a bit or byte of the file is another, missing, or there twice',
} as const;
export type Kind = keyof typeof KINDS;

export interface Fault {
  readonly kind: Kind;
  readonly name: string;
  readonly text: string;
}

export function faulty(kind: Kind, texts: Readonly<Record<string, string>>): readonly Fault[] {
  return Object.entries(texts).map(([name, text]) => ({ kind, name, text }));
}

export function mapped<A, B>(
  all: Readonly<Record<string, A>>,
  change: (value: A) => B,
): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, change(value)]));
}
