/** The experience of some lines, with everybody in it who gets a badge for it: before the first is signed. */
import { isHere, isOf, findPerson } from '../../../badges/records/who-stays.ts';
import { repeatableId } from '../../../badges/repeatable-id.ts';
import { insertParticipations, participationsIn } from '../../../experiences/participations.ts';
import type { Register } from '../../../register/register.ts';
import {
  type AwardBatch,
  type AwardBatchRow,
  type Experience,
  ifRefused,
  type Person,
  type Store,
  type Stored,
} from '../../../storage/store.ts';
import { findWork, idOfWork } from './find-experiences.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
  readonly register: Register;
}

type Planned = NonNullable<AwardBatchRow['plan']>;
type Participant = Experience['participants'][number];

/** However many tell or correct it at once. */
const MOST_TRIES = 1_000;
const MOST_PEOPLE = 60;

/** Undefined: it was there, and is gone. Asked again, it is found as it is. */
export async function makeExperience(
  services: Services,
  batch: AwardBatch,
  experienceId: string,
  plan: Planned,
): Promise<Experience | undefined> {
  const { store } = services;
  const { kpaId } = batch;
  const wanted = await participantsOf(store, batch, experienceId);
  const there =
    (await store.experiences(kpaId).findById(experienceId)) ?? (await findSame(store, batch, plan));
  if (there) return complete(services, batch, there, wanted);
  // It was recorded by somebody, and removed since.
  if (experienceId !== idOfWork(batch.id, plan, plan.kind)) return undefined;
  const { title, kind, date, place } = plan;
  const experience: Experience = {
    ...{ id: experienceId, kpaId, kind, title, date },
    ...(place !== undefined && { place }),
    participants: wanted.slice(0, MOST_PEOPLE),
    createdBy: batch.signer?.personId ?? batch.startedBy,
    createdAt: services.clock().toISOString(),
  };
  await insertParticipations(store, participationsIn(experience));
  const made = await ifRefused(
    store.experiences(kpaId).insert(experience),
    'DUPLICATE_KEY',
    () => undefined,
  );
  await note(services, batch, experience, 'experience-recorded');
  return made ?? store.experiences(kpaId).findById(experienceId);
}

/** Recorded by somebody else since the list was read again. */
async function findSame(store: Store, { kpaId }: AwardBatch, plan: Planned) {
  const same = (await findWork(store, kpaId, plan)).find(({ kind }) => kind === plan.kind);
  return same && store.experiences(kpaId).findById(same.id);
}

/** Those of its lines that are to be signed; a line that says where a name did is its place, too. */
async function participantsOf(
  store: Store,
  { id, kpaId }: AwardBatch,
  experienceId: string,
): Promise<readonly Participant[]> {
  const query = { index: 'byExperience', equals: [id, experienceId] } as const;
  const rows = await store.awardBatchRows(kpaId).readable.all(query).toArray();
  const wanted = new Map<string, Participant>();
  for (const { state, personId, plan } of rows.toSorted((a, b) => a.line - b.line)) {
    if (state !== 'right' || personId === undefined) continue;
    const person = await findPerson(store, kpaId, personId);
    if (!person || !canTakePart(person)) continue;
    const task = plan?.task ?? wanted.get(person.id)?.task;
    wanted.set(person.id, { personId: person.id, ...(task !== undefined && { task }) });
  }
  return [...wanted.values()];
}

/** As the form that gives badges shows them. */
export const canTakePart = (person: Person): boolean =>
  person.roles.includes('cooperant') && isHere(person);

/** Who is missing takes part by it, and a task that nobody wrote is written. */
async function complete(
  services: Services,
  batch: AwardBatch,
  there: Stored<Experience>,
  wanted: readonly Participant[],
): Promise<Experience | undefined> {
  const { store } = services;
  const next = completed(there, wanted);
  if (next === there) return there;
  const before = new Set(there.participants.map(({ personId }) => personId));
  const added = next.participants.filter(({ personId }) => !before.has(personId));
  await insertParticipations(store, participationsIn({ ...there, participants: added }));
  const written = await store
    .experiences(batch.kpaId)
    .update(there.id, (now) => completed(now, wanted), MOST_TRIES);
  await note(services, batch, there, 'experience-corrected');
  return written;
}

function completed(now: Stored<Experience>, wanted: readonly Participant[]): Stored<Experience> {
  const tasks = new Map(wanted.map(({ personId, task }) => [personId, task]));
  const known = now.participants.map((one) => {
    const task = one.task ?? tasks.get(one.personId);
    return task === one.task || task === undefined ? one : { ...one, task };
  });
  const there = new Set(now.participants.map(({ personId }) => personId));
  const missing = wanted.filter(({ personId }) => !there.has(personId));
  const participants = [...known, ...missing].slice(0, Math.max(MOST_PEOPLE, known.length));
  const isSame =
    participants.length === known.length && known.every((one, at) => one === now.participants[at]);
  return isSame ? now : { ...now, participants };
}

/** Under an id of the list: once, however often it is cut short. */
const note = (
  { register }: Services,
  { id, kpaId, signer }: AwardBatch,
  { id: about }: Experience,
  act: 'experience-recorded' | 'experience-corrected',
) => {
  const noted = repeatableId(`register/${act}/${id}/${about}`);
  return register.note({ kpaId, by: signer?.personId, act, about, id: noted });
};

export const tookPart = ({ participants }: Experience, person: Person): boolean =>
  participants.some(({ personId }) => isOf(person, personId));
