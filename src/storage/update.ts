/** A change of one document that others change too: read, changed, written, or once more. */
import type { Identified, Stored } from './database.ts';
import { isRefusal } from './refused.ts';

/** What became of a document. Called again for each try: what counts is the last one. */
export type Change<T> = (current: Stored<T>) => Stored<T> | Promise<Stored<T>>;

export interface DocumentAccess<T extends Identified> {
  readonly read: () => Promise<Stored<T> | undefined>;
  /** Rejects with `StoreError` VERSION_CONFLICT if `current` is not what is stored any more. */
  readonly write: (current: Stored<T>, next: Stored<T>) => Promise<Stored<T>>;
}

/** At each try one writer gets through: more than these never meet on one document of ours. */
const MOST_TRIES = 20;

/** See `Collection.update`. */
export async function update<T extends Identified>(
  { read, write }: DocumentAccess<T>,
  change: Change<T>,
  mostTries = MOST_TRIES,
): Promise<Stored<T> | undefined> {
  for (let tries = 1; ; tries += 1) {
    const current = await read();
    if (!current) return undefined;
    const next = await change(current);
    if (next === current) return current;
    try {
      return await write(current, next);
    } catch (error) {
      if (tries === mostTries || !isRefusal(error, 'VERSION_CONFLICT')) throw error;
    }
  }
}
