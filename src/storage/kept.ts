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
      if (found) kept.set(id, frozen(found));
      else kept.delete(id);
      return found;
    },
  };
}

function frozen<V>(value: V): V {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen<unknown>(part);
  return Object.freeze(value);
}
