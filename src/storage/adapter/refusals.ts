/** What both adapters answer, in the same words: the collection, and never a value. */
import { StoreError } from '../database.ts';

export function taken(collection: string): StoreError {
  return new StoreError('DUPLICATE_KEY', `${collection}: the id or a unique key is taken`);
}

export function changed(collection: string): StoreError {
  return new StoreError('VERSION_CONFLICT', `${collection}: the document has changed or is gone`);
}
