import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { insertParticipations, participationsIn } from '../../experiences/participations.ts';
import type { Experience, Person, Store } from '../../storage/store.ts';
import type { experienceForm } from './experience-form.ts';

interface Recorded {
  readonly values: z.infer<typeof experienceForm>;
  readonly participants: readonly Person[];
  readonly by: Person;
}

export async function recordExperience(
  { store, clock }: { readonly store: Store; readonly clock: () => Date },
  { values, participants, by }: Recorded,
): Promise<Experience> {
  const { title, kind, date, place } = values;
  const experience: Experience = {
    id: randomUUID(),
    kpaId: by.kpaId,
    kind,
    title,
    date,
    ...(place !== undefined && { place }),
    participants: participants.map(({ id }) => ({ personId: id, ...taskOf(values, id) })),
    createdBy: by.id,
    createdAt: clock().toISOString(),
  };
  await insertParticipations(store, participationsIn(experience));
  return store.experiences(by.kpaId).insert(experience);
}

function taskOf(values: Recorded['values'], personId: string): { task?: string } {
  const task = values[`task-${personId}`];
  if (typeof task !== 'string' || task.trim() === '') return {};
  return { task: task.trim() };
}
