/** Works that somebody told by voice. */
import { isOf, recordsOf } from '../badges/records/who-stays.ts';
import type { Claim, Person, Store } from '../storage/store.ts';
import { claimIdOf } from './claims.ts';

const soundIn = ({ turns }: Claim, person: Person) =>
  turns.find(({ by, sound }) => sound !== undefined && isOf(person, by))?.sound;

/** Of these works, by their ids: where it is heard, and how long it is. */
export async function soundsAbout(
  { claims }: Pick<Store, 'claims'>,
  person: Person,
  experienceIds: readonly string[],
) {
  const ids = experienceIds.flatMap((one) => recordsOf(person).map((id) => claimIdOf(one, id)));
  const found = ids.length === 0 ? [] : await claims(person.kpaId).readable.findByIds(ids);
  return new Map(
    found.flatMap((claim) => {
      const sound = soundIn(claim, person);
      const { id, experienceId } = claim;
      return sound && experienceId !== undefined
        ? [[experienceId, { claim: id, seconds: sound.seconds }]]
        : [];
    }),
  );
}
