import type { Experience, Person, Store } from '../storage/store.ts';

/** No share link of this person shows their words on this experience any more. */
export async function leaveLinks(
  store: Store,
  { id: experienceId }: Pick<Experience, 'id'>,
  { id: personId, kpaId }: Person,
): Promise<void> {
  const query = { index: 'byPerson', equals: [kpaId, personId] } as const;
  for await (const { id, experienceIds } of store.shareLinks.readable.all(query)) {
    if (!experienceIds.includes(experienceId)) continue;
    await store.shareLinks.update(id, (link) => ({
      ...link,
      experienceIds: link.experienceIds.filter((one) => one !== experienceId),
    }));
  }
}
