/** Blobs that nobody sees: what was cut short while an exhibit or a sound came, or went (docs/adr/0051). */
import { placeOf, soundSpaceOf } from '../blobs/blob-store.ts';
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
  const owners = await ownersOf(store);
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
      const kpaId = owners.get(place.kpaId);
      if (kpaId === undefined || (await isSeen(services, { key, kpaId }, before))) continue;
      await blobs.remove(key);
      swept += 1;
    }
  }
}

/** The KPA of each place: its own, and that of its sounds. */
async function ownersOf({ kpas }: Pick<Store, 'kpas'>): Promise<ReadonlyMap<string, string>> {
  const all = await kpas.pickAll({ index: 'bySlug' }, []).toArray();
  return new Map(all.flatMap(({ id }) => [[id, id] as const, [soundSpaceOf(id), id] as const]));
}

interface Lying {
  readonly key: string;
  readonly kpaId: string;
}

/** One that nobody sees any more goes here, document first. */
async function isSeen(
  services: SweepServices,
  { key, kpaId }: Lying,
  before: Date,
): Promise<boolean> {
  const { store } = services;
  const { documentId = '' } = placeOf(key) ?? {};
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
