/**
 * The eight people whom their KPA met last: who was added, took part in something, or got a badge.
 * Nothing is kept for it, so that it is the same for the whole team and after a restart; what is read
 * is bounded (docs/adr/0040).
 */
import { isOpenToTeam } from '../badges/records/known-to.ts';
import { isHere } from '../badges/records/who-stays.ts';
import type { Definitions } from '../definitions/definitions.ts';
import type { Person, Store } from '../storage/store.ts';

const SHOWN = 8;
/** Whoever was added leaves room for those whose work was there last. */
const NEWCOMERS = 3;
const EXPERIENCES = 5;
const AWARDS = 20;
/** Of objective 6 some are between them: they bring nobody up (docs/adr/0049). */
const AWARDS_READ = 60;

const PICKED = ['issuedAt', 'personId', 'badgeClass'] as const;

type Stores = Pick<Store, 'people' | 'awards' | 'experiences'>;

export async function recentPeople(
  { store, definitions }: { readonly store: Stores; readonly definitions: Definitions },
  kpaId: string,
): Promise<readonly Person[]> {
  const newest = { order: 'descending' } as const;
  const { people, awards, experiences } = store;
  const [added, given, done] = await Promise.all([
    people(kpaId).pick({ index: 'byArrival', ...newest, limit: SHOWN }, []),
    awards(kpaId).pick({ index: 'byDate', ...newest, limit: AWARDS_READ }, PICKED),
    experiences(kpaId).readable.find({ index: 'byDate', ...newest, limit: EXPERIENCES }),
  ]);
  const open = given.items.filter((award) => isOpenToTeam(award, definitions)).slice(0, AWARDS);
  const met = [
    ...open.map(({ personId: id = '', issuedAt = '' }) => ({ id, at: issuedAt })),
    ...done.items.flatMap(({ participants, createdAt: at }) =>
      participants.map(({ personId: id }) => ({ id, at })),
    ),
  ].toSorted((a, b) => (a.at < b.at ? 1 : -1));
  // Some may have left since.
  const known = [...new Set(met.map(({ id }) => id))].slice(0, SHOWN * 2);
  const ids = new Set([...known, ...added.items.map(({ id }) => id)]);
  const found = (await people(kpaId).readable.findByIds([...ids])).filter(isHere);
  const fresh = found.filter(({ id }) => !known.includes(id));
  const room = SHOWN - Math.min(NEWCOMERS, fresh.length);
  const regulars = found.filter(({ id }) => known.includes(id)).slice(0, room);
  return [...regulars, ...fresh].slice(0, SHOWN);
}
