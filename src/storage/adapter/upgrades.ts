/**
 * Documents from before their schema changed: read as if they had been written today (docs/adr/0002).
 * What is stored says by its number how many of the upgraders it has behind it; at the next
 * replacement it is written in the shape of today.
 */
import { z } from 'zod';
import { type CollectionDeclaration, type Identified, StoreError } from '../database.ts';

/** The number, beside the fields of the document: none in what was written before there were any. */
export const SHAPE = 'shape';

const numbered = z.looseObject({ [SHAPE]: z.int().min(0).default(0) });

export interface Shapes {
  /** What is written beside the fields: nothing for a collection that never changed. */
  readonly mark: Readonly<Record<string, number>>;
  /**
   * A stored document in the shape of today, without its number. Throws `StoreError`
   * INVALID_DOCUMENT for one that a newer version of the service wrote.
   */
  upgrade(document: unknown): unknown;
}

export function shapesOf<T extends Identified>({
  name,
  upgrades = [],
}: CollectionDeclaration<T>): Shapes {
  const newest = upgrades.length;
  if (newest === 0) return { mark: {}, upgrade: (document) => document };
  return {
    mark: { [SHAPE]: newest },
    upgrade(document) {
      const read = numbered.safeParse(document);
      if (!read.success) throw new StoreError('INVALID_DOCUMENT', `${name}: ${SHAPE}`);
      const { [SHAPE]: shape, ...fields } = read.data;
      if (shape > newest) {
        throw new StoreError(
          'INVALID_DOCUMENT',
          `${name}: a newer version of the service wrote it`,
        );
      }
      return upgrades.slice(shape).reduce((older, upgrade) => upgrade(older), fields);
    },
  };
}
