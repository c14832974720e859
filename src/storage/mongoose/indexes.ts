/** The indexes of a collection, made to follow its declaration. */
import type { Model } from 'mongoose';
import { z } from 'zod';
import type { Raw } from './models.ts';

const difference = z.object({ toDrop: z.array(z.string()) });

/**
 * What mongoose's `syncIndexes` does for indexes of these names, for processes that start together after an upgrade: it drops
 * all indexes at once, and fails where another process was faster. Here one after the other, and
 * an index that is gone is as good as dropped.
 */
export async function followDeclaration(
  model: Model<Raw>,
  names: readonly string[],
): Promise<void> {
  for (const name of await outdated(model, names)) {
    try {
      await model.collection.dropIndex(name);
    } catch (error) {
      if ((await outdated(model, names)).includes(name)) throw error;
    }
  }
  await model.createIndexes();
}

/** One of a newer version, which may run beside this one, is not ours to take away. */
async function outdated(model: Model<Raw>, names: readonly string[]): Promise<readonly string[]> {
  const { toDrop } = difference.parse(await model.diffIndexes());
  return toDrop.filter((name) => names.includes(name));
}
