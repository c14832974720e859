/** Reads what a stranger wrote, in whatever form JSON-LD allows: what cannot be read is left out. */
import { isObject, type JsonObject, toArray } from './json-object.ts';

/** The objects at a member that may have one or many. */
export function objectsAt(value: unknown): readonly JsonObject[] {
  return toArray(value).filter((one) => isObject(one));
}

/** The first one, or none of its members. */
export function objectAt(value: unknown): JsonObject {
  return objectsAt(value)[0] ?? {};
}

/** A string, words by language (Open Badges 3.0.3), or a value object (VCDM 2.0 §11.1). */
export function textAt(value: unknown): string | undefined {
  const [first] = toArray(value);
  if (typeof first === 'string') return first === '' ? undefined : first;
  if (!isObject(first)) return undefined;
  const words = first['@value'] ?? first['fr'] ?? Object.values(first)[0];
  return typeof words === 'string' && words !== '' ? words : undefined;
}

/** An IRI, by itself or as the `id` of an object. */
export function idAt(value: unknown): string | undefined {
  const [first] = toArray(value);
  const id = isObject(first) ? first['id'] : first;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** What is not plain ASCII as a browser asks for it. Of other schemes (`javascript:`, `data:`) none is followed from a page. */
export function webUrlAt(value: unknown): string | undefined {
  const address = idAt(value);
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  if (!['https:', 'http:'].includes(protocol)) return undefined;
  return /^[!-~]+$/.test(address) ? address : href;
}

/** Without the members that are undefined. */
export function present<K extends string>(
  members: Readonly<Record<K, string | undefined>>,
): Partial<Record<K, string>> {
  const result: Partial<Record<K, string>> = {};
  for (const key in members) {
    const value = members[key];
    if (value !== undefined) result[key] = value;
  }
  return result;
}
