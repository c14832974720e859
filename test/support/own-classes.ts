/** What tests of badge classes that a KPA publishes have in common. */
import { recordExperience } from '../../src/features/experiences/record-experience.ts';
import type { Experience, Person } from '../../src/storage/store.ts';
import type { World } from './world.ts';

export const recordFor = (
  { services }: Pick<World, 'services'>,
  by: Person,
  participants: readonly Person[],
): Promise<Experience> =>
  recordExperience(services, {
    values: {
      title: 'Repas de fête',
      kind: 'prestation',
      date: '2026-10-12',
      place: 'Salle commune',
      people: participants.map(({ id }) => id),
    },
    participants,
    by,
  });
