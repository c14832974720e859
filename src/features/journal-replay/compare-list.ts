/** The entries of one list, as the journal has them, against those that the data has. */
import type { EntryHolders, Store } from '../../storage/store.ts';
import type { NotedEntry } from '../../journal/state.ts';

export interface ComparedEntries {
  /** Badges that are there, and are not marked as revoked. */
  readonly unmarked: readonly NotedEntry[];
  /** Badges that are gone: their entries stay theirs. */
  readonly lost: readonly NotedEntry[];
  /** Badges that are gone, and whose entry another one has been given since. */
  readonly taken: readonly NotedEntry[];
}

interface Holders {
  readonly kpaId: string;
  readonly listId: string;
  readonly holders: EntryHolders;
}

export async function compareEntries(
  store: Store,
  place: Holders,
  noted: readonly NotedEntry[],
): Promise<ComparedEntries> {
  const holderOf = await holdersIn(store, place);
  const marked = await markedIn(store, place);
  const there = noted.filter(({ id, index }) => holderOf.get(index) === id);
  const absent = noted.filter(({ id, index }) => holderOf.get(index) !== id);
  // A form that was sent twice, or an entry drawn twice: the badge has another one.
  const elsewhere = await idsAmong(
    store,
    place,
    absent.map(({ id }) => id),
  );
  const gone = absent.filter(({ id }) => !elsewhere.has(id));
  return {
    unmarked: there.filter(({ id, standing }) => standing === 'revoked' && !marked.has(id)),
    lost: gone.filter(({ index }) => !holderOf.has(index)),
    taken: gone.filter(({ index }) => holderOf.has(index)),
  };
}

async function holdersIn(store: Store, { kpaId, listId, holders }: Holders) {
  const query = { index: 'byStatusEntry', equals: [listId] } as const;
  const found =
    holders === 'awards'
      ? store.awards(kpaId).pickAll(query, ['statusIndex'])
      : store.issuedCredentials(kpaId).pickAll(query, ['statusIndex']);
  const ids = new Map<number, string>();
  for await (const { id, statusIndex } of found) {
    if (statusIndex !== undefined) ids.set(statusIndex, id);
  }
  return ids;
}

async function markedIn(store: Store, { kpaId, listId, holders }: Holders): Promise<Set<string>> {
  const query = { index: 'byStanding', equals: [listId, 'revoked'] } as const;
  const found =
    holders === 'awards'
      ? store.awards(kpaId).pickAll(query, [])
      : store.issuedCredentials(kpaId).pickAll(query, []);
  const ids = new Set<string>();
  for await (const { id } of found) ids.add(id);
  return ids;
}

async function idsAmong(store: Store, { kpaId, holders }: Holders, ids: readonly string[]) {
  const found =
    holders === 'awards'
      ? await store.awards(kpaId).findByIds(ids)
      : await store.issuedCredentials(kpaId).findByIds(ids);
  return new Set(found.map(({ id }) => id));
}
