/** What was recorded of an experience is corrected; its badges are another question (docs/adr/0043). */
import type { z } from 'zod';
import {
  followWords,
  insertParticipations,
  leaveExperience,
  participationsIn,
} from '../../experiences/participations.ts';
import { digest } from '../../keys/secrets.ts';
import type { Award, Experience, Person, Store, Stored } from '../../storage/store.ts';
import type { experienceForm } from './experience-form.ts';
import { participantsIn } from './record-experience.ts';

export interface Correction {
  /** What the form showed of it, as `asWritten` says. */
  readonly seen: string;
  readonly values: z.infer<typeof experienceForm>;
  readonly participants: readonly Person[];
  /** The ids of those among who took part, and take part, who are people of the KPA. */
  readonly known: ReadonlySet<string>;
}

/** Who cannot be taken out, and why: a badge stands for it, they told it, or their work is shown. */
export interface Kept {
  readonly personId: string;
  readonly why: 'badge' | 'words' | 'exhibits';
}

export type Corrected =
  | { readonly outcome: 'corrected'; readonly experience: Experience }
  /** Somebody else corrected it since the form was shown. */
  | { readonly outcome: 'changed'; readonly experience: Experience }
  | { readonly outcome: 'kept'; readonly experience: Experience; readonly kept: readonly Kept[] }
  | { readonly outcome: 'gone' };

/** One text for all that the form holds: words told meanwhile are none of it. */
export const asWritten = ({ title, kind, date, place, participants }: Written): string =>
  digest(
    JSON.stringify([
      ...[title, kind, date, place ?? ''],
      ...participants.map(({ personId, task = '' }) => JSON.stringify([personId, task])).sort(),
    ]),
  );

type Written = Pick<Experience, 'title' | 'kind' | 'date' | 'place' | 'participants'>;

/**
 * The experience as the form wants it. Of somebody who is in the KPA no more the form shows nothing, and
 * changes nothing.
 */
export function corrected(
  now: Stored<Experience>,
  { values, participants, known }: Omit<Correction, 'seen'>,
): Stored<Experience> {
  const { place: _, ...rest } = now;
  const { title, kind, date, place } = values;
  const before = new Map(now.participants.map((one) => [one.personId, one]));
  const ticked = participantsIn(values, participants).map((one) => {
    const { task: __, ...told } = before.get(one.personId) ?? one;
    return { ...told, ...one };
  });
  const unknown = now.participants.filter(({ personId }) => !known.has(personId));
  return {
    ...{ ...rest, title, kind, date },
    ...(place !== undefined && { place }),
    participants: [...ticked, ...unknown],
  };
}

/** However many correct at once, each is answered. */
const MOST_TRIES = 1_000;

/**
 * Writes it, unless somebody wrote something else since the form was shown. The same form again finds
 * it as it wants it, and completes what a crash left of it.
 */
export async function correctExperience(
  store: Store,
  experience: Experience,
  correction: Correction,
): Promise<Corrected> {
  const { kpaId, id } = experience;
  let result: Corrected = { outcome: 'gone' };
  let left: readonly string[] = [];
  await insertParticipations(store, addedIn(experience, correction));
  const [badges, tellers] = await Promise.all([
    badgesOf(store, experience),
    tellersOf(store, experience),
  ]);
  await store.experiences(kpaId).update(
    id,
    (now) => {
      const next = corrected(now, correction);
      left = leavingIn(now, next);
      if (asWritten(next) === asWritten(now)) {
        result = { outcome: 'corrected', experience: now };
        return now;
      }
      const kept = keptIn(now, left, { badges, tellers });
      if (asWritten(now) !== correction.seen) result = { outcome: 'changed', experience: now };
      else if (kept.length > 0) result = { outcome: 'kept', experience: now, kept };
      else {
        result = { outcome: 'corrected', experience: next };
        return next;
      }
      return now;
    },
    MOST_TRIES,
  );
  const done = await store.experiences(kpaId).findById(id);
  if (!done) return { outcome: 'gone' };
  if (!isCorrected(result)) {
    // Nothing became of it: who would have come in has it not in their list.
    const added = addedIn(experience, correction).map(({ personId }) => personId);
    await Promise.all(added.map((one) => leaveExperience(store, done, { id: one })));
    return result;
  }
  const kept = await keepHeld(store, experience, left);
  await followPeople(store, done, left);
  return kept ?? result;
}

const isCorrected = ({ outcome }: Corrected) => outcome === 'corrected';

/** Who got a badge for it, or told it, since that was looked for took part in it, whatever the form says. */
async function keepHeld(
  store: Store,
  before: Experience,
  left: readonly string[],
): Promise<Corrected | undefined> {
  if (left.length === 0) return undefined;
  const [badges, tellers] = await Promise.all([badgesOf(store, before), tellersOf(store, before)]);
  const back = before.participants.filter(
    ({ personId }) => left.includes(personId) && (badges.has(personId) || tellers.has(personId)),
  );
  if (back.length === 0) return undefined;
  const experience = await store.experiences(before.kpaId).update(
    before.id,
    (now) => {
      const there = new Set(now.participants.map(({ personId }) => personId));
      const missing = back.filter(({ personId }) => !there.has(personId));
      return missing.length === 0
        ? now
        : { ...now, participants: [...now.participants, ...missing] };
    },
    MOST_TRIES,
  );
  const kept = back.map(({ personId }) => ({
    ...{ personId, why: badges.has(personId) ? ('badge' as const) : ('words' as const) },
  }));
  return experience && { outcome: 'kept', experience, kept };
}

/** Their lists know of it before it holds them: the other way round, a crash would hide it from them. */
function addedIn(experience: Experience, { values, participants }: Correction) {
  const before = new Set(experience.participants.map(({ personId }) => personId));
  const added = participantsIn(values, participants).filter(
    ({ personId }) => !before.has(personId),
  );
  return participationsIn({ ...experience, date: values.date, participants: added });
}

const leavingIn = (now: Experience, next: Experience): readonly string[] => {
  const staying = new Set(next.participants.map(({ personId }) => personId));
  return now.participants.map(({ personId }) => personId).filter((one) => !staying.has(one));
};

/** Whose badges stand on it. */
async function badgesOf(
  { awards }: Store,
  { id, kpaId }: Experience,
): Promise<ReadonlySet<string>> {
  const query = { index: 'byExperienceStanding', equals: [id, 'valid'] } as const;
  const all: readonly Pick<Award, 'personId'>[] = await awards(kpaId).readable.all(query).toArray();
  return new Set(all.map(({ personId }) => personId));
}

/** Who tells the team of it, or did. */
async function tellersOf({ claims }: Store, { id, kpaId }: Experience) {
  const query = { index: 'byExperience', equals: [id] } as const;
  const told = await claims(kpaId).pickAll(query, ['personId']).toArray();
  return new Set(told.flatMap(({ personId }) => personId ?? []));
}

function keptIn(
  now: Experience,
  left: readonly string[],
  { badges, tellers }: Readonly<Record<'badges' | 'tellers', ReadonlySet<string>>>,
): readonly Kept[] {
  const has = (personId: string, what: 'words' | 'exhibits') =>
    now.participants.some((one) => one.personId === personId && one[what] !== undefined);
  return left.flatMap((personId): Kept[] => {
    if (badges.has(personId)) return [{ personId, why: 'badge' }];
    if (has(personId, 'words') || tellers.has(personId)) return [{ personId, why: 'words' }];
    return has(personId, 'exhibits') ? [{ personId, why: 'exhibits' }] : [];
  });
}

/** Their own lists: the day of it, and whether it is in them. */
async function followPeople(
  store: Store,
  experience: Experience,
  left: readonly string[],
): Promise<void> {
  const { participants } = experience;
  await Promise.all([
    ...participants.map(({ personId: id }) => followWords(store, experience, { id })),
    ...left.map((id) => leaveExperience(store, experience, { id })),
  ]);
}
