/** Those who were asked something, and have not answered: at the KPA some of them do, aloud. */
import { isOf, recordsOf } from '../badges/records/who-stays.ts';
import type { Claim, Person, Store } from '../storage/store.ts';
import { PERSON } from './claims.ts';
import { ofWhoIsHere } from './waiting-claims.ts';

type Reader = Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>;
type Stores = Pick<Store, 'claims' | 'people'>;

export interface AskedClaim {
  readonly claim: Claim;
  readonly person: Person;
  /** Of who asked; nobody’s, once they are erased. */
  readonly by: string | undefined;
  readonly question: string | undefined;
}

/** More rows than these no page has: whoever waits behind them comes up as they are answered. */
const MOST_ROWS = 20;
/** The longest wait first. Of objective 6 there is none: it is between two people, on the page of its person. */
export async function askedClaims(store: Stores, reader: Reader) {
  const { source, rowsOf } = ofWhoIsHere(store, reader, [PERSON]);
  const { items } = await source.readable.find({ index: 'byWaiting', limit: MOST_ROWS });
  return withAskers(store, reader.kpaId, rowsOf(items));
}

async function withAskers(
  { people }: Pick<Store, 'people'>,
  kpaId: string,
  rows: readonly { readonly claim: Claim; readonly person: Person }[],
): Promise<readonly AskedClaim[]> {
  const last = ({ turns }: Claim) => turns.findLast(({ kind }) => kind === 'question');
  const ids = [...new Set(rows.flatMap(({ claim }) => last(claim)?.by ?? []))];
  const askers = ids.length === 0 ? [] : await people(kpaId).readable.findByIds(ids);
  return rows.map(({ claim, person }) => ({
    ...{ claim, person, question: last(claim)?.text },
    by: askers.find(({ id }) => id === last(claim)?.by)?.name,
  }));
}

/** Of one person, in each state. */
const SHOWN = 3;
/** What is for somebody else is passed over, however much of it there is: what is missing would tell of it. */
const LOOKED_AT = 20;
const MOST_LOOKS = 10;

/** What waits with one person: for an answer of the team, or for theirs. What is personal, only for whom it is sent to. */
export async function openOf(store: Stores, reader: Reader, person: Person) {
  const states = ['waiting', 'question'] as const;
  const found = await Promise.all(
    recordsOf(person).flatMap((id) =>
      states.map((state) => readableOf(store, reader, [id, state])),
    ),
  );
  const rows = found.flat().map((claim) => ({ claim, person }));
  return withAskers(store, person.kpaId, rows);
}

async function readableOf(
  store: Stores,
  reader: Reader,
  equals: readonly [personId: string, state: Claim['state']],
): Promise<readonly Claim[]> {
  const query = { index: 'byPersonState', equals, limit: LOOKED_AT } as const;
  const kept: Claim[] = [];
  let paging = {};
  for (let looks = 0; looks < MOST_LOOKS && kept.length < SHOWN; looks += 1) {
    const { items, next: after } = await store
      .claims(reader.kpaId)
      .readable.find({ ...query, ...paging });
    kept.push(...items.filter(({ openTo }) => openTo === undefined || isOf(reader, openTo)));
    if (after === undefined) break;
    paging = { after };
  }
  return kept.slice(0, SHOWN);
}
