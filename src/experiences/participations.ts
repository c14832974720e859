/**
 * Who took part in which experience, as documents of their own: an index is over fields at the top
 * of a document, and participants stand within an experience (docs/adr/0033).
 */
import { digest } from '../keys/secrets.ts';
import {
  type Experience,
  ifRefused,
  type Participation,
  type Store,
  type Stored,
} from '../storage/store.ts';

type Participant = Experience['participants'][number];
type Stores = Pick<Store, 'experiences' | 'participations'>;

const idOf = (experienceId: string, personId: string) =>
  digest(['participation', experienceId, personId].join('/'));

function participationOf({ id, kpaId, date }: Experience, one: Participant): Participation {
  const { personId, words, spoken } = one;
  const told = words === undefined && spoken === undefined ? {} : { toldOn: date };
  return { id: idOf(id, personId), kpaId, personId, experienceId: id, date, ...told };
}

export const participationsIn = (experience: Experience): readonly Participation[] =>
  experience.participants.map((one) => participationOf(experience, one));

/**
 * Before the experience itself: if it never comes, nobody finds what is not there; the other way
 * round, it would be missing from the lists of who took part. Those that are there stay as they are.
 */
export async function insertParticipations(
  { participations }: Pick<Store, 'participations'>,
  all: readonly Participation[],
): Promise<void> {
  const insert = (one: Participation) =>
    ifRefused(participations(one.kpaId).insert(one), 'DUPLICATE_KEY', () => undefined);
  await Promise.all(all.map(insert));
}

/** A new one. */
export async function storeExperience(
  store: Stores,
  experience: Experience,
): Promise<Stored<Experience>> {
  await insertParticipations(store, participationsIn(experience));
  return store.experiences(experience.kpaId).insert(experience);
}

/**
 * After somebody told an experience, or took it back, or its day was corrected. It is always written, and made of the
 * experience as it is read within that write: of several at once, the last sees what all of them did.
 */
export async function followWords(
  store: Stores,
  { id, kpaId }: Pick<Experience, 'id' | 'kpaId'>,
  { id: personId }: { readonly id: string },
): Promise<void> {
  const today = async () => {
    const experience = await store.experiences(kpaId).findById(id);
    const own = experience?.participants.find((one) => one.personId === personId);
    return experience && own && participationOf(experience, own);
  };
  const first = await today();
  if (!first) return;
  await insertParticipations(store, [first]);
  await store.participations(kpaId).update(first.id, async (now) => {
    const { version } = now;
    return { ...((await today()) ?? first), version };
  });
}

/**
 * After somebody was taken out of an experience. Whoever put them in again meanwhile is followed: if
 * this took their participation away, it is made anew.
 */
export async function leaveExperience(
  store: Stores,
  experience: Pick<Experience, 'id' | 'kpaId'>,
  person: { readonly id: string },
): Promise<void> {
  await store.participations(experience.kpaId).remove(idOf(experience.id, person.id));
  await followWords(store, experience, person);
}

/** Of these participations, in their order: what was done, and the person’s own part in it. */
export async function experiencesOf(
  { experiences }: Pick<Store, 'experiences'>,
  kpaId: string,
  all: readonly Participation[],
) {
  const found = await experiences(kpaId).readable.findByIds(
    all.map(({ experienceId }) => experienceId),
  );
  const known = new Map(found.map((one) => [one.id, one]));
  return all.flatMap(({ experienceId, personId }) => {
    const experience = known.get(experienceId);
    const own = experience?.participants.find((one) => one.personId === personId);
    // Its recording was cut short.
    return experience && own ? [{ experience, own }] : [];
  });
}
