/** Who left waits for no answer: nobody reads past their requests. Who comes back waits again. */
import { recordsOf } from '../badges/records/who-stays.ts';
import type { Claim, Person, Store, Stored } from '../storage/store.ts';
import { TEAM } from './claims.ts';

type Claims = Pick<Store, 'claims'>;
type Whose = Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>;

export const restClaims = (store: Claims, person: Whose): Promise<void> =>
  eachWaiting(store, person, ({ waitsFor: _, ...rest }) => rest);

export const wakeClaims = (store: Claims, person: Whose): Promise<void> =>
  eachWaiting(store, person, (now) => ({ ...now, waitsFor: now.openTo ?? TEAM }));

/** One that is answered in the same moment stays as it was answered. */
async function eachWaiting(
  { claims }: Claims,
  person: Whose,
  change: (now: Stored<Claim>) => Stored<Claim>,
): Promise<void> {
  const all = claims(person.kpaId);
  for (const personId of recordsOf(person)) {
    const query = { index: 'byPersonState', equals: [personId, 'waiting'] } as const;
    for (const { id } of await all.pickAll(query, []).toArray()) {
      await all.update(id, (now) => (now.state === 'waiting' ? change(now) : now));
    }
  }
}
