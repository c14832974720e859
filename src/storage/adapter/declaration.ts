/** Reads a collection's declaration once, and refuses one that the two engines could read apart. */
import { z } from 'zod';
import type { CollectionDeclaration, Identified, Scalar } from '../database.ts';
import { SHAPE } from './upgrades.ts';

export interface IndexedField {
  readonly name: string;
  readonly type: 'string' | 'number';
  readonly optional: boolean;
}

export interface Index {
  readonly name: string;
  readonly fields: readonly IndexedField[];
  readonly unique: boolean;
  /** A unique one that leaves out the documents without its field. */
  readonly sparse: boolean;
}

/** Names become table, column and index names: short and plain, so that quoting them is enough. */
const NAME = /^[A-Za-z][A-Za-z0-9]{0,59}$/;

/** `id` is the tie-break of every index already; the adapters use the two others. */
const RESERVED = ['id', '_id', 'version'];
/** What stands beside the fields of every document. */
const TAKEN = ['version', SHAPE];

/** A declaration never changes, and its schema takes long to read: each time a database is opened. */
const known = new WeakMap<object, ReadonlyMap<string, Index>>();

/** The indexes of a declaration by name. Throws `TypeError` for a declaration that cannot hold. */
export function readIndexes<T extends Identified>(
  declaration: CollectionDeclaration<T>,
): ReadonlyMap<string, Index> {
  const indexes = known.get(declaration) ?? indexesOf(declaration);
  known.set(declaration, indexes);
  return indexes;
}

function indexesOf<T extends Identified>(
  declaration: CollectionDeclaration<T>,
): ReadonlyMap<string, Index> {
  checkName(declaration.name);
  const { properties = {}, required = [] } = z.toJSONSchema(declaration.schema, {
    unrepresentable: 'any',
  });
  const taken = TAKEN.find((name) => name in properties);
  if (taken !== undefined) throw new TypeError(`${declaration.name}: « ${taken} » is taken`);
  const field = (name: string): IndexedField => {
    checkName(name);
    const type = scalarType(properties[name]);
    if (!type || RESERVED.includes(name)) {
      throw new TypeError(`${declaration.name}: « ${name} » cannot be indexed`);
    }
    return { name, type, optional: !required.includes(name) };
  };
  const indexes = Object.entries(declaration.indexes).map(([name, { fields, unique }]): Index => {
    checkName(name);
    const sparse = unique === 'where present';
    // MongoDB lists a document that has any of several fields, SQLite one that has all.
    if (sparse && fields.length > 1) {
      throw new TypeError(`${declaration.name}: « ${name} » may have one field only`);
    }
    return { name, fields: fields.map(field), unique: unique !== undefined, sparse };
  });
  return new Map(indexes.map((index) => [index.name, index]));
}

/** Every field some index uses, once. */
export function indexedFields(indexes: ReadonlyMap<string, Index>): readonly IndexedField[] {
  const fields = [...indexes.values()].flatMap((index) => index.fields);
  return [...new Map(fields.map((field) => [field.name, field])).values()];
}

/** Well-formed Unicode without NUL: the rest is altered, or cut short, by one engine or the other. */
export function isText(value: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(value);
}

/** A value of the field's own type: the engines order strings against numbers differently. */
export function fits(field: IndexedField, value: unknown): value is Scalar {
  if (typeof value === 'number') return field.type === 'number' && Number.isFinite(value);
  return typeof value === 'string' && field.type === 'string' && isText(value);
}

function checkName(name: string): void {
  if (!NAME.test(name)) throw new TypeError(`« ${name} » is not a plain name`);
}

function scalarType(property: unknown): 'string' | 'number' | undefined {
  const parsed = z.object({ type: z.enum(['string', 'number', 'integer']) }).safeParse(property);
  if (!parsed.success) return undefined;
  return parsed.data.type === 'string' ? 'string' : 'number';
}
