/** What the pages on experiences show. */
import type { Award, Experience, Person } from '../../storage/store.ts';
import { EXPERIENCE_LABELS } from '../../badges/labels.ts';
import type { AwardView } from '../../badges/present-award.ts';

export function describeExperience(experience: Experience) {
  const { id, title, date, place } = experience;
  return {
    ...{ id, title, date, place },
    kindLabel: EXPERIENCE_LABELS[experience.kind],
    groupSize: experience.participants.length,
  };
}

/** `people`: those who took part, and those who hold one of these badges. */
export function experienceView(
  experience: Experience,
  awards: readonly Award[],
  present: (award: Award) => AwardView,
  people: readonly Person[],
) {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return {
    experience: describeExperience(experience),
    participants: experience.participants.map(({ personId, task, words, shownToTeam }) => ({
      personId,
      task,
      name: names.get(personId),
      // Whoever told it did not thereby show it (docs/adr/0022).
      words: shownToTeam === true ? words : undefined,
    })),
    awards: awards.map((award) => ({ ...present(award), holder: names.get(award.personId) })),
  };
}
