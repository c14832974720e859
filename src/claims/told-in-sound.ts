/** Works that somebody told by voice: it counts as what is written, for them alone. */
import { isOf, recordsOf } from '../badges/records/who-stays.ts';
import type { Claim, Experience, Person, Store } from '../storage/store.ts';
import { claimIdOf, claimsOf } from './claims.ts';

/** As many as somebody may tell. */
const MOST = 300;

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

/** Whenever they did it: those that they told in no word. */
export async function toldInSoundAlone(
  store: Pick<Store, 'claims' | 'experiences'>,
  person: Person,
): Promise<readonly Experience[]> {
  const claims = await claimsOf(store, person, MOST);
  const ids = claims.flatMap((one) => (soundIn(one, person) && one.experienceId) ?? []);
  const found =
    ids.length === 0 ? [] : await store.experiences(person.kpaId).readable.findByIds(ids);
  return found.filter(
    ({ participants }) =>
      participants.find(({ personId }) => isOf(person, personId))?.words === undefined,
  );
}
