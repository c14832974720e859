/**
 * What the page of one's own badges reads, however many there are: the newest twenty of each kind,
 * and how many there are. Of more badges than that, one for each class.
 */
import type { Definitions } from '../../definitions/definitions.ts';
import type { Merged } from '../../badges/merge-badges.ts';
import type { Award, Person, Store, Stored } from '../../storage/store.ts';
import { PART, type PlaceInList, readPart } from '../../web/lists/parts.ts';

/** Those to answer, those that the person keeps, and those that are put away. */
const KINDS = {
  offered: ['valid', 'offered'],
  kept: ['valid', 'accepted'],
  aside: ['valid', 'declined'],
} as const;

export type Kind = keyof typeof KINDS | 'revoked';

/** A part of those of one kind, newest first. */
export async function readKind(store: Store, person: Person, kind: Kind, place?: PlaceInList) {
  const awards = store.awards(person.kpaId);
  const newest = { order: 'descending' } as const;
  if (kind === 'revoked') {
    // One that was cancelled before it was answered was never theirs.
    const query = { index: 'byPersonStanding', equals: [person.id, 'revoked'] } as const;
    const cancelled = {
      index: 'byPersonState',
      equals: [person.id, 'revoked', 'offered'],
    } as const;
    const [part, all, others] = await Promise.all([
      readPart(awards, { ...query, ...newest }, place),
      awards.count(query),
      awards.count(cancelled),
    ]);
    const items = part.items.filter(({ state }) => state !== 'offered');
    return { ...part, items, count: all - others };
  }
  const query = { index: 'byPersonState', equals: [person.id, ...KINDS[kind]] } as const;
  const [part, count] = await Promise.all([
    readPart(awards, { ...query, ...newest }, place),
    awards.count(query),
  ]);
  return { ...part, count };
}

/** The same of those kept that are of one class. */
export async function readClass(store: Store, person: Person, slug: string, place?: PlaceInList) {
  const awards = store.awards(person.kpaId);
  const query = { index: 'byPersonBadge', equals: [person.id, ...KINDS.kept, slug] } as const;
  const [part, count] = await Promise.all([
    readPart(awards, { ...query, order: 'descending' }, place),
    awards.count(query),
  ]);
  return { ...part, count };
}

/** Of each class that the person keeps, the badge at its highest level, and how many there are. */
async function readClasses(
  store: Store,
  { id, kpaId }: Person,
  { badgeClasses }: Definitions,
): Promise<readonly Merged<Stored<Award>>[]> {
  const awards = store.awards(kpaId);
  const first = { order: 'descending', limit: 1 } as const;
  const classes = await Promise.all(
    badgeClasses.map(async ({ slug, leveled }) => {
      const equals = [id, ...KINDS.kept, slug] as const;
      const newest = () => awards.pick({ index: 'byPersonBadge', equals, ...first }, []);
      const highest = () => awards.pick({ index: 'byPersonLevel', equals, ...first }, []);
      const [total, { items }] = await Promise.all([
        awards.count({ index: 'byPersonBadge', equals }),
        leveled ? highest() : newest(),
      ]);
      // Badges of a class from before it had levels have none.
      const [best] = items.length === 0 && total > 0 ? (await newest()).items : items;
      return { total, best: best?.id };
    }),
  );
  const found = await awards.readable.findByIds(classes.flatMap(({ best }) => best ?? []));
  const known = new Map(found.map((one) => [one.id, one]));
  return classes.flatMap(({ best, total }) => {
    const award = best === undefined ? undefined : known.get(best);
    return award ? [{ best: award, others: [], total }] : [];
  });
}

/** All of one page. `answered`: the badge to which the person has just said something. */
export async function readMyBadges(
  store: Store,
  person: Person,
  definitions: Definitions,
  { waiting, answered }: { readonly waiting?: PlaceInList | undefined; readonly answered: unknown },
) {
  const read = (kind: Kind, place?: PlaceInList) => readKind(store, person, kind, place);
  const [offered, kept, aside, revoked, done] = await Promise.all([
    read('offered', waiting),
    read('kept'),
    read('aside'),
    read('revoked'),
    typeof answered === 'string' ? store.awards(person.kpaId).findById(answered) : undefined,
  ]);
  return {
    offered,
    kept,
    aside,
    revoked,
    classes: kept.count > PART ? await readClasses(store, person, definitions) : undefined,
    done: done?.personId === person.id ? done : undefined,
  };
}
