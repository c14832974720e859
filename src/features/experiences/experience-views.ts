/** What the pages on experiences show. */
import type { Award, Exhibit, Experience, Person } from '../../storage/store.ts';
import { EXPERIENCE_LABELS } from '../../badges/labels.ts';
import { exhibitView, inOrder } from '../../exhibits/exhibit-views.ts';
import { exhibitsIn, takesExhibits, whoseWork } from '../../exhibits/links.ts';
import { conjunction } from '../../language/lists.ts';
import { typed } from '../../language/message.ts';
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

/** `isTheirs`: those that the visitor may take away. */
export function exhibitsView(
  experience: Experience,
  found: readonly Exhibit[],
  people: readonly Person[],
  isTheirs: (exhibit: Exhibit) => boolean,
) {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const takes = takesExhibits(experience);
  const list = inOrder(exhibitsIn(experience), found).map((exhibit) => {
    const whose = whoseWork(experience, exhibit.id).flatMap((id) => names.get(id) ?? []);
    return {
      ...exhibitView(exhibit, '/preuves'),
      whose: whose.length === 0 ? undefined : conjunction(whose.map((name) => typed(name))),
      by: names.get(exhibit.addedBy),
      removable: isTheirs(exhibit),
    };
  });
  // One that was corrected to be an interview has those that were there, to be taken away.
  return { takes, list, any: takes || list.length > 0 };
}
