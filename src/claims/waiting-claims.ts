/** The claims that wait for an answer, the longest wait first. What is personal, only for whom it was sent to. */
import { isHere, isOf, recordsOf, whoStays } from '../badges/records/who-stays.ts';
import type { Claim, Person, Store } from '../storage/store.ts';
import { TEAM } from './claims.ts';

type Reader = Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>;
type Stores = Pick<Store, 'claims' | 'people'>;

/** Whoever waits behind these comes up as they are answered. */
const LOOKED_AT = 60;

export async function waitingClaims(store: Stores, reader: Reader) {
  const { kpaId } = reader;
  const found = await Promise.all(
    [TEAM, ...recordsOf(reader)].map((who) =>
      store.claims(kpaId).readable.find({
        ...({ index: 'byWaiting', equals: [who] } as const),
        limit: LOOKED_AT,
      }),
    ),
  );
  const claims = found.flatMap(({ items }) => items);
  const rows = await withPeople(store, kpaId, claims);
  return {
    // Nobody answers themselves, and who has left asks for nothing here.
    rows: rows
      .filter(({ person }) => isHere(person) && !isOf(reader, person.id))
      .toSorted((a, b) => (a.claim.since < b.claim.since ? -1 : 1)),
    isMore: found.some(({ next }) => next !== undefined),
  };
}

async function withPeople(store: Stores, kpaId: string, claims: readonly Claim[]) {
  const ids = [...new Set(claims.map(({ personId }) => personId))];
  const records = await store.people(kpaId).readable.findByIds(ids);
  const stay = await Promise.all(
    records.map(async (one) => [one.id, await whoStays(store, one)] as const),
  );
  const people = new Map(stay);
  return claims.flatMap((claim) => {
    const person = people.get(claim.personId);
    return person ? [{ claim, person }] : [];
  });
}
