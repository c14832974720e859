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
  readonly claim: Claim;
  readonly person: Person;
  readonly title: string | undefined;
}

/** Of objective 6 a list says no more than that somebody asks for a badge. */
export function claimRow({ claim, person, title }: Row, definitions: Definitions) {
  const { id, since, openTo } = claim;
  const last = claim.turns.findLast(({ kind }) => kind === 'told' || kind === 'answered');
  return {
    ...{ id, since, title },
    person: { id: person.id, name: person.name },
    isPersonal: openTo !== undefined,
    asked: openTo === undefined ? askedView(claim, definitions) : {},
    isHeard: last?.sound !== undefined,
    isRead: last?.text !== undefined,
  };
}
