/**
 * For whoever watches (docs/adr/0034): how many lists others cannot rely on, or soon cannot. Marks are
 * counted by an index; a list is read when it is another than the last time. Asked more often than once
 * a minute, it says what it said.
 */
import { ifRefused } from '../../storage/store.ts';
import type { EntryHolders, Store } from '../../storage/store.ts';
import { seeList } from './look-at-lists.ts';
import { countMarks, LIFE } from './publish.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

/** By why: it lacks revocations; more than half of its life is over, or all of it. */
type Behind = Readonly<Record<'marks' | 'old' | 'over', number>>;

interface Known {
  readonly id: string;
  readonly version: number;
  readonly kpaId: string;
  readonly holders: EntryHolders;
  /** With how many it was compared. One that somebody else wrote is among them, and has no bit. */
  readonly marks: number;
  /** Milliseconds; never, for lists from before they ended. */
  readonly until: number;
}

const MINUTE = 60_000;

export function createBehindCount(services: Services): () => Promise<Behind> {
  const { clock } = services;
  const known = new Map<string, Known>();
  let last: { readonly at: number; readonly counted: Promise<Behind> } | undefined;
  return () => {
    const now = clock().getTime();
    if (last && now - last.at < MINUTE) return last.counted;
    const counted = countBehind(services, known, now);
    last = { at: now, counted };
    // What failed is asked again at once.
    counted.catch(() => (last = undefined));
    return counted;
  };
}

async function countBehind(
  { store }: Services,
  known: Map<string, Known>,
  now: number,
): Promise<Behind> {
  const behind = { marks: 0, old: 0, over: 0 };
  const lists = store.statusLists.across.pickAll({ index: 'byNumber' }, ['kpaId']);
  for await (const { id, version, kpaId = '' } of lists) {
    const before = known.get(id);
    const list = before?.version === version ? before : await read(store, kpaId, id);
    if (list === 'unreadable') behind.over += 1;
    if (!list || list === 'unreadable') continue;
    known.set(id, list);
    if ((await countMarks(store, list)) > list.marks) behind.marks += 1;
    if (now >= list.until) behind.over += 1;
    else if (now >= list.until - LIFE / 2) behind.old += 1;
  }
  return behind;
}

async function read(
  store: Store,
  kpaId: string,
  id: string,
): Promise<Known | 'unreadable' | undefined> {
  const asked = store.statusLists(kpaId).findById(id);
  const list = await ifRefused(asked, 'INVALID_DOCUMENT', () => 'unreadable' as const);
  if (!list || list === 'unreadable') return list;
  const { version, holders, marks, validUntil } = seeList(list);
  const until = validUntil === undefined ? Infinity : Date.parse(validUntil);
  return { id, version, kpaId, holders, marks, until };
}
