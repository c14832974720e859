/** Rows that we wrote: each bears a MAC over all that stands in it (docs/adr/0019). */
import type { z } from 'zod';
import { newerIn, withNewer } from '../storage/store.ts';
import type { Custody } from './custody.ts';
import { KeyError } from './errors.ts';

export interface RowWithMac {
  readonly id: string;
  readonly kpaId: string;
  readonly mac?: string | undefined;
}

/**
 * Why a row is not believed: it bears no MAC; one under a master key that we do not hold; another
 * one than its own; or it is older than what this process has read.
 */
export type RowDoubt = 'no-mac' | 'other-master-key' | 'changed' | 'rolled-back';

export interface RowMacs<T extends RowWithMac> {
  /** The row as it is to be stored. */
  marked<R extends T>(row: R): Promise<R>;
  /** Undefined for a row that is as we wrote it. Rejects if custody does not answer. */
  doubt(row: T): Promise<RowDoubt | undefined>;
}

/**
 * `use` keeps the rows of one collection from passing for those of another. `asFirst`: the row as it
 * was when its collection had its first MACs, if its shape changed since; never the same for two
 * rows that differ.
 */
export function createRowMacs<T extends RowWithMac>(
  custody: Pick<Custody, 'mac' | 'checkMac'>,
  use: string,
  schema: z.ZodType<T>,
  asFirst: (row: T) => object = (row) => row,
): RowMacs<T> {
  const contentOf = (row: T) => contentFor(row, schema, asFirst);
  const contextOf = ({ id, kpaId }: RowWithMac) => ({ kpaId, documentId: id, use });
  return {
    marked: async (row) => ({
      ...row,
      mac: await custody.mac(contentOf(row), contextOf(row)),
    }),
    async doubt(row) {
      if (row.mac === undefined) return 'no-mac';
      try {
        await custody.checkMac(contentOf(row), row.mac, contextOf(row));
        return undefined;
      } catch (error) {
        if (!(error instanceof KeyError)) throw error;
        return error.code === 'WRONG_MASTER_KEY' ? 'other-master-key' : 'changed';
      }
    },
  };
}

/**
 * Everything but the MAC itself and the store's own counter: a field that is added later is in it
 * without anybody thinking of it. As the schema reads it, which is how the store gives it back, and
 * in one order of its names.
 */
function contentFor<T extends RowWithMac>(
  row: T,
  schema: z.ZodType<T>,
  asFirst: (row: T) => object,
): string {
  const { mac, version, ...content } = { version: undefined, ...row };
  const read = schema.safeParse(content);
  // What does not fit will be refused by the store, in words that quote nothing of it.
  if (!read.success) return JSON.stringify(inOrder(content));
  // A newer version has its members in its MAC, too.
  return JSON.stringify(inOrder(withNewer(asFirst(read.data), newerIn(row))));
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, inOrder(member)]));
}

/**
 * A new MAC on a row that somebody else wrote would make it ours. Throws `KeyError` NOT_AS_WRITTEN, or
 * WRONG_MASTER_KEY.
 */
export async function refuseDoubt<T extends RowWithMac>(macs: RowMacs<T>, row: T): Promise<void> {
  const doubt = await macs.doubt(row);
  if (doubt === undefined) return;
  if (doubt === 'other-master-key') {
    throw new KeyError('WRONG_MASTER_KEY', 'The MAC of the row was made under another master key');
  }
  throw new KeyError('NOT_AS_WRITTEN', `The row is not as we wrote it (${doubt})`);
}
