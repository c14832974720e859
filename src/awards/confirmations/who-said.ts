/** Who of the group says that they saw what a badge is for: while they are asked, and when it is signed. */
import { findHolder, isHere, isOf } from '../../badges/records/who-stays.ts';
import type { Award, GroupMeeting, Person, Store } from '../../storage/store.ts';

type Stores = Pick<Store, 'experiences' | 'people'>;

/** Those who are of the KPA now, each once. */
async function peopleIn(
  store: Pick<Store, 'people'>,
  kpaId: string,
  ids: readonly string[],
): Promise<readonly Person[]> {
  const found = await Promise.all([...new Set(ids)].map((id) => findHolder(store, kpaId, id)));
  const byId = new Map<string, Person>();
  for (const person of found) if (person && isHere(person)) byId.set(person.id, person);
  return [...byId.values()];
}

/**
 * Who was there and may say so: not whose badge it is, nor who signed or confirmed it already, nor who
 * signs with the group.
 */
export async function whoMaySay(
  store: Stores,
  award: Award,
  signer: Pick<Person, 'id'>,
): Promise<readonly Person[]> {
  const { kpaId, experienceId, awardedBy, endorsements = [] } = award;
  if (experienceId === undefined) return [];
  const experience = await store.experiences(kpaId).findById(experienceId);
  const ids = (experience?.participants ?? []).map(({ personId }) => personId);
  const there = await peopleIn(store, kpaId, ids);
  const others = [award.personId, awardedBy.personId, signer.id];
  for (const { by, group } of endorsements) if (group === undefined) others.push(by.personId);
  return there.filter((person) => !others.some((id) => isOf(person, id)));
}

/** Those of them who said that they saw it. */
export async function whoSaid(
  store: Stores,
  award: Award,
  { seen }: Pick<GroupMeeting, 'seen'>,
  signer: Pick<Person, 'id'>,
): Promise<readonly Person[]> {
  const may = await whoMaySay(store, award, signer);
  return may.filter((person) => seen.some((id) => isOf(person, id)));
}
