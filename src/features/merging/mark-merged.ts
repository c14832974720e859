/**
 * One write decides that a record is merged into another: its own, which says into which, and what was
 * chosen. All that follows is made of it, by whoever comes first (docs/adr/0047).
 */
import { isGone } from '../../badges/records/who-stays.ts';
import type { Person, Store, Stored } from '../../storage/store.ts';
import { differInEmail, differInPowers, type Pair } from './pair.ts';
import type { Chosen } from './merge-form.ts';

interface Services {
  readonly store: Pick<Store, 'people'>;
  readonly clock: () => Date;
}

interface Decided {
  readonly pair: Pair;
  readonly chosen: Chosen;
  readonly by: Person;
}

/** Once: who is faster decides, and the others find it decided. Resolves with the record that goes. */
export async function markMerged(
  { store, clock }: Services,
  { pair, chosen, by }: Decided,
): Promise<Stored<Person>> {
  const { stays, goes } = pair;
  const at = clock().toISOString();
  const marked = await store.people(goes.kpaId).update(goes.id, (now) => {
    if (isGone(now)) return now;
    const { emailSlot: _, ...rest } = now;
    const merging = mergingOf(pair, chosen, by);
    return { ...rest, mergedInto: stays.id, mergedAt: at, mergingSince: at, merging };
  });
  return marked ?? goes;
}

function mergingOf(pair: Pair, chosen: Chosen, by: Person): NonNullable<Person['merging']> {
  const { stays, goes } = pair;
  const takesEmail = stays.email === undefined || chosen.email === goes.id;
  const formerEmail = differInEmail(pair) && takesEmail ? stays.email : undefined;
  return {
    by: by.id,
    name: chosen.name === goes.id ? goes.name : stays.name,
    ...(takesEmail && goes.email !== undefined && { takesEmail: true as const }),
    ...(formerEmail !== undefined && { formerEmail }),
    ...(chosen.card === goes.id && { takesCard: true as const }),
    ...(differInPowers(pair) && { endsSessions: true as const }),
  };
}
