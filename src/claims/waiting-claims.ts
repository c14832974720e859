/** The claims that wait for an answer, the longest wait first. What is personal, only for whom it was sent to. */
import { isHere, isOf, recordsOf, whoStays } from '../badges/records/who-stays.ts';
import type { Claim, Identified, Person, Store, Stored } from '../storage/store.ts';
import { TEAM } from './claims.ts';

type Reader = Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>;
type Stores = Pick<Store, 'claims' | 'people'>;

interface Asked {
  readonly index: 'byWaiting';
  readonly order?: 'ascending' | 'descending';
  readonly limit?: number;
  readonly after?: string | Identified;
}

/** Who left since, and the reader themselves, hold nobody up: it is read on, but not for ever. */
const MOST_LOOKS = 50;
/** Of one page, unless it says so. */
const USUAL = 20;

/**
 * A list of what waits for the team and of what waits for this reader alone, in one order: nobody who looks
 * at it sees which is which. `rowsOf`: whose those are that it gave.
 */
export const waitingFor = (store: Stores, reader: Reader) =>
  ofWhoIsHere(store, reader, [TEAM, ...recordsOf(reader)]);

/** On these lists, without the reader’s own. */
export function ofWhoIsHere(store: Stores, reader: Reader, lists: readonly string[]) {
  const claims = store.claims(reader.kpaId);
  const people = new Map<string, Person>();

  /** Where a part begins: of what waits for somebody else, no address tells whether it is there. */
  async function findById(id: string) {
    const claim = await claims.findById(id);
    return claim?.waitsFor !== undefined && lists.includes(claim.waitsFor) ? claim : undefined;
  }

  /** All that waits, of which a part may be for nobody here. */
  async function look(query: Asked, limit: number) {
    const found = await Promise.all(
      lists.map((who) => claims.readable.find({ ...query, equals: [who], limit })),
    );
    const sign = query.order === 'descending' ? -1 : 1;
    const all = found.flatMap(({ items }) => items);
    const inOrder = all.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -sign : sign));
    const isMore = all.length > limit || found.some(({ next }) => next !== undefined);
    return { some: inOrder.slice(0, limit), isMore };
  }

  function isAsking({ personId }: Claim): boolean {
    const person = people.get(personId);
    return person !== undefined && isHere(person) && !isOf(reader, person.id);
  }

  async function find({ limit = USUAL, ...query }: Asked) {
    const kept: Stored<Claim>[] = [];
    let here: Asked = query;
    for (let looks = 0; looks < MOST_LOOKS && kept.length <= limit; looks += 1) {
      const { some, isMore } = await look(here, limit + 1);
      await meet(some);
      kept.push(...some.filter(isAsking));
      const last = some.at(-1);
      if (!last || !isMore) break;
      here = { ...here, after: last };
    }
    return { items: kept.slice(0, limit), ...(kept.length > limit && { next: '' }) };
  }

  async function meet(some: readonly Claim[]): Promise<void> {
    const ids = new Set(some.map(({ personId }) => personId).filter((id) => !people.has(id)));
    const records = await store.people(reader.kpaId).readable.findByIds([...ids]);
    const stay = await Promise.all(records.map((one) => whoStays(store, one)));
    for (const [at, { id }] of records.entries()) {
      const person = stay[at];
      if (person) people.set(id, person);
    }
  }

  return {
    source: { findById, readable: { find } },
    rowsOf: (items: readonly Claim[]) =>
      items.flatMap((claim) => {
        const person = people.get(claim.personId);
        return person ? [{ claim, person }] : [];
      }),
  };
}

const placeOf = ({ since, id }: Claim): string => `${since}/${id}`;

/** More rows than these no page has: whoever waits behind them comes up as they are answered. */
const MOST_ROWS = 60;

export async function waitingClaims(store: Stores, reader: Reader) {
  const { source, rowsOf } = waitingFor(store, reader);
  const { items, next } = await source.readable.find({ index: 'byWaiting', limit: MOST_ROWS });
  return { rows: rowsOf(items), isMore: next !== undefined };
}
