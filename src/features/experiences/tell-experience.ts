import type { Experience, Person, Store, Stored } from '../../storage/store.ts';
import { leaveLinks } from './leave-links.ts';

export interface Told {
  /** Without words, what was told is taken back. */
  readonly words: string | undefined;
  readonly shownToTeam: boolean;
}

type Participant = Experience['participants'][number];

/** The person's own words on what they did, and whether the KPA's team may read them. */
export async function tellExperience(
  store: Store,
  experience: Stored<Experience>,
  person: Person,
  told: Told,
): Promise<void> {
  const before = experience.participants.find(({ personId }) => personId === person.id);
  // A link that showed words taken back since does not show those that come later.
  if (before?.words === undefined) await leaveLinks(store, experience, person);
  const participants = experience.participants.map((one) =>
    one.personId === person.id ? retold(one, told) : one,
  );
  await store.experiences(person.kpaId).replace({ ...experience, participants });
}

function retold(participant: Participant, { words, shownToTeam }: Told): Participant {
  const { words: before, shownToTeam: was, ...rest } = participant;
  return words === undefined ? rest : { ...rest, words, ...(shownToTeam && { shownToTeam }) };
}
