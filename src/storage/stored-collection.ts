/** A collection as whoever looks after all of them sees it: what is in it does not matter. */
import type { CollectionDeclaration, Identified, PortCollection, ScannedRow } from './database.ts';
import { ifRefused } from './refused.ts';

/** What came of some hundreds of documents. */
export interface MigrationStep {
  readonly read: number;
  /** Written in the shape of today. */
  readonly written: number;
  readonly unreadable: readonly UnreadableRow[];
}

interface UnreadableRow {
  readonly id: string;
  readonly why: string;
}

export interface StoredCollection {
  readonly name: string;
  /** Some hundreds at a time, in the order of their ids: what cannot be read. */
  readonly check: () => AsyncIterable<MigrationStep>;
  /** The same, and what is of an older shape is written anew. Again, it has nothing left to do. */
  readonly migrate: () => AsyncIterable<MigrationStep>;
}

export function storedCollection<T extends Identified>(
  { name, upgrades = [] }: Pick<CollectionDeclaration<T>, 'name' | 'upgrades'>,
  port: PortCollection<T>,
): StoredCollection {
  async function write({ document, shape }: ScannedRow<T>): Promise<number> {
    if (!document || shape >= upgrades.length) return 0;
    // Who wrote it meanwhile has written it in the shape of today.
    const replaced = ifRefused(port.replace(document), 'VERSION_CONFLICT', () => undefined);
    return (await replaced) ? 1 : 0;
  }
  async function* steps(each: (row: ScannedRow<T>) => Promise<number>) {
    for (let after: string | undefined; ;) {
      const rows = await port.scan(after);
      if (rows.length === 0) return;
      const written = await Promise.all(rows.map(each));
      yield {
        read: rows.length,
        written: written.reduce((sum, one) => sum + one, 0),
        unreadable: rows.flatMap(({ id, fault }) =>
          fault === undefined ? [] : [{ id, why: fault }],
        ),
      };
      after = rows.at(-1)?.id;
    }
  }
  return { name, check: () => steps(() => Promise.resolve(0)), migrate: () => steps(write) };
}
