/**
 * The status lists of a KPA after a restore: what was revoked is marked, bits of badges that are gone
 * are set, lists that are gone are made again, and no entry of a lost badge is ever drawn.
 */
import type { ListAct } from '../../journal/acts.ts';
import type { JournalState, NotedEntry } from '../../journal/state.ts';
import type { EntryHolders, Kpa, StatusList, Store, Stored } from '../../storage/store.ts';
import { compareEntries } from './compare-list.ts';
import { markAgain, type MarkServices } from './mark-again.ts';

interface SeenList {
  readonly revoked: readonly number[];
  readonly seen?: string | undefined;
}

export interface ReplayServices extends MarkServices {
  readonly store: Store;
  readonly statusLists: {
    restore(
      kpa: Kpa,
      list: SeenList &
        Pick<StatusList, 'id' | 'number' | 'holders' | 'size'> & {
          readonly origin?: string | undefined;
        },
    ): Promise<boolean>;
    bringForward(
      kpa: Kpa,
      list: Stored<StatusList>,
      seen: SeenList,
    ): Promise<'published' | 'right'>;
    beginNext(kpa: Kpa, holders: EntryHolders): Promise<void>;
  };
}

/** What came of one thing, or of some dozens: told while the others are under way. */
export type ReplayStep =
  | { readonly what: 'revoked again'; readonly entries: readonly NotedEntry[] }
  | { readonly what: 'lost' | 'entry taken'; readonly entry: NotedEntry; readonly number: number }
  | { readonly what: 'list made again' | 'list signed anew'; readonly number: number }
  | { readonly what: 'list closed'; readonly holders: EntryHolders }
  | { readonly what: 'failed'; readonly id: string; readonly why: string };

/** A list of the journal, of the data, or of both. */
interface NotedList extends Pick<StatusList, 'id' | 'number' | 'holders' | 'size'> {
  readonly seen: string | undefined;
  readonly origin?: string | undefined;
  readonly stored: Stored<StatusList> | undefined;
}

export async function* replayLists(
  services: ReplayServices,
  kpa: Kpa,
  state: JournalState,
  by: string,
): AsyncGenerator<ReplayStep> {
  const withLost = new Set<string>();
  for (const list of await listsOf(services.store, kpa, state.lists)) {
    const noted = state.entries.get(list.id) ?? [];
    // Begun by two processes at once: the other one has this number, and all entries.
    if (!list.stored && noted.length === 0) continue;
    for await (const step of replayList(services, kpa, list, { noted, by })) {
      if (step.what === 'lost') withLost.add(list.id);
      yield step;
    }
  }
  for (const holders of ['awards', 'issuedCredentials'] as const) {
    const newest = await newestOf(services.store, kpa, holders);
    if (newest === undefined || !withLost.has(newest)) continue;
    await services.statusLists.beginNext(kpa, holders);
    yield { what: 'list closed', holders };
  }
}

async function listsOf(
  store: Store,
  kpa: Kpa,
  noted: readonly ListAct[],
): Promise<readonly NotedList[]> {
  const acts = new Map(noted.filter((act) => act.kpa === kpa.id).map((act) => [act.id, act]));
  const lists: NotedList[] = [];
  for await (const stored of store.statusLists(kpa.id).all({ index: 'byNumber' })) {
    lists.push({ ...stored, seen: acts.get(stored.id)?.from, stored });
    acts.delete(stored.id);
  }
  for (const { id, number, of: holders, size, from, origin } of acts.values()) {
    lists.push({ id, number, holders, size, seen: from, origin, stored: undefined });
  }
  return lists;
}

interface Noted {
  readonly noted: readonly NotedEntry[];
  readonly by: string;
}

async function* replayList(
  services: ReplayServices,
  kpa: Kpa,
  list: NotedList,
  { noted, by }: Noted,
): AsyncGenerator<ReplayStep> {
  const { id: listId, number, holders } = list;
  const place = { kpaId: kpa.id, listId, holders };
  const { unmarked, lost, taken } = await compareEntries(services.store, place, noted);
  for await (const some of markAgain(services, unmarked, by)) {
    const entries = some.filter(({ failure }) => failure === undefined).map(({ entry }) => entry);
    yield { what: 'revoked again', entries };
    for (const { entry, failure } of some) {
      if (failure !== undefined) yield { what: 'failed', id: entry.id, why: failure };
    }
  }
  for (const entry of lost) yield { what: 'lost', entry, number };
  for (const entry of taken) yield { what: 'entry taken', entry, number };
  const gone = lost.filter(({ standing }) => standing === 'revoked');
  const revoked = [...unmarked, ...gone].map(({ index }) => index);
  yield* publish(services, kpa, list, { revoked, seen: list.seen });
}

async function* publish(
  { statusLists }: ReplayServices,
  kpa: Kpa,
  { stored, ...list }: NotedList,
  seen: SeenList,
): AsyncGenerator<ReplayStep> {
  const { number } = list;
  try {
    if (stored) {
      const outcome = await statusLists.bringForward(kpa, stored, seen);
      if (outcome === 'published') yield { what: 'list signed anew', number };
    } else if (await statusLists.restore(kpa, { ...list, ...seen })) {
      yield { what: 'list made again', number };
    } else {
      const why = 'another list has its number: what was signed with it has no status';
      yield { what: 'failed', id: `list ${number}`, why };
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    yield { what: 'failed', id: `list ${number}`, why };
  }
}

async function newestOf(store: Store, kpa: Kpa, holders: EntryHolders) {
  const query = { index: 'byNumber', order: 'descending' } as const;
  for await (const list of store.statusLists(kpa.id).all(query)) {
    if (list.holders === holders) return list.id;
  }
  return undefined;
}
