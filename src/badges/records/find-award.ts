import type { Definitions } from '../../definitions/definitions.ts';
import type { Award, Person, Store, Stored } from '../../storage/store.ts';
import { isKnownTo } from './known-to.ts';

/** Undefined also for one whose holder was erased: what is left of it is an entry of a list (docs/adr/0047). */
export async function findAward(
  { awards }: Pick<Store, 'awards'>,
  kpaId: string,
  id: string,
): Promise<Stored<Award> | undefined> {
  const award = await awards(kpaId).findById(id);
  return award?.erasedAt === undefined ? award : undefined;
}

/** For one of the team: one that they may not know of is not there. */
export async function findKnownAward(
  {
    store,
    definitions,
  }: { readonly store: Pick<Store, 'awards'>; readonly definitions: Definitions },
  person: Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>,
  id: string,
): Promise<Stored<Award> | undefined> {
  const award = await findAward(store, person.kpaId, id);
  return award && isKnownTo(award, definitions, person) ? award : undefined;
}
