/** The indexes of a collection, made to follow its declaration. */
import type { Model } from 'mongoose';
import { z } from 'zod';
import type { Raw } from './models.ts';

const difference = z.object({ toDrop: z.array(z.string()) });

/**
 * What mongoose's `syncIndexes` does, for processes that start together after an upgrade: it drops
 * all indexes at once, and fails where another process was faster. Here one after the other, and
 * an index that is gone is as good as dropped.
 */
export async function followDeclaration(model: Model<Raw>): Promise<void> {
  for (const name of await outdated(model)) {
    try {
      await model.collection.dropIndex(name);
    } catch (error) {
      if ((await outdated(model)).includes(name)) throw error;
    }
  }
  await model.createIndexes();
}

async function outdated(model: Model<Raw>): Promise<readonly string[]> {
  return difference.parse(await model.diffIndexes()).toDrop;
}
