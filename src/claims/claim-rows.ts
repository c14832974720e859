/** What a list says of a claim, and what it asks for. */
import { imagePath } from '../badges/addresses.ts';
import type { BadgeClass, Definitions } from '../definitions/definitions.ts';
import type { Claim, Person } from '../storage/store.ts';
import { WHICH } from './claims.ts';

export const badgeView = ({ slug, version, name, language, description }: BadgeClass) => ({
  ...{ slug, name, language, description },
  image: imagePath(slug, version),
});

export function badgeOf(definitions: Definitions, slug: string | undefined) {
  const badge = slug === undefined ? undefined : definitions.findBadgeClass(slug);
  return badge && badgeView(badge);
}

/** Nothing, that it asks which, or the badge. */
export const askedView = ({ asked }: Pick<Claim, 'asked'>, definitions: Definitions) => ({
  isOpen: asked === WHICH,
  badge: badgeOf(definitions, asked),
});

interface Row {
  readonly claim: Pick<Claim, 'id' | 'since'>;
  readonly person: Pick<Person, 'id' | 'name'>;
}

/** Who waits, and since when: what for is on its page. Of objective 6 a list would tell, by what it leaves out. */
export const claimRow = ({ claim: { id, since }, person }: Row) => ({
  ...{ id, since },
  person: { id: person.id, name: person.name },
});

/** Of a sound: « 0:42 » */
export const lengthOf = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
