/**
 * What a journal says in the end, of each thing: lines are added up, and the order of those that two
 * processes wrote at once does not matter.
 */
import type { ClassAct, EndedAct, EntryAct, JournalAct, ListAct, NotedKey } from './acts.ts';
import type { JournalLine } from './lines.ts';

/** `at`: when it was noted first that it stands so. */
export type NotedEntry = EntryAct & { readonly at: string };

export type NotedEnd = EndedAct & { readonly at: string };

export interface JournalState {
  /** By the id of their list. */
  readonly entries: ReadonlyMap<string, readonly NotedEntry[]>;
  readonly lists: readonly ListAct[];
  readonly keys: readonly NotedKey[];
  readonly kpas: readonly Pick<KpaAct, 'id' | 'slug'>[];
  readonly classes: readonly ClassAct[];
  readonly ended: readonly NotedEnd[];
  /** Whether nothing was noted since the last replay. */
  readonly isReplayed: boolean;
  readonly lines: number;
  /** Lines that say nothing: see `JournalLine`. */
  readonly unread: Readonly<Record<'torn' | 'foreign' | 'newer', number>>;
}

type KpaAct = Extract<JournalAct, { act: 'kpa' }>;
type RefusedAct = Extract<JournalAct, { act: 'refused' }>;

export async function addUp(lines: AsyncIterable<JournalLine>): Promise<JournalState> {
  const tallies = createTallies();
  const unread = { torn: 0, foreign: 0, newer: 0 };
  let count = 0;
  for await (const line of lines) {
    count += 1;
    if (line.kind === 'act') tallies.add(line.act, line.at);
    else unread[line.kind] += 1;
  }
  return { ...tallies.sums(), lines: count, unread };
}

function createTallies() {
  const entries = createTally(furtherEntry);
  const lists = createTally(furtherList);
  const keys = createTally(furtherKey);
  const kpas = createTally<KpaAct>((_before, now) => now);
  const classes = createTally<ClassAct>((before) => before);
  const ended = createTally<NotedEnd>((before) => before);
  let isReplayed = false;
  const refuse = ({ id, list, index }: RefusedAct): void => {
    if (list !== undefined && index !== undefined) entries.refuse(placeOf({ id, list, index }));
    else for (const one of [lists, keys, kpas, classes]) one.refuse(id);
  };
  return {
    add(act: JournalAct, at: string): void {
      isReplayed = act.act === 'replayed';
      if (act.act === 'entry') entries.note(placeOf(act), { ...act, at });
      else if (act.act === 'list') lists.note(act.id, act);
      else if (act.act === 'key') keys.note(act.id, act);
      else if (act.act === 'kpa') kpas.note(act.id, act);
      else if (act.act === 'class') classes.note(act.id, act);
      else if (act.act === 'ended') ended.note(`${act.of} ${act.id}`, { ...act, at });
      else if (act.act === 'refused') refuse(act);
    },
    sums: () => ({
      entries: byList(entries.all()),
      lists: lists.all(),
      keys: keys.all(),
      kpas: kpas.all(),
      classes: classes.all(),
      ended: ended.all(),
      isReplayed,
    }),
  };
}

const placeOf = ({ id, list, index }: Pick<EntryAct, 'id' | 'list' | 'index'>) =>
  `${list} ${index} ${id}`;

/** How often each was noted, but for what was refused: nothing is left of what never happened. */
function createTally<A>(further: (before: A, now: A) => A) {
  const noted = new Map<string, { readonly said: A; readonly times: number }>();
  return {
    note(name: string, now: A): void {
      const known = noted.get(name);
      const said = known ? further(known.said, now) : now;
      // What was noted last stands last.
      noted.delete(name);
      noted.set(name, { said, times: (known?.times ?? 0) + 1 });
    },
    refuse(name: string): void {
      const known = noted.get(name);
      if (known && known.times > 1) noted.set(name, { ...known, times: known.times - 1 });
      else noted.delete(name);
    },
    all: (): readonly A[] => [...noted.values()].map(({ said }) => said),
  };
}

/** What was revoked stays so, from the first time on. */
function furtherEntry(before: NotedEntry, now: NotedEntry): NotedEntry {
  return before.standing === 'revoked' || now.standing === 'valid' ? before : now;
}

const ORDER = { active: 0, retired: 1, revoked: 2 } as const;

/** A key only goes forward; how it is closed may change. */
function furtherKey(before: NotedKey, now: NotedKey): NotedKey {
  return ORDER[now.state] < ORDER[before.state] ? { ...now, state: before.state } : now;
}

/** Processes that sign at once differ by less, in milliseconds. */
const BACK = 900_000;

/** The date to which readers have come only rises, but after a list that nobody believed (docs/adr/0032). */
function furtherList(before: ListAct, now: ListAct): ListAct {
  const back = Date.parse(before.from ?? '') - Date.parse(now.from ?? '');
  const { from } = back > 0 && back <= BACK ? before : now;
  return { ...now, ...(from !== undefined && { from }) };
}

function byList(entries: readonly NotedEntry[]): ReadonlyMap<string, readonly NotedEntry[]> {
  const lists = new Map<string, NotedEntry[]>();
  for (const entry of entries) {
    const list = lists.get(entry.list);
    if (list) list.push(entry);
    else lists.set(entry.list, [entry]);
  }
  return lists;
}
