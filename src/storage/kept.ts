/** Small documents that every request asks for: kept in memory for as long as they are the stored ones. */
import { LRUCache } from 'lru-cache';
import type { Identified, PortCollection, Stored } from './database.ts';

/**
 * Asks for the version, and reads a document only if it is another one than that of the copy: also
 * where another process wrote it. For documents whose ids are never used again. What is kept is
 * given to many, and frozen.
 */
export function keeping<T extends Identified>(
  port: PortCollection<T>,
  most: number,
): PortCollection<T> {
  const kept = new LRUCache<string, Stored<T>>({ max: most });
  return {
    ...port,
    findById: async (id) => {
      const known = kept.get(id);
      if (known && (await port.versionOf(id)) === known.version) return known;
      const found = await port.findById(id);
      if (found) kept.set(id, unchanging(found));
      else kept.delete(id);
      return found;
    },
  };
}

const whole = new WeakSet<object>();

/** Freezes all of it: it is given to many. */
export function unchanging<D extends object>(document: D): D {
  freeze(document);
  whole.add(document);
  return document;
}

/** Whether what was found out of a document holds for as long as somebody has it. */
export const isUnchanging = (document: object): boolean => whole.has(document);

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const part of Object.values(value)) freeze(part);
  Object.freeze(value);
}
