/**
 * What follows from a merge, step by step, each of which can be done again: by the form that was sent,
 * by the same form again, and by the housekeeping, for what was cut short (docs/adr/0047).
 */
import { repeatableId } from '../../badges/repeatable-id.ts';
import { signNames, type NamingServices } from '../../awards/names/sign-names.ts';
import type { Participations } from '../../experiences/fill.ts';
import { tellAgain } from '../../notices/tell-again.ts';
import { followName } from '../../people/name-rows.ts';
import type { Register } from '../../register/register.ts';
import type { Kpa, Person, Stored } from '../../storage/store.ts';
import { type MergeNotices, postNotices } from './merge-notices.ts';
import { moveCards, moveKeys, moveSessions, moveShares } from './move-access.ts';
import { moveAwards } from './move-awards.ts';
import { moveExperiences } from './move-experiences.ts';
import { takeUp } from './take-up.ts';

export interface MergeServices extends NamingServices, MergeNotices {
  readonly participations: Participations;
  readonly register: Register;
}

/** Whoever was writing about the record that is gone has long written it. */
const MINUTES = 15;

/** Resolves with the record that stays; undefined if it is gone, too. `by`: who signs anew. */
export async function completeMerge(
  services: MergeServices,
  kpa: Kpa,
  gone: Stored<Person>,
  by?: string,
): Promise<Stored<Person> | undefined> {
  const stays = await takeUp(services, gone);
  if (!stays) return undefined;
  await note(services, gone, stays);
  await leaveAddress(services, gone, stays);
  await leadOn(services, gone, stays);
  await followName(services.store, stays);
  await followName(services.store, gone);
  await moveShares(services, gone, stays);
  const isWhole = [
    await moveAwards(services, gone, stays),
    await moveExperiences(services, gone, stays),
  ].every(Boolean);
  await moveCards(services, gone, stays);
  await moveKeys(services, gone, stays);
  await moveSessions(services, gone, stays);
  if (stays.nameToSign === true) await signNames(services, kpa, stays, by);
  if (isReachedAsThat(stays, gone)) await tellAgain(services, stays);
  await postNotices(services, kpa, gone, stays);
  if (isWhole) await finish(services, gone);
  return stays;
}

/** By an address or a number that may be new to the record that stays. */
const isReachedAsThat = (stays: Person, gone: Person): boolean =>
  (gone.email !== undefined && gone.email === stays.email) ||
  (gone.phone !== undefined && gone.phone === stays.phone);

/** By ids, and once, whoever comes to it first. */
async function note({ register }: MergeServices, gone: Person, stays: Person): Promise<void> {
  const id = repeatableId(`register/people-merged/${gone.id}`);
  const by = gone.merging?.by;
  await register.note({ kpaId: gone.kpaId, by, act: 'people-merged', about: stays.id, id });
}

/** Where the person took the address of this record, theirs of before leads to them from here. */
async function leaveAddress({ store }: MergeServices, gone: Person, stays: Person): Promise<void> {
  if (gone.email === undefined || gone.email !== stays.email) return;
  await store.people(gone.kpaId).update(gone.id, (now) => {
    if (now.email !== stays.email) return now;
    const { email: _, ...rest } = now;
    const formerEmail = now.merging?.formerEmail;
    return { ...rest, ...(formerEmail !== undefined && { email: formerEmail }) };
  });
}

/** Records that were merged into the one that is gone lead to the one that stays at once. */
async function leadOn({ store }: MergeServices, gone: Person, stays: Person): Promise<void> {
  const people = store.people(gone.kpaId);
  const query = { index: 'byMergedInto', equals: [gone.id] } as const;
  for (const { id } of await people.pickAll(query, []).toArray()) {
    await people.update(id, (now) => ({ ...now, mergedInto: stays.id }));
  }
}

/** Nothing is left to look for, once what others were writing at that moment must be there. */
async function finish({ store, clock }: MergeServices, gone: Person): Promise<void> {
  const before = new Date(clock().getTime() - MINUTES * 60_000).toISOString();
  await store.people(gone.kpaId).update(gone.id, (now) => {
    if (now.mergingSince === undefined || now.mergingSince > before) return now;
    const { mergingSince: _since, merging: _merging, keptUntil: _kept, ...done } = now;
    return done;
  });
}

/** Some at a time, at start and every hour. One that fails stops none of the others. */
export async function completeMerges(
  services: MergeServices,
  stopping: AbortSignal,
): Promise<void> {
  const { store, log } = services;
  const { items } = await store.people.across.readable.find({ index: 'acrossByMerging' });
  for (const gone of items) {
    if (stopping.aborted) return;
    const kpa = await store.kpas.findById(gone.kpaId);
    try {
      if (kpa) await completeMerge(services, kpa, gone);
    } catch (err) {
      log.error({ err, person: gone.id }, 'A merge could not be completed');
    }
  }
}
