/**
 * What stands in a collection, read so that a document that cannot be read hurts its own row alone:
 * a newer version wrote it, say, or somebody past the service.
 */
import type { Identified, Paging, PortCollection, Query, Stored } from './database.ts';
import { ifRefused } from './refused.ts';

/** `fault`: why there is no document. It names fields, and quotes nothing of them. */
export type Row<T> =
  | { readonly id: string; readonly document: Stored<T> }
  | { readonly id: string; readonly fault: string };

export interface PageOfRows<T> {
  readonly items: readonly Row<T>[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** As `find`: only where that is refused, they are read one by one. */
export function findRows<T extends Identified>(
  port: PortCollection<T>,
  query: Query & Paging,
): Promise<PageOfRows<T>> {
  const whole = async () => {
    const { items, ...page } = await port.find(query);
    return { ...page, items: items.map(rowOf) };
  };
  return ifRefused(whole(), 'INVALID_DOCUMENT', async () => {
    const { items, ...page } = await port.pick(query, []);
    return {
      ...page,
      items: await readEach(
        port,
        items.map(({ id }) => id),
      ),
    };
  });
}

/** As `findByIds`. */
export function findRowsByIds<T extends Identified>(
  port: PortCollection<T>,
  ids: readonly string[],
): Promise<readonly Row<T>[]> {
  const whole = async () => (await port.findByIds(ids)).map(rowOf);
  return ifRefused(whole(), 'INVALID_DOCUMENT', () => readEach(port, [...new Set(ids)]));
}

const rowOf = <T extends Identified>(document: Stored<T>): Row<T> => ({
  id: document.id,
  document,
});

/** Those that are there. */
async function readEach<T extends Identified>(
  port: PortCollection<T>,
  ids: readonly string[],
): Promise<readonly Row<T>[]> {
  const read = async (id: string): Promise<readonly Row<T>[]> => {
    const document = await port.findById(id);
    return document ? [rowOf(document)] : [];
  };
  const each = ids.map((id) =>
    ifRefused(read(id), 'INVALID_DOCUMENT', ({ message }) => [{ id, fault: message }]),
  );
  return (await Promise.all(each)).flat();
}
