/**
 * Since when what somebody comes in with counts for them: a link, a card or a session from before they
 * came to more rights, or had another e-mail, opens nothing in their name (docs/adr/0038, 0039).
 */
import type {
  Card,
  LinkedAccount,
  Passkey,
  Person,
  Session,
  SignInLink,
} from '../../storage/store.ts';
import { may, rolesOf } from '../rights.ts';

type Holder = Pick<
  Person,
  'roles' | 'leftOn' | 'network' | 'mergedInto' | 'erasingSince' | 'accessSince' | 'waysSince'
>;

const isSince = (at: string, since: string | undefined): boolean => at >= (since ?? '');

/** Who has left the team, and was nothing else, comes in no more. */
const comesIn = (person: Holder): boolean => rolesOf(person).length > 0;

export const linkOpens = (person: Holder, { createdAt }: Pick<SignInLink, 'createdAt'>): boolean =>
  comesIn(person) && isSince(createdAt, person.accessSince) && isSince(createdAt, person.waysSince);

/** Whatever e-mail they have: a card is in their hand. */
export const cardOpens = (person: Holder, { madeAt }: Pick<Card, 'madeAt'>): boolean =>
  comesIn(person) && isSince(madeAt, person.waysSince);

/** Added by who was signed in, with an e-mail or a card: as good as these were then. */
export const passkeyOpens = (person: Holder, { createdAt }: Pick<Passkey, 'createdAt'>): boolean =>
  comesIn(person) && isSince(createdAt, person.accessSince) && isSince(createdAt, person.waysSince);

/**
 * Whatever e-mail they have: somebody responsible linked it. Who chose the provider says who comes in, and
 * is responsible for one KPA: never as somebody who runs all of them.
 */
export const accountOpens = (person: Holder, { linkedAt }: Pick<LinkedAccount, 'linkedAt'>) =>
  comesIn(person) && !may(person, 'run the network') && isSince(linkedAt, person.waysSince);

/** Who came in by a letter may have been whoever reads the other address. */
export function sessionOpens(
  person: Holder,
  { createdAt, way }: Pick<Session, 'createdAt' | 'way'>,
): boolean {
  const isByHand = way === 'card' || way === 'hand';
  return (
    comesIn(person) &&
    isSince(createdAt, person.waysSince) &&
    (isByHand || isSince(createdAt, person.accessSince))
  );
}

/** What nobody gets by what they did for somebody who had it not yet. */
const HIGHER = ['see people', 'run the network'] as const;

/**
 * For the write by which a person comes to more than they had. Those who helped them to come in until
 * then may have kept a way in for themselves.
 */
export function risingWays(before: Holder, after: Holder, at: string): { waysSince?: string } {
  const isRising = HIGHER.some((act) => may(after, act) && !may(before, act));
  return isRising ? { waysSince: at } : {};
}
