/**
 * Documents that follow from others, of data from before there were any: made once for each KPA, by
 * whoever asks for them first, or in the background after a start. Cut short, it is begun anew; done
 * by several processes at once, it is done as well, for what each of them makes has one id.
 */
import { setImmediate as others } from 'node:timers/promises';
import type { Store } from './store.ts';
import { ifRefused } from './refused.ts';

interface Filled {
  readonly store: Pick<Store, 'kpas' | 'filledKpas'>;
  readonly clock: () => Date;
  /** Of the document that says that a KPA is filled. */
  readonly markOf: (kpaId: string) => string;
  /** False if something could not be read: then the next start tries again. */
  readonly fill: (kpaId: string) => Promise<boolean>;
}

export interface Filling {
  /** Resolves once all of a KPA is there. */
  readonly ready: (kpaId: string) => Promise<void>;
  /** Makes sure of every KPA. */
  readonly fillAll: (signal?: AbortSignal) => Promise<void>;
}

/**
 * For so long after the first filling, a version from before may still write beside us what it knows
 * nothing of (milliseconds): who fills all does it once more.
 */
const SETTLING = 7 * 86_400_000;

export function createFilling({ store, clock, markOf, fill }: Filled): Filling {
  const asked = new Map<string, Promise<void>>();
  const markFor = (kpaId: string) => store.filledKpas.findById(markOf(kpaId));

  async function fillAndMark(kpaId: string): Promise<void> {
    if (!(await fill(kpaId))) return;
    const mark = { id: markOf(kpaId), filledAt: clock().toISOString() };
    await ifRefused(store.filledKpas.insert(mark), 'DUPLICATE_KEY', () => undefined);
  }

  async function fillOnce(kpaId: string): Promise<void> {
    if (!(await markFor(kpaId))) await fillAndMark(kpaId);
  }

  async function isDone(kpaId: string): Promise<boolean> {
    const mark = await markFor(kpaId);
    return mark !== undefined && Date.parse(mark.filledAt) + SETTLING < clock().getTime();
  }

  return {
    ready(kpaId) {
      const known = asked.get(kpaId);
      if (known) return known;
      const filling = fillOnce(kpaId).catch((error: unknown) => {
        // Whoever asks next tries again.
        asked.delete(kpaId);
        throw error;
      });
      asked.set(kpaId, filling);
      return filling;
    },
    async fillAll(signal) {
      for await (const { id } of store.kpas.readable.all({ index: 'bySlug' })) {
        if (signal?.aborted === true) return;
        if (!(await isDone(id))) await fillAndMark(id);
        await others();
      }
    },
  };
}
