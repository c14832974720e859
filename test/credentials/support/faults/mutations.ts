/** Single faults, one per place in a document. */
import { isObject } from '../../../../src/credentials/bytes/json-object.ts';

export type Path = readonly (string | number)[];

export interface Mutant {
  readonly name: string;
  readonly document: unknown;
}

/** Where each value of a document is, the root aside. */
export function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  const entries: readonly [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, index): [number, unknown] => [index, item])
    : isObject(value)
      ? Object.entries(value)
      : [];
  return entries.flatMap(([key, member]) => {
    const here = [...path, key];
    return [here, ...pathsOf(member, here)];
  });
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((holder, key) => {
    if (Array.isArray(holder)) return holder[Number(key)];
    return isObject(holder) ? holder[key] : undefined;
  }, value);
}

/** A copy in which `change` has answered for the value at `path`; `undefined` removes it. */
export function changed(value: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const copy = [...items];
    copy[Number(key)] = changed(copy[Number(key)], rest, change);
    return copy.filter((item) => item !== undefined);
  }
  const object = isObject(value) ? value : {};
  const { [key]: old, ...others } = object;
  const next = changed(old, rest, change);
  return next === undefined ? others : { ...others, [key]: next };
}

/** The last character of a string becomes another of its kind. */
export function nudge(text: string): string {
  const last = text.at(-1) ?? '';
  // No 0, which base58 has not: what cannot be read is another fault.
  const next = /[0-9]/.test(last) ? String((Number(last) % 9) + 1) : last === 'e' ? 'a' : 'e';
  return text.slice(0, -1) + next;
}

export function mutants(
  document: unknown,
  paths: readonly Path[],
  change: (value: unknown) => unknown,
): readonly Mutant[] {
  return paths.map((path) => ({
    name: path.join('.'),
    document: changed(document, path, change),
  }));
}
