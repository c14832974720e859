import type { Experience, Person, Store, Stored } from '../../storage/store.ts';

/** The person's own words on what they did; empty words take them back. */
export async function tellExperience(
  store: Store,
  experience: Stored<Experience>,
  person: Person,
  words: string | undefined,
): Promise<void> {
  const participants = experience.participants.map((one) => {
    if (one.personId !== person.id) return one;
    const { words: before, ...rest } = one;
    return words === undefined ? rest : { ...rest, words };
  });
  await store.experiences(person.kpaId).replace({ ...experience, participants });
}
