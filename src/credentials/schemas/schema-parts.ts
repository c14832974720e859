import { z } from 'zod';
import { toArray } from '../bytes/json-object.ts';

/** A string, or words by language (Open Badges 3.0.3), or a value object (VCDM 2.0 §11.1). */
export const words = z.union([z.string().min(1), z.record(z.string(), z.string())]);
export const uri = z.string().regex(/^[a-z][a-z0-9+.-]*:\S+$/i, 'expected an absolute URI');
/** URLs, and words of one's own. */
export const contexts = z.array(z.union([z.string(), z.record(z.string(), z.unknown())]));
/** With a time zone. */
export const instant = z.iso.datetime({ offset: true });

/** JSON-LD lets one value go without brackets; it is read as a list of one. */
export function oneOrMany<T extends z.ZodType>(schema: T) {
  return z.preprocess(toArray, z.array(schema));
}

/** `type` is a set of names, among them the expected one. */
export function typed(expected: string) {
  return oneOrMany(z.string()).refine(
    (type) => type.includes(expected),
    `expected the type ${expected}`,
  );
}

export const image = z.looseObject({ id: uri, type: typed('Image'), caption: words.optional() });

const profileMembers = {
  id: uri,
  type: typed('Profile'),
  name: words.optional(),
  url: uri.optional(),
  otherIdentifier: oneOrMany(z.looseObject({ type: typed('IdentifierEntry') })).optional(),
};

export const profile = z.looseObject({
  ...profileMembers,
  parentOrg: z.looseObject(profileMembers).optional(),
});

/** One line: the path and the fault of the first few. */
export function describeIssues(error: z.ZodError): string {
  return error.issues.slice(0, 5).map(describe).join('; ');
}

function describe(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.') || 'credential';
  // Of several shapes the last one allowed is the fullest.
  const nested = issue.code === 'invalid_union' ? issue.errors.at(-1)?.[0] : undefined;
  return nested ? `${path}.${describe(nested)}` : `${path}: ${issue.message}`;
}
