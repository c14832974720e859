/** Blobs that nobody sees: what was cut short while an exhibit or a sound came, or went (docs/adr/0051). */
import { placeOf } from '../blobs/blob-store.ts';
import type { Exhibit } from '../storage/store.ts';
import { exhibitsIn } from './links.ts';
import { dropExhibit, type ExhibitServices, keysOf } from './store-exhibit.ts';
import type { Store } from '../storage/store.ts';

interface SweepServices extends ExhibitServices {
  readonly store: Pick<Store, 'exhibits' | 'experiences' | 'claims' | 'kpas'>;
  readonly clock: () => Date;
}

/** Long after whoever was adding it has done, and soon for whoever wanted it gone. */
const KEPT_HOURS = 24;

/**
 * From the beginning each time, some hundreds at once: it can be broken off anywhere. Of a KPA that this
 * database does not know nothing is taken: a bucket may be of several installations, or the database be
 * the wrong one.
 */
export async function sweepBlobs(services: SweepServices, stopping?: AbortSignal): Promise<number> {
  const { store, blobs, clock } = services;
  const before = new Date(clock().getTime() - KEPT_HOURS * 3_600_000);
  const known = new Map<string, boolean>();
  let swept = 0;
  let after: string | undefined;
  for (;;) {
    const some = await blobs.list(after);
    if (some.length === 0) return swept;
    for (const { key, writtenAt } of some) {
      if (stopping?.aborted === true) return swept;
      after = key;
      const place = placeOf(key);
      if (!place || writtenAt >= before) continue;
      const { kpaId } = place;
      if (!known.has(kpaId)) known.set(kpaId, (await store.kpas.findById(kpaId)) !== undefined);
      if (known.get(kpaId) !== true || (await isSeen(services, key, before))) continue;
      await blobs.remove(key);
      swept += 1;
    }
  }
}

/** One that nobody sees any more goes here, document first. */
async function isSeen(services: SweepServices, key: string, before: Date): Promise<boolean> {
  const { store } = services;
  const { kpaId = '', documentId = '' } = placeOf(key) ?? {};
  const claim = await store.claims(kpaId).findById(documentId);
  if (claim) return claim.turns.some(({ sound }) => sound?.key === key);
  const exhibit = await store.exhibits(kpaId).findById(documentId);
  if (!exhibit || !keysOf(exhibit).includes(key)) return false;
  if (await isLinked(services, exhibit)) return true;
  // Somebody may be about to say whose work it shows.
  if (exhibit.addedAt >= before.toISOString()) return true;
  await dropExhibit(services, exhibit);
  return false;
}

async function isLinked({ store }: SweepServices, { id, kpaId, experienceId }: Exhibit) {
  const experience = await store.experiences(kpaId).findById(experienceId);
  return experience !== undefined && exhibitsIn(experience).includes(id);
}
