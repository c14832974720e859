/** All names of a KPA, where every one counts: they alone are read, from their index. */
import type { Person, Store } from '../storage/store.ts';
import type { Named } from './nameless-text.ts';

type People = Pick<Store, 'people'>;

/** No name of theirs may stand in what is signed, or shown with it. */
export async function namesIn({ people }: People, kpaId: string): Promise<readonly Named[]> {
  const all = await people(kpaId).pickAll({ index: 'byName' }, ['name']).toArray();
  return all.map(({ id, name = '' }) => ({ id, name }));
}

/** As the store sorts them everywhere. */
export const byName = (a: Person, b: Person): number =>
  Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)) || (a.id < b.id ? -1 : 1);
