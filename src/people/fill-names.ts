/** The names of people from before there was anything to find them by (docs/adr/0040). */
import { repeatableId } from '../badges/repeatable-id.ts';
import { createFilling, type Filling, type Person, type Store } from '../storage/store.ts';
import { insertNames, type NameStores } from './name-rows.ts';

interface Services {
  readonly store: NameStores & Pick<Store, 'kpas' | 'filledKpas'>;
  readonly clock: () => Date;
}

/** People at once: some five documents each, which share a commit. */
const AT_ONCE = 100;

export function createNames({ store, clock }: Services): Filling {
  return createFilling({
    store,
    clock,
    markOf: (kpaId) => repeatableId(`names/${kpaId}`),
    fill: async (kpaId) => {
      let some: Person[] = [];
      let isWhole = true;
      for await (const row of store.people(kpaId).allRows({ index: 'byName' })) {
        if ('document' in row) some.push(row.document);
        else isWhole = false;
        if (some.length < AT_ONCE) continue;
        await insertNames(store, some);
        some = [];
      }
      await insertNames(store, some);
      return isWhole;
    },
  });
}
