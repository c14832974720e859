/** Those who were asked something, and have not answered: at the KPA some of them do, aloud. */
import { isHere, isOf, recordsOf, whoStays } from '../badges/records/who-stays.ts';
import type { Claim, Person, Store, Stored } from '../storage/store.ts';

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
/** Who left since holds nobody up: it is read on, but not for ever. */
const LOOKED_AT = 100;
const MOST_LOOKS = 10;

/** The longest wait first. Of objective 6 there is none: it is between two people, on the page of its person. */
export async function askedClaims(store: Stores, reader: Reader) {
  const claims = store.claims(reader.kpaId).readable;
  const query = { index: 'byState', equals: ['question'], limit: LOOKED_AT } as const;
  const kept: { readonly claim: Stored<Claim>; readonly person: Person }[] = [];
  let paging = {};
  for (let looks = 0; looks < MOST_LOOKS && kept.length < MOST_ROWS; looks += 1) {
    const { items, next: after } = await claims.find({ ...query, ...paging });
    kept.push(...(await ofWhoIsHere(store, reader, items)));
    if (after === undefined) break;
    paging = { after };
  }
  return withAskers(store, reader.kpaId, kept.slice(0, MOST_ROWS));
}

async function ofWhoIsHere(store: Stores, reader: Reader, some: readonly Stored<Claim>[]) {
  const open = some.filter(({ openTo }) => openTo === undefined);
  const ids = [...new Set(open.map(({ personId }) => personId))];
  if (ids.length === 0) return [];
  const records = await store.people(reader.kpaId).readable.findByIds(ids);
  const stay = await Promise.all(records.map((one) => whoStays(store, one)));
  const people = new Map(records.map(({ id }, at) => [id, stay[at]]));
  return open.flatMap((claim) => {
    const person = people.get(claim.personId);
    return person && isHere(person) && !isOf(reader, person.id) ? [{ claim, person }] : [];
  });
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

/** What waits with one person: for an answer of the team, or for theirs. What is personal, only for whom it is sent to. */
export async function openOf(store: Stores, reader: Reader, person: Person) {
  const claims = store.claims(person.kpaId).readable;
  const states = ['waiting', 'question'] as const;
  const found = await Promise.all(
    recordsOf(person).flatMap((id) =>
      states.map((state) =>
        claims.find({ index: 'byPersonState', equals: [id, state], limit: SHOWN }),
      ),
    ),
  );
  const open = found
    .flatMap(({ items }) => items)
    .filter(({ openTo }) => openTo === undefined || isOf(reader, openTo));
  const rows = open.map((claim) => ({ claim, person }));
  return withAskers(store, person.kpaId, rows);
}
