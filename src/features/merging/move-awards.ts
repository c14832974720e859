/** The badges of a record that was merged: each names the one that stays, under the same id. */
import { slotFor } from '../../awards/award-slot.ts';
import type { AwardRows } from '../../awards/award-rows.ts';
import {
  type Award,
  ifRefused,
  type Person,
  type Store,
  type Stored,
} from '../../storage/store.ts';

export interface MovingServices {
  readonly store: Store;
  readonly awardRows: Pick<AwardRows, 'update'>;
  readonly clock: () => Date;
  readonly log: { error(details: object, message: string): void };
}

/** Whoever else changes it in between, it begins again. */
const MOST_TRIES = 1_000;

/**
 * What is left to do is what still names the record that is gone. One that cannot be written stops none
 * of the others: false, and whoever comes next tries it again.
 */
export async function moveAwards(
  services: MovingServices,
  gone: Person,
  stays: Person,
): Promise<boolean> {
  const { store, log } = services;
  const query = { index: 'byPerson', equals: [gone.id] } as const;
  let isDone = true;
  for (const { id } of await store.awards(gone.kpaId).pickAll(query, []).toArray()) {
    try {
      await moveAward(services, id, gone, stays);
    } catch (err) {
      isDone = false;
      log.error({ err, awardId: id }, 'A badge could not be moved to the record that stays');
    }
  }
  return isDone;
}

/** Of two for the same work and level, one has the place: the other stands without one. */
async function moveAward(
  { awardRows }: MovingServices,
  id: string,
  gone: Person,
  stays: Person,
): Promise<void> {
  const write = (isAlone: boolean) =>
    awardRows.update(
      gone.kpaId,
      id,
      (now) => (now.personId === gone.id ? moved(now, stays.id, isAlone) : now),
      MOST_TRIES,
    );
  await ifRefused(write(true), 'DUPLICATE_KEY', () => write(false));
}

function moved(now: Stored<Award>, personId: string, isAlone: boolean): Stored<Award> {
  const { slot, ...rest } = now;
  const { experienceId } = now;
  if (slot === undefined || experienceId === undefined || !isAlone) return { ...rest, personId };
  const own = { ...now, experienceId, signedBy: now.awardedBy.personId };
  const place = slot === slotFor(own) ? own : { ...now, experienceId };
  return { ...rest, personId, slot: slotFor({ ...place, personId }) };
}
