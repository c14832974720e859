/** Real awards, signed, without pages. */
import { randomUUID } from 'node:crypto';
import { awardBadge } from '../../../src/features/awards/award-badge.ts';
import type { AwardServices, Draft } from '../../../src/features/awards/draft.ts';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import type { Award, Kpa, Person, Stored } from '../../../src/storage/store.ts';

/** A draft of one badge for this person (who also signs, for what that matters here). */
export async function draftOf(
  services: AwardServices,
  kpa: Kpa,
  person: Person,
  badgeClass = 'transmettre',
): Promise<Draft> {
  const experience = await recordExperience(services, {
    values: {
      title: 'Buffet de 60 personnes',
      kind: 'prestation',
      date: '2026-10-12',
      place: 'Maison de quartier',
      people: [person.id],
    },
    participants: [person],
    by: person,
  });
  const badge = services.definitions.findBadgeClass(badgeClass);
  if (!badge) throw new Error(`No badge class ${badgeClass}`);
  return {
    awardId: randomUUID(),
    kpa,
    person,
    badge,
    level: undefined,
    sentence: 'A expliqué la recette à trois personnes.',
    experience,
    awardedBy: { personId: person.id, name: person.name, title: 'Accompagnante' },
  };
}

export async function awardOf(
  services: AwardServices,
  kpa: Kpa,
  person: Person,
): Promise<Stored<Award>> {
  const { id } = await awardBadge(services, await draftOf(services, kpa, person));
  return reload(services, kpa, id);
}

export async function reload(
  { store }: Pick<AwardServices, 'store'>,
  kpa: Kpa,
  id: string,
): Promise<Stored<Award>> {
  const award = await store.awards(kpa.id).findById(id);
  if (!award) throw new Error(`No award ${id}`);
  return award;
}
