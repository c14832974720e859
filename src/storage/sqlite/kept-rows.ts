/** Rows that were read by their ids: the same text is the same document, whoever has written it. */
import { LRUCache } from 'lru-cache';
import type { Stored } from '../database.ts';
import { unchanging } from '../kept.ts';

export interface StoredRow {
  readonly version: number;
  readonly body: string;
}

/** Of one collection. What is found out of a document is kept with it. */
const MOST = 200;
const MOST_CHARACTERS = 2_000_000;

interface Kept<T> {
  readonly body: string;
  readonly document: Stored<T>;
}

/** What `decode` makes of the row with an id, undefined for none: kept, frozen and given to many. */
export function keepingRows<T>(decode: (row: StoredRow) => Stored<T>) {
  const kept = new LRUCache<string, Kept<T>>({
    max: MOST,
    maxSize: MOST_CHARACTERS,
    sizeCalculation: ({ body }) => body.length + 1,
  });
  return {
    read(id: string, row: StoredRow | undefined): Stored<T> | undefined {
      const known = kept.get(id);
      if (row && known?.body === row.body && known.document.version === row.version) {
        return known.document;
      }
      kept.delete(id);
      if (!row) return undefined;
      const document = unchanging(decode(row));
      kept.set(id, { body: row.body, document });
      return document;
    },
    forget(id: string): void {
      kept.delete(id);
    },
  };
}
