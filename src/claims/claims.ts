/**
 * A claim: what somebody tells the team of their work, and a badge that they ask for (docs/adr/0053). There
 * is one for each work of a person; it is a conversation, in which each write adds a turn.
 */
import { recordsOf } from '../badges/records/who-stays.ts';
import { repeatableId } from '../badges/repeatable-id.ts';
import {
  type Claim,
  type ClaimTurn,
  ifRefused,
  MOST_TURNS,
  type Person,
  type Store,
  type Stored,
} from '../storage/store.ts';

type Claims = Pick<Store, 'claims'>;
type Whose = Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>;

/** It asks for a badge, and does not say which. */
export const WHICH = 'which';
/** It waits for anybody of the team. */
export const TEAM = 'team';

/** Colleagues who answer in the same moment. */
const MOST_TRIES = 100;

export const claimIdOf = (experienceId: string, personId: string): string =>
  repeatableId(`claim/${experienceId}/${personId}`);

/** Of objective 6: one for each class, whatever was done. */
export const onRequestIdOf = (slug: string, personId: string): string =>
  repeatableId(`claim/on-request/${slug}/${personId}`);

/** What a turn makes of its claim. */
export interface Next extends Pick<Claim, 'state'> {
  readonly asked?: string;
}

interface Turning {
  readonly turn: ClaimTurn;
  readonly next: Next;
  /** How many turns the form was filled in over; of whoever answers first, the others are told. */
  readonly seen?: number;
}

export interface Turned {
  /** `changed`: somebody else was faster. `full`: it goes on at the KPA. */
  readonly outcome: 'done' | 'changed' | 'full' | 'gone';
  readonly claim?: Claim;
}

/** The same form, sent again, has its turn already. */
const isThere = ({ turns }: Claim, { act }: ClaimTurn) =>
  act !== undefined && turns.some((one) => one.act === act);

export async function addTurn(
  { claims }: Claims,
  { id, kpaId }: Pick<Claim, 'id' | 'kpaId'>,
  { turn, next, seen }: Turning,
): Promise<Turned> {
  let outcome: Turned['outcome'] = 'gone';
  const change = (now: Stored<Claim>) => {
    outcome = 'done';
    if (isThere(now, turn)) return now;
    if (seen !== undefined && seen !== now.turns.length) outcome = 'changed';
    else if (now.turns.length >= MOST_TURNS) outcome = 'full';
    return outcome === 'done' ? turned(now, turn, next) : now;
  };
  const claim = await claims(kpaId).update(id, change, MOST_TRIES);
  return { outcome, ...(claim && { claim }) };
}

function turned(now: Stored<Claim>, turn: ClaimTurn, next: Next): Stored<Claim> {
  const { waitsFor: _, ...rest } = now;
  const { asked = now.asked, state } = next;
  return {
    ...rest,
    state,
    ...(asked !== undefined && { asked }),
    ...(state === 'waiting' && { waitsFor: now.openTo ?? TEAM }),
    since: turn.at,
    turns: [...now.turns, turn],
  };
}

/** What is told first of a work; of one of which there is a claim already, it goes on with that. */
export async function openClaim(
  store: Claims,
  first: Pick<Claim, 'id' | 'kpaId' | 'personId' | 'experienceId' | 'openTo'>,
  turn: ClaimTurn,
  next: Next,
): Promise<Turned> {
  const { state, asked } = next;
  const claim: Claim = {
    ...first,
    ...(asked !== undefined && { asked }),
    state,
    ...(state === 'waiting' && { waitsFor: first.openTo ?? TEAM }),
    since: turn.at,
    turns: [turn],
  };
  const stored = store.claims(first.kpaId).insert(claim);
  const fresh = await ifRefused(stored, 'DUPLICATE_KEY', () => undefined);
  return fresh ? { outcome: 'done', claim: fresh } : addTurn(store, first, { turn, next });
}

/** Of one person, whichever of their records told it; the newest first. */
export async function claimsOf({ claims }: Claims, person: Whose, limit: number) {
  const found = await Promise.all(
    recordsOf(person).map((id) =>
      claims(person.kpaId).readable.find({
        ...({ index: 'byPerson', equals: [id], order: 'descending' } as const),
        limit,
      }),
    ),
  );
  return found
    .flatMap(({ items }) => items)
    .toSorted((a, b) => (a.since < b.since ? 1 : -1))
    .slice(0, limit);
}

/** That of a person for one work. */
export async function findClaim(
  { claims }: Claims,
  person: Whose,
  experienceId: string,
): Promise<Stored<Claim> | undefined> {
  const ids = recordsOf(person).map((id) => claimIdOf(experienceId, id));
  const [claim] = await claims(person.kpaId).readable.findByIds(ids);
  return claim;
}

/** Whether somebody tells the team of this work, or did: then it stays. */
export const isClaimed = async (
  { claims }: Claims,
  { id, kpaId }: { readonly id: string; readonly kpaId: string },
): Promise<boolean> => (await claims(kpaId).count({ index: 'byExperience', equals: [id] })) > 0;
