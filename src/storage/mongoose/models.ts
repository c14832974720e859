/** The mongoose model of a collection, derived from its declaration. */
import { type Connection, type Model, Schema } from 'mongoose';
import { type Index, type IndexedField, indexedFields } from '../adapter/declaration.ts';

/** A document as MongoDB keeps it: the fields of ours at the top, the id as `_id`. */
export interface Raw {
  _id: string;
  version: number;
  [field: string]: unknown;
}

/**
 * The schema names what may stand in a filter, and `strictQuery: 'throw'` refuses the rest: without
 * it, a filter on an unknown field would be dropped and match everything. It says nothing of the
 * other fields (`strict: false`): zod is the one validator, and two would come to differ.
 */
export function modelOf(
  connection: Connection,
  collection: string,
  indexes: ReadonlyMap<string, Index>,
): Model<Raw> {
  const fields = indexedFields(indexes).map(({ name, type }) => {
    return [name, type === 'string' ? String : Number] as const;
  });
  const schema = new Schema<Raw>(
    { _id: String, version: Number, ...Object.fromEntries(fields) },
    {
      strict: false,
      strictQuery: 'throw',
      versionKey: false,
      id: false,
      // An empty object is a value like another.
      minimize: false,
      autoIndex: false,
      autoCreate: false,
    },
  );
  for (const index of indexes.values()) {
    const name = `${collection}.${index.name}`;
    schema.index(keyOf(index), {
      name,
      ...(index.unique && { unique: true }),
      ...(index.sparse && { sparse: true }),
    });
  }
  return connection.model<Raw>(collection, schema, collection, { overwriteModels: true });
}

/** The id is `_id` in MongoDB. */
export function pathOf(field: string): string {
  return field === 'id' ? '_id' : field;
}

/** `_id` ends each index that allows ties, so that the tie-break comes in the index's order. */
function keyOf({ fields, unique }: Index): Record<string, 1> {
  const names = fields.map(({ name }: IndexedField) => name);
  const entries = [...names, ...(unique ? [] : ['_id'])].map((name) => [name, 1] as const);
  return Object.fromEntries(entries);
}
