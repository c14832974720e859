import type { BadgeClasses } from '../../badges/classes/badge-classes.ts';
import { lacksSecond } from '../../badges/co-signature.ts';
import type { BadgeClass, Definitions } from '../../definitions/definitions.ts';
import type { Award, Store } from '../../storage/store.ts';

export interface LackingServices {
  readonly store: Pick<Store, 'awards'>;
  readonly badgeClasses: Pick<BadgeClasses, 'everGivenIn'>;
  readonly definitions: Definitions;
}

/** Of each class, and each answer that its person may have given. */
const MOST = 100;

/**
 * The badges of a KPA that wait for a second person, the longest wait first. However long it is: until then
 * they count for nobody (docs/adr/0056).
 */
export async function findLacking(
  services: LackingServices,
  kpaId: string,
  now: Date,
): Promise<readonly Award[]> {
  const { store, badgeClasses, definitions } = services;
  const given = await badgeClasses.everGivenIn(kpaId);
  const classes = given.badgeClasses.filter((one) => needsTwo(one, given));
  const awards = store.awards(kpaId);
  // Who put it aside is not told from who did not answer: the team would learn it so.
  const picked = await Promise.all(
    classes.flatMap(({ slug }) =>
      (['offered', 'declined'] as const).map((state) =>
        awards.pick({ index: 'byBadge', equals: [slug, state], limit: MOST }, []),
      ),
    ),
  );
  const found = await Promise.all(
    picked.map(({ items }) => awards.readable.findByIds(items.map(({ id }) => id))),
  );
  return found
    .flat()
    .filter(({ standing, erasedAt }) => standing === 'valid' && erasedAt === undefined)
    .filter(({ validUntil }) => validUntil === undefined || validUntil > now.toISOString())
    .filter((award) => lacksSecond(award, definitions))
    .toSorted((a, b) => (a.issuedAt < b.issuedAt ? -1 : 1));
}

/** In any version: what was signed keeps its own. */
const needsTwo = ({ slug, version }: BadgeClass, definitions: Definitions): boolean =>
  Array.from({ length: version }, (_, at) => definitions.findBadgeClass(slug, at + 1)).some(
    (one) => one?.confirmedBy?.people === 2,
  );
