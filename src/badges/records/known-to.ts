/**
 * A badge of objective 6 stays between two people: of the team, who signed it knows of it, and nobody else.
 * Pages of the team leave it out, and count nothing that it is part of.
 */
import type { Definitions } from '../../definitions/definitions.ts';
import type { Award, Person } from '../../storage/store.ts';
import { isOf } from './who-stays.ts';

type Classes = Pick<Definitions, 'findBadgeClass'>;

/** Whether all of the team may know of it. */
export const isOpenToTeam = (
  { badgeClass = '' }: Partial<Pick<Award, 'badgeClass'>>,
  definitions: Classes,
): boolean => definitions.findBadgeClass(badgeClass)?.sensitive === false;

/** `isKnownTo`, to filter by. */
export const knownTo =
  (person: Pick<Person, 'id' | 'mergedFrom'>, definitions: Classes) =>
  (award: Pick<Award, 'badgeClass' | 'awardedBy'>): boolean =>
    isKnownTo(award, definitions, person);

export const isKnownTo = (
  award: Pick<Award, 'badgeClass' | 'awardedBy'>,
  definitions: Classes,
  person: Pick<Person, 'id' | 'mergedFrom'>,
): boolean => isOpenToTeam(award, definitions) || isOf(person, award.awardedBy.personId);
