import { isClaimed } from '../../claims/claims.ts';
import { removeDraft } from '../../experiences/award-drafts.ts';
import { exhibitsIn } from '../../exhibits/links.ts';
import { leaveExperience } from '../../experiences/participations.ts';
import type { Experience, Store, Stored } from '../../storage/store.ts';

/** What an experience holds that nobody may take away: then it stays. */
export type Holds = 'badges' | 'words' | 'exhibits';

/** However many write it at once. */
const MOST_TRIES = 1_000;

/** Withdrawn ones, too: whoever looks at such a badge must find where it was given. */
const hasBadges = async ({ awards }: Store, { id, kpaId }: Experience): Promise<boolean> =>
  (await awards(kpaId).count({ index: 'byExperience', equals: [id] })) > 0;

const isTold = ({ participants }: Experience): boolean =>
  participants.some(({ words }) => words !== undefined);

/** What the people have in it, who would not be there any more. */
function heldIn(experience: Experience): Holds | undefined {
  if (isTold(experience)) return 'words';
  return exhibitsIn(experience).length > 0 ? 'exhibits' : undefined;
}

/** What stands on it, and not in it: that may come until nobody takes part in it. */
async function heldMeanwhile(store: Store, experience: Experience): Promise<Holds | undefined> {
  if (await hasBadges(store, experience)) return 'badges';
  return (await isClaimed(store, experience)) ? 'words' : undefined;
}

export const whatHolds = async (store: Store, experience: Experience): Promise<Holds | undefined> =>
  (await heldMeanwhile(store, experience)) ?? heldIn(experience);

/**
 * Nobody can tell it, or get a badge for it, once nobody took part: that is written first, so that what
 * they wrote in this moment is seen. Cut short, the same form completes it. `note`: before it is gone,
 * once nothing holds it any more.
 */
export async function removeExperience(
  store: Store,
  experience: Experience,
  note: () => Promise<void>,
): Promise<Holds | undefined> {
  const { id, kpaId } = experience;
  let { participants } = experience;
  const holds = await whatHolds(store, experience);
  if (holds) return holds;
  const experiences = store.experiences(kpaId);
  const empty = (now: Stored<Experience>) => {
    if (now.participants.length > 0) ({ participants } = now);
    return heldIn(now) ? now : { ...now, participants: [] };
  };
  const emptied = await experiences.update(id, empty, MOST_TRIES);
  const held = emptied && heldIn(emptied);
  if (held) return held;
  // Given, or told, since it was looked for: then they took part.
  const meanwhile = await heldMeanwhile(store, experience);
  if (meanwhile) {
    await experiences.update(
      id,
      (now) => (now.participants.length > 0 ? now : { ...now, participants }),
      MOST_TRIES,
    );
    return meanwhile;
  }
  await note();
  await experiences.remove(id);
  await removeDraft(store, { kpaId, experienceId: id });
  await Promise.all(
    participants.map(({ personId }) => leaveExperience(store, experience, { id: personId })),
  );
  return undefined;
}
