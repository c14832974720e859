import type { Award, Store, Stored } from '../../storage/store.ts';

/** Undefined also for one whose holder was erased: what is left of it is an entry of a list (docs/adr/0047). */
export async function findAward(
  { awards }: Pick<Store, 'awards'>,
  kpaId: string,
  id: string,
): Promise<Stored<Award> | undefined> {
  const award = await awards(kpaId).findById(id);
  return award?.erasedAt === undefined ? award : undefined;
}
