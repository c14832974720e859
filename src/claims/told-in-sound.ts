/** Works that somebody told by voice. */
import { isOf } from '../badges/records/who-stays.ts';
import type { Claim, Person } from '../storage/store.ts';

const soundIn = ({ turns }: Claim, person: Person) =>
  turns.find(({ by, sound }) => sound !== undefined && isOf(person, by))?.sound;

/** By the work: where it is heard, and how long it is. */
export const soundsIn = (claims: readonly Claim[], person: Person) =>
  new Map(
    claims.flatMap((claim) => {
      const sound = soundIn(claim, person);
      const { id, experienceId } = claim;
      return sound && experienceId !== undefined
        ? [[experienceId, { claim: id, seconds: sound.seconds }]]
        : [];
    }),
  );
