/** Badge classes that were published since the backup: badges that people hold name them. */
import type { ClassAct } from '../../journal/acts.ts';
import { ifRefused, publishedClassSchema, type Store } from '../../storage/store.ts';

type Restored =
  { readonly restoredClass: string } | { readonly lostClass: string; readonly why: string };

export async function* restoreClasses(
  { publishedClasses }: Pick<Store, 'publishedClasses'>,
  noted: readonly ClassAct[],
): AsyncGenerator<Restored> {
  for (const { id, kpa, document } of noted) {
    const read = publishedClassSchema.safeParse(parse(document));
    if (!read.success) {
      yield { lostClass: id, why: 'its line is of another version of the service' };
      continue;
    }
    const inserted = publishedClasses(kpa).insert(read.data);
    const made = await ifRefused(inserted, 'DUPLICATE_KEY', () => undefined);
    if (made) yield { restoredClass: made.slug };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
