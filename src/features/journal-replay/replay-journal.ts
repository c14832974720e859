/**
 * After a restore: brings the data to what the journal says was done (docs/adr/0037). Again, it changes
 * nothing. What is lost for good, the texts of badges, it tells.
 */
import type { NotedKey } from '../../journal/acts.ts';
import type { JournalState } from '../../journal/state.ts';
import type { KeyAct } from '../../keys/key-ring.ts';
import { ifRefused, type Store } from '../../storage/store.ts';
import { restoreClasses } from './restore-classes.ts';
import { endAccess, type EndedAccess } from './end-access.ts';
import { replayLists, type ReplayServices, type ReplayStep } from './replay-lists.ts';

export interface JournalReplayServices extends ReplayServices {
  readonly clock: () => Date;
  readonly restoreKey: (key: NotedKey, act: KeyAct) => Promise<'restored' | 'advanced' | 'same'>;
}

export type ReplayFinding =
  | { readonly slug: string; readonly step: ReplayStep }
  | { readonly key: NotedKey; readonly outcome: 'restored' | 'advanced' }
  | { readonly key: NotedKey; readonly failure: string }
  | { readonly lostKpa: string }
  | { readonly unreadableKpa: string }
  /** Entries of a list of which no line tells, and which the data has not. */
  | { readonly unknownList: string; readonly entries: number }
  | { readonly restoredClass: string }
  | { readonly lostClass: string; readonly why: string }
  | { readonly ended: EndedAccess };

export async function* replayJournal(
  services: JournalReplayServices,
  state: JournalState,
  act: KeyAct,
): AsyncGenerator<ReplayFinding> {
  // First: without its keys a KPA signs no list.
  for (const key of oneOfEachName(state.keys)) yield* replayKey(services, key, act);
  const known = new Set<string>();
  for await (const row of services.store.kpas.allRows({ index: 'bySlug' })) {
    if ('document' in row) {
      const { document: kpa } = row;
      known.add(kpa.id);
      for await (const step of replayLists(services, kpa, state, act.by)) {
        yield { slug: kpa.slug, step };
      }
    } else {
      known.add(row.id);
      yield { unreadableKpa: row.id };
    }
  }
  for (const { id, slug } of state.kpas) if (!known.has(id)) yield { lostKpa: slug };
  yield* unknownLists(services.store, state);
  yield* restoreClasses(services.store, state.classes);
  yield { ended: await endAccess(services.store, state) };
}

/** What another machine noted, or in a file that is missing, tells which list that is. */
async function* unknownLists(store: Store, state: JournalState): AsyncGenerator<ReplayFinding> {
  const noted = new Set(state.lists.map(({ id }) => id));
  for (const [unknownList, entries] of state.entries) {
    const [first] = entries;
    if (!first || noted.has(unknownList)) continue;
    const asked = store.statusLists(first.kpa).findById(unknownList);
    const isThere = await ifRefused(
      asked.then((list) => list !== undefined),
      'INVALID_DOCUMENT',
      () => true,
    );
    if (!isThere) yield { unknownList, entries: entries.length };
  }
}

/** A crash may have left another of the name, which never was: what was noted last is the one. */
const oneOfEachName = (keys: readonly NotedKey[]) =>
  new Map(keys.map((key) => [`${key.kpa} ${key.fragment}`, key])).values();

async function* replayKey(
  { restoreKey }: JournalReplayServices,
  key: NotedKey,
  act: KeyAct,
): AsyncGenerator<ReplayFinding> {
  try {
    const outcome = await restoreKey(key, act);
    if (outcome !== 'same') yield { key, outcome };
  } catch (error) {
    yield { key, failure: error instanceof Error ? error.message : String(error) };
  }
}

/** The newest date that readers of any list have seen; undefined for a journal without lists. */
export function newestSeen({ lists }: Pick<JournalState, 'lists'>): Date | undefined {
  const times = lists.flatMap(({ from }) => (from === undefined ? [] : [Date.parse(from)]));
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}
