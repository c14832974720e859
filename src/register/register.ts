/**
 * The register of a KPA: who did what, and when. Entries are only ever added; no name, no address, no
 * text of anybody stands in them (docs/adr/0038).
 */
import { randomUUID } from 'node:crypto';
import { ifRefused, type Store } from '../storage/store.ts';
import type { RegisterAct } from './acts.ts';

export interface Noted {
  readonly kpaId: string;
  /** The id of the person; nobody for an operator. */
  readonly by?: string | undefined;
  readonly act: RegisterAct;
  /** The id of what it is done to. */
  readonly about?: string | undefined;
  /** Follows from the form that is sent, where there is one: sent again, it is noted once. */
  readonly id?: string | undefined;
}

export interface Register {
  /**
   * Before it is done, where nothing can refuse it any more: a crash leaves an entry of something that
   * did not happen, and never an act without one. What can be refused while it is written is noted
   * after it, under an id by which the form that is sent again notes it once. Rejects as the store does.
   */
  note(noted: Noted): Promise<void>;
}

export function createRegister({
  store,
  clock,
}: {
  readonly store: Pick<Store, 'registerEntries'>;
  readonly clock: () => Date;
}): Register {
  return {
    async note({ kpaId, by, act, about, id = randomUUID() }) {
      const entry = {
        id,
        kpaId,
        at: clock().toISOString(),
        act,
        ...(by !== undefined && { by }),
        ...(about !== undefined && { about }),
      };
      const entries = store.registerEntries(kpaId);
      await ifRefused(entries.insert(entry), 'DUPLICATE_KEY', () => undefined);
    },
  };
}
