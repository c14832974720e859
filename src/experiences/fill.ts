/** Participations of experiences from before there were any (docs/adr/0033). */
import { createFilling, type Participation, type Store } from '../storage/store.ts';
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

/** Writes that arrive together share a commit. */
const AT_ONCE = 500;

export function createParticipations({ store, clock }: Services): Participations {
  const { ready, fillAll } = createFilling({ store, clock, markOf: (kpaId) => kpaId, fill });

  async function fill(kpaId: string): Promise<boolean> {
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
    return isWhole;
  }

  return {
    async ofKpa(kpaId) {
      await ready(kpaId);
      return store.participations(kpaId);
    },
    fillAll,
  };
}
