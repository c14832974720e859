/** JSON that is to be changed in place, and where its values are. */
import { z } from 'zod';
import { isObject, type JsonObject } from '../../../../src/credentials/bytes/json-object.ts';

export type Json = null | boolean | number | string | Json[] | Tree;
export interface Tree {
  [key: string]: Json;
}

const json: z.ZodType<Json> = z.json();

export const jsonOf = (text: string): Json => json.parse(JSON.parse(text));
export const isTree = (value: Json | undefined): value is Tree => isObject(value);

/** A number as it is written, which JSON.stringify would write otherwise: `-0`, `1e400`. */
export const raw = (digits: string): string => `\u{F8FF}${digits}\u{F8FF}`;

/** What a reader of the text would have before them. */
export function asRead(tree: Json): { text: string; document: JsonObject } {
  const text = JSON.stringify(tree).replaceAll(/"\u{F8FF}([^"\u{F8FF}]*)\u{F8FF}"(?!:)/gu, '$1');
  return { text, document: parseObject(text) };
}

export function parseObject(text: string): JsonObject {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) throw new Error('It is no object');
  return value;
}

/** A place where a value stands; what is within an `@context` is none. */
export interface Slot {
  /** Of an item: that of its list. */
  readonly key: string;
  readonly value: Json;
  readonly put: (value: Json) => void;
  readonly drop: () => void;
}

export function slotsIn(value: Json, key = ''): readonly Slot[] {
  if (Array.isArray(value)) {
    const items = value.map((_, at) => slotOfItem(value, at, key));
    return items.flatMap((slot) => [slot, ...slotsIn(slot.value, key)]);
  }
  if (!isTree(value)) return [];
  const members = Object.keys(value).filter((name) => name !== '@context');
  return members
    .map((name) => slotOfMember(value, name))
    .flatMap((slot) => [slot, ...slotsIn(slot.value, slot.key)]);
}

function slotOfItem(items: Json[], at: number, key: string): Slot {
  return {
    key,
    value: items[at] ?? null,
    put: (value) => void items.splice(at, 1, value),
    drop: () => void items.splice(at, 1),
  };
}

function slotOfMember(tree: Tree, key: string): Slot {
  return {
    key,
    value: tree[key] ?? null,
    put: (value) => void (tree[key] = value),
    drop: () => void Reflect.deleteProperty(tree, key),
  };
}

/** The root first. */
export function treesIn(value: Json): readonly Tree[] {
  const below = slotsIn(value).map((slot) => slot.value);
  return [value, ...below].filter((one) => isTree(one));
}
