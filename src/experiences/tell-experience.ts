import { followWords } from './participations.ts';
import type { Experience, Person, Store } from '../storage/store.ts';
import { leaveLinks } from './leave-links.ts';

export interface OwnWords {
  /** Without words, what was told is taken back. */
  readonly words: string | undefined;
  readonly shownToTeam: boolean;
}

type Participant = Experience['participants'][number];

/** The person's own words on what they did, and whether the KPA's team may read them. */
export async function tellExperience(
  store: Store,
  experience: Experience,
  person: Person,
  told: OwnWords,
): Promise<void> {
  const before = experience.participants.find(({ personId }) => personId === person.id);
  // A link that showed words taken back since does not show those that come later.
  if (before?.words === undefined) await leaveLinks(store, experience, person);
  // The others who took part may be telling theirs in this moment.
  await store.experiences(person.kpaId).update(experience.id, (now) => ({
    ...now,
    participants: now.participants.map((one) =>
      one.personId === person.id ? retold(one, told) : one,
    ),
  }));
  await followWords(store, experience, person);
}

/** They told it in a sound, or took that back. */
export async function speakExperience(
  store: Store,
  experience: Pick<Experience, 'id' | 'kpaId'>,
  person: Pick<Person, 'id'>,
  isSpoken: boolean,
): Promise<void> {
  await store.experiences(experience.kpaId).update(experience.id, (now) => ({
    ...now,
    participants: now.participants.map(({ spoken, ...one }) => {
      const stays = one.personId === person.id ? isSpoken : spoken === true;
      return { ...one, ...(stays && { spoken: true as const }) };
    }),
  }));
  await followWords(store, experience, person);
}

function retold(participant: Participant, { words, shownToTeam }: OwnWords): Participant {
  const { words: before, shownToTeam: was, ...rest } = participant;
  return words === undefined ? rest : { ...rest, words, ...(shownToTeam && { shownToTeam }) };
}
