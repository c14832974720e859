import { type Experience, type Person, type Store, StoreError } from '../../storage/store.ts';

const MOST_TRIES = 20;

/** No share link of this person shows their words on this experience any more. */
export async function leaveLinks(
  store: Store,
  { id: experienceId }: Pick<Experience, 'id'>,
  { id: personId, kpaId }: Person,
): Promise<void> {
  const query = { index: 'byPerson', equals: [kpaId, personId] } as const;
  for await (const { id, experienceIds } of store.shareLinks.all(query)) {
    if (experienceIds.includes(experienceId)) await leaveLink(store, id, experienceId);
  }
}

/** Whoever opens the link in that instant is counted in it: then once more. */
async function leaveLink(store: Store, linkId: string, experienceId: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const link = await store.shareLinks.findById(linkId);
    if (!link) return;
    const experienceIds = link.experienceIds.filter((one) => one !== experienceId);
    try {
      await store.shareLinks.replace({ ...link, experienceIds });
      return;
    } catch (error) {
      const isConflict = error instanceof StoreError && error.code === 'VERSION_CONFLICT';
      if (!isConflict || tries === MOST_TRIES) throw error;
    }
  }
}
