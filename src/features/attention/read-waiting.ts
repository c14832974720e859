/** Whose badges wait for an answer, who is to be given a sheet, and whose letter was lost: by person. */
import { lacksSecond } from '../../badges/co-signature.ts';
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

/** The rows of a section, the longest wait first. `isMore`: than are here. */
export interface Waits {
  readonly rows: readonly Waiting[];
  readonly isMore: boolean;
}

/** Nobody has to answer at once: a badge waits from the fourth day on. */
const PATIENCE_DAYS = 3;
/** More rows than these no page has: whoever waits behind them comes up as they are dealt with. */
const MOST_ROWS = 60;
/** Who left since, and what the reader may not know, holds nobody up: it is read on, but not for ever. */
const LOOKED_AT = 200;
const MOST_LOOKS = 10;

/** Of objective 6 nobody but two people knows: none of those is here. */
export async function readWaitingBadges(
  { store, definitions, clock }: Services,
  kpaId: string,
): Promise<Waits> {
  const before = new Date(clock().getTime() - PATIENCE_DAYS * 86_400_000).toISOString();
  const query = { index: 'byState', equals: ['valid', 'offered'], before } as const;
  return gather(store, kpaId, async (paging) => {
    const { items, next } = await store.awards(kpaId).pick({ ...query, ...paging }, PICKED);
    const known = items.filter((award) => isOpenToTeam(award, definitions));
    const lacking = await lackingIn({ store, definitions }, kpaId, known);
    const open = known
      .filter(({ id }) => !lacking.has(id))
      .flatMap(({ personId, issuedAt }) =>
        personId !== undefined && issuedAt !== undefined ? [{ personId, at: issuedAt }] : [],
      );
    return { open, next };
  });
}

/** Which of them wait for a second person. An index says of which class they are; those few are read whole. */
export async function lackingIn(
  { store, definitions }: Pick<Services, 'definitions'> & { readonly store: Pick<Store, 'awards'> },
  kpaId: string,
  picked: readonly { readonly id: string; readonly badgeClass?: string }[],
): Promise<ReadonlySet<string>> {
  const needing = picked.filter((award) => lacksSecond(award, definitions));
  const found = await store.awards(kpaId).readable.findByIds(needing.map(({ id }) => id));
  return new Set(found.filter((one) => lacksSecond(one, definitions)).map(({ id }) => id));
}

const PICKED = ['personId', 'badgeClass', 'issuedAt'] as const;

/** `sheet`: to be printed and given. `letter`: it did not arrive. What is personal, only for who did it. */
export async function readNotices(
  { store }: Services,
  reader: Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>,
  way: 'sheet' | 'letter',
): Promise<Waits> {
  const { kpaId } = reader;
  const equals = way === 'sheet' ? (['waiting', 'sheet'] as const) : (['lost', 'letter'] as const);
  return gather(store, kpaId, async (paging) => {
    const found = store.notices(kpaId).readable.find({ index: 'byState', equals, ...paging });
    const { items, next } = await found;
    const open = items.filter((notice) => isReadBy(notice, reader));
    return { open: open.map(({ personId, createdAt: at }) => ({ personId, at })), next };
  });
}

interface OpenOne {
  readonly personId: string;
  readonly at: string;
}

/** The oldest first. */
type Look = (paging: {
  readonly limit: number;
  readonly after?: string;
}) => Promise<{ readonly open: readonly OpenOne[]; readonly next: string | undefined }>;

/** Of who is here, each once, until there are more of them than a page shows; nobody else is counted. */
async function gather(
  { people }: Pick<Store, 'people'>,
  kpaId: string,
  look: Look,
): Promise<Waits> {
  const here = new Map<string, Person>();
  const all: OpenOne[] = [];
  let next: string | undefined;
  let isKept = false;
  for (let looks = 0; looks < MOST_LOOKS && here.size <= MOST_ROWS; looks += 1) {
    const after = next === undefined ? {} : { after: next };
    const looked = await look({ limit: LOOKED_AT, ...after });
    all.push(...looked.open);
    const ids = new Set(looked.open.map(({ personId }) => personId));
    const found = await people(kpaId).readable.findByIds([...ids]);
    const stay = await Promise.all(found.map((one) => whoStays({ people }, one)));
    const kept = stay.flatMap((one) => (one && isHere(one) ? [one] : []));
    for (const one of kept) here.set(one.id, one);
    isKept = kept.length > 0;
    ({ next } = looked);
    if (next === undefined) break;
  }
  const rows = [...here.values()].flatMap((person) => {
    const theirs = all.filter(({ personId }) => isOf(person, personId));
    const [first] = theirs;
    return first ? [{ person, count: theirs.length, since: first.at }] : [];
  });
  const inOrder = rows.toSorted((a, b) => (a.since < b.since ? -1 : 1));
  const isMore = rows.length > MOST_ROWS || (isKept && next !== undefined);
  return { rows: inOrder.slice(0, MOST_ROWS), isMore };
}
