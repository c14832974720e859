/**
 * How the KPAs of the network are called, to be compared with what a stranger calls themselves: read
 * once, and again when one came, went or changed (docs/adr/0002), not at each verification.
 */
import { areAlike, type FoldedName, foldName } from '../credentials/names/look-alike.ts';
import type { Store } from '../storage/store.ts';

interface Known {
  readonly versions: string;
  readonly names: readonly {
    readonly id: string;
    readonly name: string;
    readonly folded: FoldedName;
  }[];
}

const known = new WeakMap<Store['kpas'], Known>();

export async function namesOfNetwork({ kpas }: Pick<Store, 'kpas'>): Promise<Known['names']> {
  const versions = await kpas.versions({ index: 'bySlug' });
  const before = known.get(kpas);
  if (before?.versions === versions) return before.names;
  // One that cannot be read keeps nobody from being compared with the others.
  const all = await kpas.readable.all({ index: 'bySlug' }).toArray();
  const names = all.map(({ id, name }) => ({ id, name, folded: foldName(name) }));
  known.set(kpas, { versions, names });
  return names;
}

/** Another KPA that bears this name, or one that the eye takes for it. */
export async function whoHasName(
  store: Pick<Store, 'kpas'>,
  name: string,
  ownId?: string,
): Promise<string | undefined> {
  const folded = foldName(name);
  const names = await namesOfNetwork(store);
  return names.find((one) => one.id !== ownId && areAlike(folded, one.folded))?.name;
}
