/**
 * Members that a newer version of the service has written into a document, and this one does not know:
 * read past, kept, and written back where they were (docs/adr/0002). They travel under a symbol in the
 * object that had them, which a copy of it takes along, and nothing else sees.
 */
import type { z } from 'zod';
import { SHAPE } from './upgrades.ts';

const NEWER = Symbol('members of a newer version');

type Members = Readonly<Record<string, unknown>>;

/** Where an object stands in a document. */
type Path = readonly PropertyKey[];

export interface NewerMembers {
  readonly path: Path;
  readonly members: Members;
}

/**
 * The document as the schema has it, what the schema does not know put aside. The parse alone where
 * anything else is wrong with it.
 */
export function parseTolerantly<T>(
  schema: z.ZodType<T>,
  document: unknown,
  former: readonly string[] = [],
) {
  const strict = schema.safeParse(document);
  if (strict.success) return strict;
  const found = unknownIn(document, strict.error.issues, [SHAPE, ...former]);
  if (!found) return strict;
  const parsed = schema.safeParse(without(document, found));
  if (parsed.success) for (const one of found) mark(parsed.data, one);
  return parsed;
}

/** Those that were put aside in a document, or in what was made out of it. */
export function newerIn(document: unknown, path: Path = []): readonly NewerMembers[] {
  if (!isObject(document)) return [];
  const own: unknown = Reflect.get(document, NEWER);
  return [
    ...(isMembers(own) ? [{ path, members: own }] : []),
    ...Object.entries(document).flatMap(([name, member]) => newerIn(member, [...path, name])),
  ];
}

/** A document with them where they were; where their place is gone, so are they. */
export function withNewer<T>(document: T, found: readonly NewerMembers[]): T {
  if (found.length === 0) return document;
  const copy = structuredClone(document);
  for (const { path, members } of found) {
    const place = placeIn(copy, path);
    // What was put there meanwhile stays.
    if (place) Object.assign(place, { ...members, ...place });
  }
  return copy;
}

/** Undefined if something is wrong that is no unknown member. */
function unknownIn(
  document: unknown,
  issues: readonly z.core.$ZodIssue[],
  former: readonly string[],
): readonly NewerMembers[] | undefined {
  const found: NewerMembers[] = [];
  for (const issue of issues) {
    // The number of an upgrader that we have not, or what one has taken away, is nothing of a newer one.
    if (issue.code !== 'unrecognized_keys') return undefined;
    if (issue.path.length === 0 && issue.keys.some((key) => former.includes(key))) return undefined;
    const place = placeIn(document, issue.path);
    if (!place) return undefined;
    const members = issue.keys.map((key) => [key, Reflect.get(place, key)] as const);
    found.push({ path: issue.path, members: Object.fromEntries(members) });
  }
  return found;
}

function without(document: unknown, found: readonly NewerMembers[]): unknown {
  const copy: unknown = structuredClone(document);
  for (const { path, members } of found) {
    const place = placeIn(copy, path);
    if (place) for (const key of Object.keys(members)) Reflect.deleteProperty(place, key);
  }
  return copy;
}

function mark(document: unknown, { path, members }: NewerMembers): void {
  const place = placeIn(document, path);
  if (place) Object.assign(place, { [NEWER]: Object.freeze(members) });
}

function placeIn(document: unknown, path: Path): object | undefined {
  const place = path.reduce<unknown>(
    (at, name) => (isObject(at) ? Reflect.get(at, name) : undefined),
    document,
  );
  return isObject(place) ? place : undefined;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isMembers = (value: unknown): value is Members => isObject(value);
