/** Who left waits for no answer, and nobody for theirs: nobody reads past their requests. Who comes back is there again. */
import { isHere, recordsOf } from '../badges/records/who-stays.ts';
import type { Claim, Person, Store, Stored } from '../storage/store.ts';
import { listOf } from './claims.ts';

type Claims = Pick<Store, 'claims'>;
type Whose = Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>;

const STATES = ['waiting', 'question'] as const;

export const restClaims = (store: Claims, person: Whose): Promise<void> =>
  eachOpen(store, person, ({ waitsFor: _, ...rest }) => rest);

export const wakeClaims = (store: Claims, person: Whose): Promise<void> =>
  eachOpen(store, person, (now) => ({ ...now, ...listOf(now) }));

/** Two records, of which they left in one: here, they wait again. */
export const followPresence = (store: Claims, person: Person): Promise<void> =>
  isHere(person) ? wakeClaims(store, person) : restClaims(store, person);

/** After a turn: who left may come in still, and go on with what they told. */
export async function restOfWhoLeft(store: Claims, person: Person): Promise<void> {
  if (!isHere(person)) await restClaims(store, person);
}

/** One that is answered in the same moment stays as it was answered. */
async function eachOpen(
  { claims }: Claims,
  person: Whose,
  change: (now: Stored<Claim>) => Stored<Claim>,
): Promise<void> {
  const all = claims(person.kpaId);
  for (const personId of recordsOf(person)) {
    for (const state of STATES) {
      const query = { index: 'byPersonState', equals: [personId, state] } as const;
      for (const { id } of await all.pickAll(query, []).toArray()) {
        await all.update(id, (now) => (now.state === state ? change(now) : now));
      }
    }
  }
}
