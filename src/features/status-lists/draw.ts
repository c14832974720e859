/** Which entry the next credential gets: a random one, so that an index tells nothing of when. */
import { randomInt, randomUUID } from 'node:crypto';
import { STATUS_LIST_SIZE } from '../../credentials/statuses/status-list.ts';
import type { EntryHolders, Kpa, StatusList } from '../../storage/store.ts';
import { ifRefused } from '../../storage/store.ts';
import { readHead } from './bitmap.ts';
import { entriesOf, type PublishServices, signList } from './publish.ts';

export interface DrawnEntry {
  readonly listId: string;
  readonly listNumber: number;
  readonly index: number;
}

interface Budget {
  readonly list: Pick<StatusList, 'id' | 'number' | 'size'>;
  /** Draws that need no new count. */
  left: number;
}

/** `fullAt`: entries in use above which a new list is begun, for random free ones get rare. */
export function createDraw(services: PublishServices, fullAt: number) {
  const { store, clock, addresses } = services;
  const budgets = new Map<string, Budget>();

  const newestFirst = { index: 'byNumber', order: 'descending' } as const;

  /**
   * The newest list of these holders, begun at the address of today, if it is known: behind one that
   * cannot be read, a new one begins.
   */
  async function newest(kpa: Kpa, holders: EntryHolders) {
    for await (const row of store.statusLists(kpa.id).allRows(newestFirst)) {
      if (!('document' in row)) return undefined;
      const list = row.document;
      if (list.holders === holders && isOfToday(kpa, list)) return list;
    }
    return undefined;
  }

  function isOfToday({ slug }: Kpa, { number, credential }: StatusList): boolean {
    try {
      return readHead(credential).address === addresses.statusList(slug, number);
    } catch {
      return false;
    }
  }

  /** Behind all that stand there, whatever they are worth. */
  async function nextNumber(kpa: Kpa): Promise<number> {
    const query = { ...newestFirst, limit: 1 };
    const [last] = (await store.statusLists(kpa.id).pick(query, ['number'])).items;
    return (last?.number ?? 0) + 1;
  }

  /** `behind`: the newest one, if there is any, that gives no more. */
  async function begin(
    kpa: Kpa,
    holders: EntryHolders,
    behind: StatusList | undefined,
  ): Promise<Budget> {
    const size = STATUS_LIST_SIZE;
    const number = await nextNumber(kpa);
    // One that another has begun before this number was read is for all; one after, takes the number.
    const begunSince = await newest(kpa, holders);
    if (begunSince && begunSince.id !== behind?.id) return current(kpa, holders);
    const id = randomUUID();
    const credential = await signList(services, kpa, { number, size, at: addresses }, []);
    const updatedAt = clock().toISOString();
    const list = { id, kpaId: kpa.id, number, holders, size, credential, marks: 0, updatedAt };
    const inserted = store.statusLists(kpa.id).insert(list);
    const begun = await ifRefused(inserted, 'DUPLICATE_KEY', () => undefined);
    // Else another process began it first.
    return begun ? { list: begun, left: budgetOf(0) } : current(kpa, holders);
  }

  async function current(kpa: Kpa, holders: EntryHolders): Promise<Budget> {
    const list = await newest(kpa, holders);
    if (!list) return begin(kpa, holders, undefined);
    const query = { index: 'byStatusEntry', equals: [list.id] } as const;
    const [used, lost] = await Promise.all([
      entriesOf(store, list).count(query),
      store.lostEntries(kpa.id).count(query),
    ]);
    // What was lost since its entries were last counted is not known: any may be somebody's.
    return used < fullAt && lost === 0 ? { list, left: budgetOf(used) } : begin(kpa, holders, list);
  }

  /** Halving what is left keeps several processes from overshooting by much. */
  const budgetOf = (used: number) => Math.floor((fullAt - used) / 2);

  const laneOf = (kpa: Kpa, holders: EntryHolders) => `${kpa.id}/${holders}`;

  return {
    /** A random free-looking entry; the unique index of its holders has the last word. */
    draw: async (kpa: Kpa, holders: EntryHolders = 'awards'): Promise<DrawnEntry> => {
      const lane = laneOf(kpa, holders);
      const known = budgets.get(lane);
      const budget = known && known.left > 0 ? known : await current(kpa, holders);
      if (budget === known) budget.left -= 1;
      else budgets.set(lane, budget);
      const { id, number, size } = budget.list;
      return { listId: id, listNumber: number, index: randomInt(size) };
    },
  };
}
