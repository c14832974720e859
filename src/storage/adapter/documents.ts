/**
 * From the caller's document to what is stored, and back. Both engines get the same JSON values, so
 * that what was written on one reads the same on the other.
 */
import type { z } from 'zod';
import { type CollectionDeclaration, type Identified } from '../database.ts';
import { type ScannedRow, StoreError, type Stored } from '../database.ts';
import { type Index, isText } from './declaration.ts';
import { newerIn, parseTolerantly, withNewer } from './newer.ts';
import { changed } from './refusals.ts';
import { shapesOf } from './upgrades.ts';

interface Encoded<T> {
  /** The document's JSON. */
  readonly body: string;
  /** What a reader will get: shares nothing with what the caller holds. */
  readonly stored: Stored<T>;
}

export interface Documents<T extends Identified> {
  /** As it stands there: `decode` without its throw. */
  scanned(id: string, document: unknown, version: number): ScannedRow<T>;
  /** Throws `StoreError` INVALID_DOCUMENT, naming fields and never values. */
  encode(document: T): Encoded<T>;
  /** The version that follows. Throws VERSION_CONFLICT too, for a version that cannot be. */
  encodeNext(document: Stored<T>): Encoded<T>;
  /**
   * Members that are not declared are those of a newer version: read past, and kept. Throws
   * `StoreError` INVALID_DOCUMENT for a stored document that is not as declared otherwise.
   */
  decode(document: unknown, version: number): Stored<T>;
}

/** In UTF-16 units: below MongoDB's 16 MiB whatever the alphabet. */
const LONGEST_BODY = 4 * 1024 * 1024;
/** Keys are looked up and carried by cursors: a text this long is no key. */
const LONGEST_KEY = 1000;

export function documentsOf<T extends Identified>(
  declaration: CollectionDeclaration<T>,
  indexes: ReadonlyMap<string, Index>,
): Documents<T> {
  const { name, schema, formerFields } = declaration;
  const shapes = shapesOf(declaration);
  const refuse = (why: string) => new StoreError('INVALID_DOCUMENT', `${name}: ${why}`);
  const parse = (document: unknown): T => {
    const parsed = schema.safeParse(document);
    if (parsed.success) return parsed.data;
    throw refuse(describeIssues(parsed.error.issues));
  };
  const read = (document: unknown): T => {
    const parsed = parseTolerantly(schema, shapes.upgrade(document), formerFields);
    if (parsed.success) return parsed.data;
    throw refuse(describeIssues(parsed.error.issues));
  };
  const encode = (document: object, version: number): Encoded<T> => {
    const written = withNewer({ ...parse(document), ...shapes.mark }, newerIn(document));
    const body = JSON.stringify(written, (key, value: unknown) => {
      const fault = faultOf(key, value);
      if (fault) throw refuse(fault);
      return value;
    });
    if (body.length > LONGEST_BODY) throw refuse('the document is too long');
    // Read back before it is written: a value JSON cannot carry would be lost on the way.
    const stored = { ...read(JSON.parse(body)), version };
    for (const index of indexes.values()) checkKey(index, stored, refuse);
    return { body, stored };
  };
  return {
    scanned(id, document, version) {
      const shape = shapes.shapeOf(document);
      try {
        return { id, shape, document: { ...read(document), version } };
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        return { id, shape, fault: error.message };
      }
    },
    encode: (document) => encode(document, 1),
    encodeNext: ({ version, ...document }) => {
      if (!Number.isSafeInteger(version) || version < 1) throw changed(name);
      return encode(document, version + 1);
    },
    decode: (document, version) => ({ ...read(document), version }),
  };
}

/** The value of a top-level field of a document. */
export function valueOf(document: object, field: string): unknown {
  const value: unknown = Reflect.get(document, field);
  return value;
}

function checkKey(index: Index, document: object, refuse: (why: string) => StoreError): void {
  for (const { name } of index.fields) {
    const value = valueOf(document, name);
    if (value === undefined && index.unique && !index.sparse)
      throw refuse(`${name} (a unique key needs it)`);
    // SQLite reads numbers out of JSON with an error in the last digit that MongoDB does not make.
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw refuse(`${name} (an indexed number must be a safe integer)`);
    }
    if (typeof value === 'string' && value.length > LONGEST_KEY) {
      throw refuse(`${name} (an indexed text may have ${LONGEST_KEY} characters)`);
    }
  }
}

function faultOf(key: string, value: unknown): string | undefined {
  // MongoDB reads `$` and `.` in a name as operators and paths.
  if (/^\$|\.|^__proto__$/.test(key) || !isText(key)) return 'a field name is not allowed';
  if (value === null) return `${key} (null: leave the field out)`;
  if (typeof value === 'string' && !isText(value)) return `${key} (not well-formed text)`;
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) {
    return `${key} (not a finite number)`;
  }
  return undefined;
}

/** Paths and zod's codes; zod's messages can quote the value, which may be personal data. */
function describeIssues(issues: readonly z.core.$ZodIssue[]): string {
  const shown = issues.slice(0, 5).map(({ path, code }) => {
    return `${path.map(String).join('.') || 'document'} (${code})`;
  });
  return shown.join(', ');
}
