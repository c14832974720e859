/**
 * An exhibit comes in three steps: its blobs, its document, and whose work it shows; it goes the other way
 * round. Until the last, or from the first, nobody sees it: cut short anywhere, it is as if it were not
 * there, and the sweep takes away what is left (docs/adr/0051).
 */
import { type BlobStore, keyOf } from '../blobs/blob-store.ts';
import {
  type Exhibit,
  type Experience,
  isRefusal,
  MOST_EXHIBITS,
  type Store,
} from '../storage/store.ts';
import { exhibitsIn, linked, takesExhibits, unlinked, whoseWork } from './links.ts';
import type { Picture, Rendered } from './rendered.ts';

export interface ExhibitServices {
  readonly store: Pick<Store, 'exhibits' | 'experiences'>;
  readonly blobs: BlobStore;
}

/** However many write the experience at once. */
const MOST_TRIES = 1_000;

const pictureOf = (kpaId: string, id: string, { bytes, width, height }: Picture) => ({
  key: keyOf(kpaId, id, bytes),
  ...{ width, height, size: bytes.length },
});

/** What of an exhibit its pictures say. */
export function describePictures(kpaId: string, id: string, { kind, pages, small }: Rendered) {
  return {
    kind,
    pages: pages.map((one) => pictureOf(kpaId, id, one)),
    small: pictureOf(kpaId, id, small),
  };
}

export async function putPictures(
  blobs: BlobStore,
  { pages, small }: Pick<Exhibit, 'pages' | 'small'>,
  rendered: Rendered,
): Promise<void> {
  for (const [at, { key }] of pages.entries()) {
    const picture = rendered.pages[at];
    if (picture) await blobs.put(key, picture.bytes);
  }
  await blobs.put(small.key, rendered.small.bytes);
}

export type Linked = 'linked' | 'full' | 'gone';

/** Shown to its people and to the team from this write on. `gone`: nobody of them took part any more. */
export async function linkExhibit(
  { store }: ExhibitServices,
  { kpaId, id: experienceId }: Pick<Experience, 'kpaId' | 'id'>,
  id: string,
  people: readonly string[],
): Promise<Linked> {
  let outcome: Linked = 'gone';
  await store.experiences(kpaId).update(
    experienceId,
    (now) => {
      const there = exhibitsIn(now);
      const isThere = there.includes(id);
      const participants = isThere ? now.participants : linked(now.participants, id, people);
      if (!takesExhibits(now) || whoseWork({ participants }, id).length === 0) outcome = 'gone';
      else if (!isThere && there.length >= MOST_EXHIBITS) outcome = 'full';
      else {
        outcome = 'linked';
        return isThere ? now : { ...now, participants };
      }
      return now;
    },
    MOST_TRIES,
  );
  return outcome;
}

/** For everybody, or for these people alone: with the last of them it goes. */
export async function removeExhibit(
  services: ExhibitServices,
  { kpaId, id: experienceId }: Pick<Experience, 'kpaId' | 'id'>,
  id: string,
  people?: readonly string[],
): Promise<'gone' | 'left'> {
  const experience = await services.store.experiences(kpaId).update(
    experienceId,
    (now) => {
      if (!exhibitsIn(now).includes(id)) return now;
      return { ...now, participants: unlinked(now.participants, id, people) };
    },
    MOST_TRIES,
  );
  if (experience && exhibitsIn(experience).includes(id)) return 'left';
  await dropExhibit(services, { kpaId, id });
  return 'gone';
}

/** Of one that shows nobody’s work any more. */
export async function dropExhibit(
  { store, blobs }: ExhibitServices,
  { kpaId, id }: Pick<Exhibit, 'kpaId' | 'id'>,
): Promise<void> {
  const exhibit = await store.exhibits(kpaId).findById(id);
  if (!exhibit) return;
  await store.exhibits(kpaId).remove(id);
  for (const key of keysOf(exhibit)) {
    try {
      await blobs.remove(key);
    } catch (error) {
      // Nobody can ask for it any more: what the disk did not do, the sweep does.
      if (!isRefusal(error, 'UNAVAILABLE')) throw error;
    }
  }
}

export const keysOf = ({ pages, small }: Pick<Exhibit, 'pages' | 'small'>): readonly string[] => [
  ...new Set([...pages, small].map(({ key }) => key)),
];
