/**
 * The status lists of a KPA after a restore: what was revoked is marked, entries of badges that are
 * gone stay theirs (src/awards/lost-entries.ts), and lists that are gone are made again.
 */
import { headOf } from '../../journal/acts-of.ts';
import type { ListAct } from '../../journal/acts.ts';
import type { JournalState, NotedEntry } from '../../journal/state.ts';
import type { LostEntries } from '../../awards/lost-entries.ts';
import type { Kpa, StatusList, Store, Stored } from '../../storage/store.ts';
import { type AbsentEntry, compareEntries } from './compare-list.ts';
import { markAgain, type MarkServices } from './mark-again.ts';
import { type Holders, readHolders } from './read-holders.ts';

type Shape = Pick<StatusList, 'id' | 'number' | 'holders' | 'size'>;

export interface ReplayServices extends MarkServices {
  readonly store: Store;
  readonly lostEntries: Pick<LostEntries, 'note'>;
  readonly statusLists: {
    restore(kpa: Kpa, list: Shape & Partial<Seen>): Promise<boolean>;
    bringForward(
      kpa: Kpa,
      list: Stored<StatusList>,
      seen: string | undefined,
    ): Promise<'published' | 'right'>;
  };
}

/** What readers have of a list: the newest `validFrom`, and the origin of its address. */
interface Seen {
  readonly seen: string | undefined;
  readonly origin: string | undefined;
}

/** What came of one thing, or of some dozens: told while the others are under way. */
export type ReplayStep =
  | { readonly what: 'revoked again'; readonly entries: readonly NotedEntry[] }
  | { readonly what: 'absent'; readonly absent: AbsentEntry; readonly number: number }
  | { readonly what: 'list made again' | 'list signed anew'; readonly number: number }
  | { readonly what: 'failed'; readonly id: string; readonly why: string };

/** A list of the journal, of the data, or of both. */
interface NotedList extends Shape, Seen {
  readonly stored: Stored<StatusList> | undefined;
  readonly entries: readonly NotedEntry[];
}

export async function* replayLists(
  services: ReplayServices,
  kpa: Kpa,
  state: JournalState,
  by: string,
): AsyncGenerator<ReplayStep> {
  const holders = await readHolders(services.store, kpa.id);
  const { lists, unreadable } = await listsOf(services.store, kpa, state);
  for (const id of unreadable) {
    yield { what: 'failed', id: `list ${id}`, why: 'it cannot be read: put its row back first' };
  }
  for (const list of lists) {
    // Begun, and never drawn from.
    if (!list.stored && list.entries.length === 0) continue;
    yield* replayList(services, kpa, list, { holders, by });
  }
}

async function listsOf(store: Store, kpa: Kpa, state: JournalState) {
  const acts = new Map(state.lists.filter((act) => act.kpa === kpa.id).map((act) => [act.id, act]));
  const there: NotedList[] = [];
  const unreadable: string[] = [];
  for await (const row of store.statusLists(kpa.id).allRows({ index: 'byNumber' })) {
    if ('document' in row) {
      const { document: stored } = row;
      there.push(withActs(stored, acts.get(stored.id), state));
      acts.delete(stored.id);
    } else {
      unreadable.push(row.id);
      acts.delete(row.id);
    }
  }
  // By its address a reader knows a list: one that has been begun anew since is the same.
  const gone = [...acts.values()].map((act) => ofJournal(act, state));
  const lists = [...there];
  for (const list of gone) {
    const at = lists.findIndex((one) => isAt(one, list));
    const known = lists[at];
    if (known) lists[at] = joined(known, list);
    else lists.push(list);
  }
  return { lists, unreadable };
}

function withActs(
  stored: Stored<StatusList>,
  act: ListAct | undefined,
  { entries }: JournalState,
): NotedList {
  const { origin } = headOf(stored.credential);
  return { ...stored, seen: act?.from, origin, stored, entries: entries.get(stored.id) ?? [] };
}

function ofJournal(
  { id, number, of: holders, size, from, origin }: ListAct,
  { entries }: JournalState,
): NotedList {
  const noted = entries.get(id) ?? [];
  return { id, number, holders, size, seen: from, origin, stored: undefined, entries: noted };
}

const isAt = (one: NotedList, other: NotedList) =>
  one.number === other.number && one.origin === other.origin && one.size === other.size;

const joined = (list: NotedList, gone: NotedList): NotedList => ({
  ...list,
  seen: [list.seen, gone.seen]
    .filter((seen) => seen !== undefined)
    .sort()
    .at(-1),
  entries: [...list.entries, ...gone.entries],
});

interface Against {
  readonly holders: Holders;
  readonly by: string;
}

async function* replayList(
  services: ReplayServices,
  kpa: Kpa,
  list: NotedList,
  { holders, by }: Against,
): AsyncGenerator<ReplayStep> {
  const { unmarked, absent } = compareEntries(holders, list.id, list.entries);
  for await (const some of markAgain(services, unmarked, by)) {
    const entries = some.filter(({ failure }) => failure === undefined).map(({ entry }) => entry);
    yield { what: 'revoked again', entries };
    for (const { entry, failure } of some) {
      if (failure !== undefined) yield { what: 'failed', id: entry.id, why: failure };
    }
  }
  for (const one of absent) {
    const { id: badgeId, index: statusIndex } = one.entry;
    const place = { kpaId: kpa.id, statusListId: list.id, statusIndex };
    const standing = await services.lostEntries.note({
      ...place,
      ...{ badgeId, standing: one.standing },
    });
    yield { what: 'absent', absent: { ...one, standing }, number: list.number };
  }
  yield* publish(services, kpa, list);
}

async function* publish(
  { statusLists }: ReplayServices,
  kpa: Kpa,
  { stored, entries: _, ...list }: NotedList,
): AsyncGenerator<ReplayStep> {
  const { number } = list;
  try {
    if (stored) {
      const outcome = await statusLists.bringForward(kpa, stored, list.seen);
      if (outcome === 'published') yield { what: 'list signed anew', number };
    } else if (await statusLists.restore(kpa, list)) {
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
