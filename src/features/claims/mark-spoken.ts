/** What was told in a sound stands on the path of its person, as long as the sound is there. */
import { speakExperience } from '../../experiences/tell-experience.ts';
import type { Claim, Person, Store } from '../../storage/store.ts';

/** Whoever erases the claim takes the mark away before it; after the mark, this looks for the claim: one sees the other. */
export async function markSpoken(
  store: Store,
  { id, kpaId, experienceId }: Pick<Claim, 'id' | 'kpaId' | 'experienceId'>,
  person: Person,
): Promise<void> {
  if (experienceId === undefined) return;
  const experience = { id: experienceId, kpaId };
  await speakExperience(store, experience, person, true);
  const isThere = (await store.claims(kpaId).findById(id)) !== undefined;
  if (!isThere) await speakExperience(store, experience, person, false);
}
