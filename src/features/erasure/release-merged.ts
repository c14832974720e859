/**
 * A record that was merged into one that was erased at that moment. It was never taken up, and nobody who
 * had the other erased has seen it go: it is again who it was (docs/adr/0047).
 */
import { withEmail } from '../../people/email-address.ts';
import { followName } from '../../people/name-rows.ts';
import { ifRefused, type Person, type Store } from '../../storage/store.ts';

export async function releaseMerged(
  { store }: { readonly store: Store },
  { id, kpaId }: Pick<Person, 'id' | 'kpaId'>,
): Promise<void> {
  const write = (withIts: boolean) =>
    store.people(kpaId).update(id, (now) => {
      const { mergedInto, mergedAt: _at, mergingSince: _since, merging: _chosen, ...rest } = now;
      if (mergedInto === undefined) return now;
      return { ...rest, ...(withIts && withEmail(kpaId, rest.email)) };
    });
  // Two share the address, as from before it was unique (docs/adr/0021).
  const released = await ifRefused(write(true), 'DUPLICATE_KEY', () => write(false));
  if (released) await followName(store, released);
}
