/**
 * Participations of experiences from before there were any: made once for each KPA, by whoever asks
 * for them first, or in the background after a start. Cut short, it is begun anew; done by several
 * processes at once, it is done as well, for what each of them makes has one id.
 */
import { setImmediate as others } from 'node:timers/promises';
import { ifRefused, type Participation, type Store } from '../storage/store.ts';
import { insertParticipations, participationsIn } from './participations.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

export interface Participations {
  /** Those of a KPA, once they are all there. */
  ofKpa(kpaId: string): Promise<ReturnType<Store['participations']>>;
  /** Makes sure of every KPA. */
  fillAll(signal?: AbortSignal): Promise<void>;
}

/**
 * For so long after the first filling, a version from before may still record experiences without
 * them beside us (milliseconds): who fills all does it once more.
 */
const SETTLING = 7 * 86_400_000;

/** Writes that arrive together share a commit. */
const AT_ONCE = 500;

export function createParticipations({ store, clock }: Services): Participations {
  const asked = new Map<string, Promise<void>>();

  function filled(kpaId: string): Promise<void> {
    const known = asked.get(kpaId);
    if (known) return known;
    const filling = fillOnce(kpaId).catch((error: unknown) => {
      // Whoever asks next tries again.
      asked.delete(kpaId);
      throw error;
    });
    asked.set(kpaId, filling);
    return filling;
  }

  async function fillOnce(kpaId: string): Promise<void> {
    if (!(await store.filledKpas.findById(kpaId))) await fill(kpaId);
  }

  async function isDone(kpaId: string): Promise<boolean> {
    const mark = await store.filledKpas.findById(kpaId);
    return mark !== undefined && Date.parse(mark.filledAt) + SETTLING < clock().getTime();
  }

  async function fill(kpaId: string): Promise<void> {
    let some: Participation[] = [];
    let isWhole = true;
    for await (const row of store.experiences(kpaId).allRows({ index: 'byDate' })) {
      if ('document' in row) some.push(...participationsIn(row.document));
      else isWhole = false;
      if (some.length < AT_ONCE) continue;
      await insertParticipations(store, some);
      some = [];
    }
    await insertParticipations(store, some);
    // Once it can be read again, the next start makes what is missing.
    if (!isWhole) return;
    const mark = { id: kpaId, filledAt: clock().toISOString() };
    await ifRefused(store.filledKpas.insert(mark), 'DUPLICATE_KEY', () => undefined);
  }

  return {
    async ofKpa(kpaId) {
      await filled(kpaId);
      return store.participations(kpaId);
    },
    async fillAll(signal) {
      for await (const { id } of store.kpas.readable.all({ index: 'bySlug' })) {
        if (signal?.aborted === true) return;
        if (!(await isDone(id))) await fill(id);
        await others();
      }
    },
  };
}
