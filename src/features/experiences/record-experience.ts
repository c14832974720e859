import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { storeExperience } from '../../experiences/participations.ts';
import { quoted } from '../../language/lists.ts';
import { say } from '../../language/message.ts';
import type { Experience, Person, Store } from '../../storage/store.ts';
import { areSameIn, madeOnce } from '../../web/acts/made-once.ts';
import type { experienceForm } from './experience-form.ts';

export interface Recorded {
  /** Of the act of a form, which records one experience. */
  readonly id?: string;
  readonly values: z.infer<typeof experienceForm>;
  readonly participants: readonly Person[];
  readonly by: Person;
}

/** Throws `FormUsedError`. */
export async function recordExperience(
  { store, clock }: { readonly store: Store; readonly clock: () => Date },
  { id, values, participants, by }: Recorded,
): Promise<Experience> {
  const { title, kind, date, place } = values;
  const experience: Experience = {
    id: id ?? randomUUID(),
    kpaId: by.kpaId,
    kind,
    title,
    date,
    ...(place !== undefined && { place }),
    participants: participantsIn(values, participants),
    createdBy: by.id,
    createdAt: clock().toISOString(),
  };
  const experiences = store.experiences(by.kpaId);
  const storing = () => storeExperience(store, experience);
  if (id === undefined) return storing();
  return madeOnce<Experience>(storing, {
    find: () => experiences.findById(id),
    isSame: (before) =>
      areSameIn(before, experience, ['title', 'kind', 'date', 'place']) &&
      tookPart(before, experience),
    used: (before) => say('experience.form-used', { title: quoted(before.title) }),
  });
}

/** The same people in both, with the same tasks; whoever did may have told it in their own words since. */
function tookPart(...experiences: readonly [Experience, Experience]): boolean {
  const [one, other] = experiences.map(({ participants }) =>
    JSON.stringify(participants.map(({ personId, task }) => [personId, task])),
  );
  return one === other;
}

/** As they are stored of a form. */
export const participantsIn = (
  values: Recorded['values'],
  participants: readonly Person[],
): Experience['participants'] =>
  participants.map(({ id }) => ({ personId: id, ...taskOf(values, id) }));

function taskOf(values: Recorded['values'], personId: string): { task?: string } {
  const task = values[`task-${personId}`];
  if (typeof task !== 'string' || task.trim() === '') return {};
  return { task: task.trim() };
}
