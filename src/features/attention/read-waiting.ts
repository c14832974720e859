/** Whose badges wait for an answer, who is to be given a sheet, and whose letter was lost: by person. */
import { isOpenToTeam } from '../../badges/records/known-to.ts';
import { isHere, isOf, whoStays } from '../../badges/records/who-stays.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { isReadBy } from '../../notices/give-on-paper.ts';
import type { Person, Store } from '../../storage/store.ts';

interface Services {
  readonly store: Pick<Store, 'awards' | 'notices' | 'people'>;
  readonly definitions: Definitions;
  readonly clock: () => Date;
}

/** What is said of somebody, in one row. */
export interface Waiting {
  readonly person: Person;
  readonly count: number;
  /** ISO 8601: the oldest of it. */
  readonly since: string;
}

/** The rows of a section, the longest wait first. `isMore`: than were looked at. */
export interface Waits {
  readonly rows: readonly Waiting[];
  readonly isMore: boolean;
}

/** Nobody has to answer at once: a badge waits from the fourth day on. */
const PATIENCE_DAYS = 3;
/** Of each kind: whoever waits behind these comes up as they are dealt with. */
const LOOKED_AT = 200;

/** Of objective 6 nobody but two people knows: none of those is here. */
export async function readWaitingBadges(
  { store, definitions, clock }: Services,
  kpaId: string,
): Promise<Waits> {
  const before = new Date(clock().getTime() - PATIENCE_DAYS * 86_400_000).toISOString();
  const query = { index: 'byState', equals: ['valid', 'offered'], before } as const;
  const { items, next } = await store
    .awards(kpaId)
    .pick({ ...query, limit: LOOKED_AT }, ['personId', 'badgeClass', 'issuedAt']);
  const open = items
    .filter((award) => isOpenToTeam(award, definitions))
    .flatMap(({ personId, issuedAt }) =>
      personId !== undefined && issuedAt !== undefined ? [{ personId, at: issuedAt }] : [],
    );
  return { rows: await byPerson(store, kpaId, open), isMore: next !== undefined };
}

/** `sheet`: to be printed and given. `letter`: it did not arrive. What is personal, only for who did it. */
export async function readNotices(
  { store }: Services,
  reader: Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>,
  way: 'sheet' | 'letter',
): Promise<Waits> {
  const { kpaId } = reader;
  const equals = way === 'sheet' ? (['waiting', 'sheet'] as const) : (['lost', 'letter'] as const);
  const query = { index: 'byState', equals, limit: LOOKED_AT } as const;
  const { items, next } = await store.notices(kpaId).readable.find(query);
  const open = items.filter((notice) => isReadBy(notice, reader));
  const all = open.map(({ personId, createdAt: at }) => ({ personId, at }));
  return { rows: await byPerson(store, kpaId, all), isMore: next !== undefined };
}

/** Of who is here, each once. */
async function byPerson(
  { people }: Pick<Store, 'people'>,
  kpaId: string,
  all: readonly { readonly personId: string; readonly at: string }[],
): Promise<readonly Waiting[]> {
  const ids = [...new Set(all.map(({ personId }) => personId))];
  const found = await people(kpaId).readable.findByIds(ids);
  const stay = await Promise.all(found.map((one) => whoStays({ people }, one)));
  const here = [...new Map(stay.flatMap((one) => (one ? [[one.id, one]] : []))).values()].filter(
    isHere,
  );
  const rows = here.flatMap((person) => {
    const theirs = all.filter(({ personId }) => isOf(person, personId));
    const [first] = theirs.map(({ at }) => at).toSorted();
    return first === undefined ? [] : [{ person, count: theirs.length, since: first }];
  });
  return rows.toSorted((a, b) => (a.since < b.since ? -1 : 1));
}
