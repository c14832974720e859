/** What the pages on experiences show. */
import { type Award, EXPERIENCE_KINDS, type Experience, type Person } from '../../storage/store.ts';
import { severalIn } from '../../web/forms.ts';
import { EXPERIENCE_LABELS } from '../../badges/labels.ts';
import type { AwardView } from '../../badges/present-award.ts';
import { isStaff } from '../../badges/roles.ts';

export function describeExperience(experience: Experience) {
  const { id, title, date, place } = experience;
  return {
    ...{ id, title, date, place },
    kindLabel: EXPERIENCE_LABELS[experience.kind],
    groupSize: experience.participants.length,
  };
}

export function experienceView(
  experience: Experience,
  awards: readonly Award[],
  present: (award: Award) => AwardView,
  everyone: readonly Person[],
) {
  const names = new Map(everyone.map(({ id, name }) => [id, name]));
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
    // One alone is taken back from its own page.
    severalStand: awards.filter(({ standing }) => standing === 'valid').length > 1,
  };
}

/** The choices of the form, with what was ticked and typed so far. */
export function formChoices(everyone: readonly Person[], body: unknown) {
  const ticked = severalIn(body, 'people');
  const [kind] = severalIn(body, 'kind');
  return {
    kinds: EXPERIENCE_KINDS.map((value) => ({
      value,
      label: EXPERIENCE_LABELS[value],
      checked: value === kind,
    })),
    // Those who did the work come first; who accompanies them may have worked too.
    people: everyone.toSorted(cooperantsFirst).map(({ id, name }) => ({
      id,
      name,
      checked: ticked.includes(id),
      task: severalIn(body, `task-${id}`)[0],
    })),
  };
}

const cooperantsFirst = (a: Person, b: Person) => Number(isStaff(a)) - Number(isStaff(b));
