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
  /** How many upgraders a stored document has behind it. */
  shapeOf(document: unknown): number;
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
  const refuse = (why: string) => new StoreError('INVALID_DOCUMENT', `${name}: ${why}`);
  if (newest === 0) return { mark: {}, shapeOf, upgrade: (document) => document };
  return {
    mark: { [SHAPE]: newest },
    shapeOf,
    upgrade(document) {
      const read = numbered.safeParse(document);
      if (!read.success) throw refuse(SHAPE);
      const { [SHAPE]: shape, ...fields } = read.data;
      if (shape > newest) throw refuse('a newer version of the service wrote it');
      return upgrades.slice(shape).reduce((older, upgrade) => upgrade(older), fields);
    },
  };
}

function shapeOf(document: unknown): number {
  const isMarked = typeof document === 'object' && document !== null && SHAPE in document;
  return isMarked && typeof document[SHAPE] === 'number' ? document[SHAPE] : 0;
}
