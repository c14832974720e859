/** Which entry the next credential gets: a random one, so that an index tells nothing of when. */
import { randomInt, randomUUID } from 'node:crypto';
import { STATUS_LIST_SIZE } from '../../credentials/status-list.ts';
import type { Kpa, StatusList } from '../../storage/store.ts';
import { StoreError } from '../../storage/store.ts';
import { type PublishServices, signList } from './publish.ts';

export interface StatusEntry {
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
  const { store, clock } = services;
  const budgets = new Map<string, Budget>();

  async function newest(kpa: Kpa): Promise<StatusList | undefined> {
    const query = { index: 'byNumber', order: 'descending', limit: 1 } as const;
    return (await store.statusLists(kpa.id).find(query)).items[0];
  }

  async function begin(kpa: Kpa, number: number): Promise<Budget> {
    const size = STATUS_LIST_SIZE;
    const id = randomUUID();
    try {
      const credential = await signList(services, kpa, { number, size }, []);
      const updatedAt = clock().toISOString();
      const list = { id, kpaId: kpa.id, number, size, credential, updatedAt };
      await store.statusLists(kpa.id).insert(list);
      return { list, left: budgetOf(0) };
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'DUPLICATE_KEY')) throw error;
      return await current(kpa); // another process began it first
    }
  }

  async function current(kpa: Kpa): Promise<Budget> {
    const list = await newest(kpa);
    if (!list) return begin(kpa, 1);
    const query = { index: 'byStatusEntry', equals: [list.id] };
    const used = await store.awards(kpa.id).count(query);
    return used < fullAt ? { list, left: budgetOf(used) } : begin(kpa, list.number + 1);
  }

  /** Halving what is left keeps several processes from overshooting by much. */
  const budgetOf = (used: number) => Math.floor((fullAt - used) / 2);

  /** A random free-looking entry; the award's unique index has the last word. */
  return async (kpa: Kpa): Promise<StatusEntry> => {
    const known = budgets.get(kpa.id);
    const budget = known && known.left > 0 ? known : await current(kpa);
    if (budget === known) budget.left -= 1;
    else budgets.set(kpa.id, budget);
    const { id, number, size } = budget.list;
    return { listId: id, listNumber: number, index: randomInt(size) };
  };
}
