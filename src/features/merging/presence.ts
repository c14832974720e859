/** Since when somebody is there, as what, and whether they left: of both their records together. */
import { risingWays } from '../../badges/links/ways-in.ts';
import type { Person } from '../../storage/store.ts';

type Presence = Pick<
  Person,
  'joinedOn' | 'roles' | 'leftOn' | 'keptUntil' | 'formerRoles' | 'network' | 'networkSince'
>;
type Known = Presence & Pick<Person, 'createdAt'>;

/** Who is there in one of them is there; who left the team in the other gets no role back by it. */
export function presenceOf(one: Known, other: Known): Presence {
  const joinedOn = one.joinedOn < other.joinedOn ? one.joinedOn : other.joinedOn;
  const roles = [...new Set([...rolesIn(one, other), ...rolesIn(other, one)])];
  const former = formerRolesOf(one, other, roles);
  const both = one.leftOn !== undefined && other.leftOn !== undefined;
  const counting = [one, other].filter(({ leftOn }) => both || leftOn === undefined);
  return {
    ...{ joinedOn, roles },
    ...networkOf(counting),
    ...(former.length > 0 && { formerRoles: former }),
    ...(both && departureOf(one, other)),
  };
}

/** Whether together they can do what one of them could not: what that one came in with opens nothing more. */
export const isRising = (one: Known, other: Known): boolean =>
  [one, other].some(
    (before) => risingWays(before, presenceOf(one, other), '').waysSince !== undefined,
  );

/** By their day they are found (docs/adr/0042); who is of it from before there was one has that of their record. */
function networkOf(all: readonly Known[]): Pick<Person, 'network' | 'networkSince'> {
  const days = all.flatMap(({ network, networkSince, createdAt }) =>
    network === true ? [networkSince ?? createdAt] : [],
  );
  const [networkSince] = days.toSorted();
  return networkSince === undefined ? {} : { network: true, networkSince };
}

const rolesIn = (one: Presence, other: Presence): Presence['roles'] =>
  one.leftOn !== undefined && other.leftOn === undefined
    ? one.roles.filter((role) => role === 'cooperant')
    : one.roles;

/** For whoever takes the departure from the team back. */
function formerRolesOf(
  one: Presence,
  other: Presence,
  roles: Presence['roles'],
): Presence['roles'] {
  if (roles.some((role) => role !== 'cooperant')) return [];
  const all = [one, other].flatMap((each) => [...each.roles, ...(each.formerRoles ?? [])]);
  const former = [...new Set(all)];
  return former.some((role) => role !== 'cooperant') ? former : [];
}

function departureOf(one: Presence, other: Presence) {
  const leftOn = later(one.leftOn, other.leftOn);
  const keptUntil = later(one.keptUntil, other.keptUntil);
  return { ...(leftOn !== undefined && { leftOn }), ...(keptUntil !== undefined && { keptUntil }) };
}

/** Of two days, or two moments. */
export const later = (one: string | undefined, other: string | undefined): string | undefined =>
  [one, other]
    .filter((day) => day !== undefined)
    .toSorted()
    .at(-1);
