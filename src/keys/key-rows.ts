/** The key rows of a KPA: which of them are ours, and the only ways in which they change. */
import { LRUCache } from 'lru-cache';
import { type Key, type KeyEvent, keySchema } from '../storage/store.ts';
import { type Store, type Stored, update } from '../storage/store.ts';
import type { Custody } from './custody.ts';
import { KeyError } from './errors.ts';
import { createRowMacs, type RowDoubt } from './row-macs.ts';

export type KeyStore = Pick<Store, 'keys'>;

export interface KeyRow {
  readonly key: Stored<Key>;
  /** Why it is neither used nor published. */
  readonly doubt: RowDoubt | undefined;
}

/** Told of each row that is not believed, once for each change of it. */
export type ReportRow = (row: KeyRow) => void;

export interface KeyRows {
  /** All that can be read, oldest first. */
  of(kpaId: string): Promise<readonly KeyRow[]>;
  /** Of every key that stands there, whatever it is worth: an id means one key for ever. */
  fragments(kpaId: string): Promise<ReadonlySet<string>>;
  /** Those that are ours, oldest first. */
  believed(kpaId: string): Promise<readonly Stored<Key>[]>;
  /** Rejects with `StoreError` DUPLICATE_KEY. */
  insert(key: Key): Promise<Stored<Key>>;
  /** Change and record are one write. False if the key was there, or further, already. */
  advance(
    key: Stored<Key>,
    state: 'retired' | 'revoked',
    event: Omit<KeyEvent, 'action'>,
  ): Promise<boolean>;
}

/** Against who writes ever new rows for us to tell of. */
const MOST_REPORTED = 1_000;

/** KPAs whose rows are kept: their MACs are checked once for each version of a row. */
const MOST_KEPT = 2_000;

/** A key only goes forward: a retired one never signs again, a revoked one stays revoked. */
const ORDER = { active: 0, retired: 1, revoked: 2 } as const;

export const keyMacs = (custody: Custody) => createRowMacs(custody, 'key row', keySchema);

export function createKeyRows(
  { keys }: KeyStore,
  custody: Custody,
  report: ReportRow = () => undefined,
): KeyRows {
  const macs = keyMacs(custody);
  /** How many events of each key this process has seen: their number only grows. */
  const seen = new Map<string, number>();
  const reported = new Set<string>();
  const kept = new LRUCache<string, readonly KeyRow[]>({ max: MOST_KEPT });

  async function judge(key: Stored<Key>, eventsSeen: number): Promise<KeyRow> {
    const isOlder = key.events.length < eventsSeen;
    const doubt = (await macs.doubt(key)) ?? (isOlder ? 'rolled-back' : undefined);
    const row = { key, doubt };
    if (doubt === undefined) {
      seen.set(key.id, Math.max(key.events.length, seen.get(key.id) ?? 0));
    } else if (!reported.has(nameOf(row)) && reported.size < MOST_REPORTED) {
      reported.add(nameOf(row));
      report(row);
    }
    return row;
  }

  /** As they were read last, if they are what is stored, and nobody's doubt is to be looked at again. */
  async function of(kpaId: string): Promise<readonly KeyRow[]> {
    const before = kept.get(kpaId);
    if (before && (await areStored(kpaId, before))) return before;
    const rows = await read(kpaId);
    if (rows.every(({ doubt }) => doubt === undefined)) kept.set(kpaId, rows);
    else kept.delete(kpaId);
    return rows;
  }

  /** Versions alone: another process may have made, retired or revoked a key since. */
  async function areStored(kpaId: string, rows: readonly KeyRow[]): Promise<boolean> {
    const { items } = await keys(kpaId).pick({ index: 'byFragment', limit: 500 }, []);
    const versions = new Map(items.map(({ id, version }) => [id, version]));
    return (
      rows.length === versions.size && rows.every(({ key }) => versions.get(key.id) === key.version)
    );
  }

  async function read(kpaId: string): Promise<readonly KeyRow[]> {
    // As known before the question: of two at once, the one asked first may be answered last.
    const known = new Map(seen);
    const rows: KeyRow[] = [];
    for await (const key of keys(kpaId).readable.all({ index: 'byFragment' })) {
      rows.push(await judge(key, known.get(key.id) ?? 0));
    }
    // By number, since as text `key-10` comes before `key-2`.
    return rows.sort((a, b) => numberOf(a.key) - numberOf(b.key));
  }

  async function again({ kpaId, id }: Stored<Key>): Promise<Stored<Key> | undefined> {
    return (await of(kpaId)).find(({ key, doubt }) => key.id === id && doubt === undefined)?.key;
  }

  async function fragments(kpaId: string): Promise<ReadonlySet<string>> {
    const { items } = await keys(kpaId).pick({ index: 'byFragment', limit: 500 }, ['fragment']);
    return new Set(items.flatMap(({ fragment }) => fragment ?? []));
  }

  return {
    of,
    fragments,
    believed: async (kpaId) =>
      (await of(kpaId)).filter(({ doubt }) => doubt === undefined).map(({ key }) => key),
    insert: async (key) => keys(key.kpaId).insert(await macs.marked(key)),
    async advance(key, state, event) {
      let advanced = false;
      const believed = {
        read: () => again(key),
        write: (_current: Key, next: Stored<Key>) => keys(key.kpaId).replace(next),
      };
      const written = await update(believed, (now) => {
        advanced = ORDER[now.state] < ORDER[state];
        const events = [...now.events, { ...event, action: state }];
        return advanced ? macs.marked({ ...now, state, events }) : now;
      });
      return written !== undefined && advanced;
    },
  };
}

const nameOf = ({ key, doubt }: KeyRow) =>
  `${key.id} ${key.version} ${String(doubt)} ${key.mac ?? ''}`;

export const numberOf = ({ fragment }: Key): number => Number(fragment.slice('key-'.length));

/** Throws `KeyError` UNKNOWN_KEY, or NOT_AS_WRITTEN for a row that is not ours. */
export function findKey(rows: readonly KeyRow[], fragment: string): Stored<Key> {
  const row = rows.find(({ key }) => key.fragment === fragment);
  if (row?.doubt === undefined && row) return row.key;
  if (row) {
    throw new KeyError(
      'NOT_AS_WRITTEN',
      `The row of ${fragment} is not as we wrote it (${row.doubt}): it is neither used nor published. Compare it with a backup`,
    );
  }
  const known = rows.map(({ key }) => key.fragment).join(', ');
  throw new KeyError('UNKNOWN_KEY', `There is no ${fragment}: the keys are ${known || 'none'}`);
}
