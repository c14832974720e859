/** Rows that were read before: the same text is the same document, whoever has written it. */
import { LRUCache } from 'lru-cache';
import type { Stored } from '../database.ts';
import { unchanging } from '../kept.ts';

export interface StoredRow {
  readonly version: number;
  readonly body: string;
}

/** Of all texts of one collection: two hundred awards. */
const MOST_CHARACTERS = 2_000_000;

/** As `decode`, whose answer is kept, frozen and given to many. */
export function keepingRows<T>(decode: (row: StoredRow) => Stored<T>): typeof decode {
  const kept = new LRUCache<string, Stored<T>>({
    maxSize: MOST_CHARACTERS,
    sizeCalculation: (_document, body) => body.length + 1,
  });
  return (row) => {
    const known = kept.get(row.body);
    if (known?.version === row.version) return known;
    const document = unchanging(decode(row));
    kept.set(row.body, document);
    return document;
  };
}
