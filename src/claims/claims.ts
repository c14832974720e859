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
/** It waits for an answer of its person, of which the team may hear. */
export const PERSON = 'person';

/** On which list it is, as long as its person is here. Of objective 6, a question is on none. */
export function listOf({
  state,
  openTo,
}: Pick<Claim, 'state' | 'openTo'>): Pick<Claim, 'waitsFor'> {
  if (state === 'waiting') return { waitsFor: openTo ?? TEAM };
  return state === 'question' && openTo === undefined ? { waitsFor: PERSON } : {};
}

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
  /** Of objective 6: whom it is between, and them alone. */
  readonly openTo?: string | undefined;
}

export interface Turned {
  /** `used`: the form has sent something else. `changed`: somebody else was faster. `full`: it goes on at the KPA. */
  readonly outcome: 'done' | 'used' | 'changed' | 'full' | 'gone';
  readonly claim?: Claim;
}

/** The forms of one page have one number: what is asked and what is answered are two acts. */
export const turnOfForm = (
  { turns }: Pick<Claim, 'turns'>,
  { act, kind }: Pick<ClaimTurn, 'act' | 'kind'>,
): ClaimTurn | undefined =>
  turns.find((one) => act !== undefined && one.act === act && one.kind === kind);

const isSame = (one: ClaimTurn, other: ClaimTurn): boolean =>
  one.text === other.text &&
  one.badgeClass === other.badgeClass &&
  one.sound?.key === other.sound?.key;

/** Of the last turns, two are for what closes it: « pas maintenant », and a badge. */
const MOST_TOLD = MOST_TURNS - 2;

/** A question leaves room for its answer. */
function hasRoom({ turns, state }: Claim, { kind }: ClaimTurn): boolean {
  if (kind === 'confirmed' || kind === 'not-now') {
    return turns.length < MOST_TOLD || (turns.length < MOST_TURNS && state !== kind);
  }
  return turns.length + (kind === 'question' ? 1 : 0) < MOST_TOLD;
}

/** What was confirmed is not asked about any more: whoever answers it has an older page. */
const isAnswered = ({ state }: Claim, { kind }: ClaimTurn): boolean =>
  state === 'confirmed' && (kind === 'question' || kind === 'not-now');

export async function addTurn(
  { claims }: Claims,
  { id, kpaId }: Pick<Claim, 'id' | 'kpaId'>,
  { turn, next, seen, openTo }: Turning,
): Promise<Turned> {
  let outcome: Turned['outcome'] = 'gone';
  const change = (now: Stored<Claim>) => {
    const isOfOther = openTo !== undefined && now.openTo !== openTo;
    const before = turnOfForm(now, turn);
    outcome = before && !isSame(before, turn) ? 'used' : 'done';
    if (before) return now;
    const isLate = seen !== undefined && seen !== now.turns.length;
    if (isLate || isOfOther || isAnswered(now, turn)) outcome = 'changed';
    else if (!hasRoom(now, turn)) outcome = 'full';
    return outcome === 'done' ? turned(now, turn, next) : now;
  };
  const claim = await claims(kpaId).update(id, change, MOST_TRIES);
  return { outcome, ...(claim && { claim }) };
}

/** Who says more of what is theirs alone, or was confirmed, asks for nothing by that. */
function stateAfter({ state: now }: Claim, { kind }: ClaimTurn, { state: next }: Next) {
  const stays = next === 'kept' || (kind === 'answered' && (now === 'kept' || now === 'confirmed'));
  return stays ? now : next;
}

function turned(now: Stored<Claim>, turn: ClaimTurn, next: Next): Stored<Claim> {
  const { waitsFor: _, opened: _opened, ...rest } = now;
  const { asked = now.asked } = next;
  const state = stateAfter(now, turn, next);
  return {
    ...rest,
    state,
    ...(asked !== undefined && { asked }),
    ...listOf({ ...now, state }),
    since: turn.at,
    turns: [...now.turns, turn],
  };
}

/**
 * What is told first of a work; of one of which there is a claim already, it goes on with that. `gone`: the work
 * was removed meanwhile, or they were taken out of it.
 */
export async function openClaim(
  store: Pick<Store, 'claims' | 'experiences'>,
  first: Pick<Claim, 'id' | 'kpaId' | 'personId' | 'experienceId' | 'openTo'>,
  turn: ClaimTurn,
  next: Next,
): Promise<Turned> {
  const { state, asked } = next;
  const claim: Claim = {
    ...first,
    ...(asked !== undefined && { asked }),
    state,
    ...listOf({ ...first, state }),
    since: turn.at,
    turns: [turn],
  };
  const claims = store.claims(first.kpaId);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const fresh = await ifRefused(claims.insert(claim), 'DUPLICATE_KEY', () => undefined);
    // Whoever removes the work looks for claims after their own write, as this does for the work: one sees the other.
    const isThere = await isAbout(store, first);
    if (!fresh && isThere) return addTurn(store, first, { turn, next, openTo: first.openTo });
    if (!fresh) break;
    if (isThere) return { outcome: 'done', claim: fresh };
    const now = await claims.findById(first.id);
    // Another form of theirs went on with it while the work was there: that is seen, and holds the work.
    if (now && now.version !== fresh.version) return { outcome: 'done', claim: now };
    await claims.remove(first.id);
    // It may have been seen before it went: then the work stays, and it is told once more.
    if (!(await isAbout(store, first))) break;
  }
  return { outcome: 'gone' };
}

async function isAbout(
  { experiences }: Pick<Store, 'experiences'>,
  { kpaId, personId, experienceId }: Pick<Claim, 'kpaId' | 'personId' | 'experienceId'>,
): Promise<boolean> {
  if (experienceId === undefined) return true;
  const experience = await experiences(kpaId).findById(experienceId);
  return experience?.participants.some((one) => one.personId === personId) === true;
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

/** Those of a person for these works. */
export async function claimsAbout(
  { claims }: Claims,
  person: Whose,
  experienceIds: readonly string[],
): Promise<readonly Claim[]> {
  const ids = experienceIds.flatMap((id) => recordsOf(person).map((of) => claimIdOf(id, of)));
  return ids.length === 0 ? [] : claims(person.kpaId).readable.findByIds(ids);
}

/** Those that the team was sent, by the work. */
export const sentIn = (claims: readonly Claim[]): ReadonlyMap<string, string> =>
  new Map(
    claims.flatMap(({ id, experienceId, state }) =>
      experienceId === undefined || state === 'kept' ? [] : [[experienceId, id] as const],
    ),
  );

/** Whether somebody tells the team of this work, or did: then it stays. */
export const isClaimed = async (
  { claims }: Claims,
  { id, kpaId }: { readonly id: string; readonly kpaId: string },
): Promise<boolean> => (await claims(kpaId).count({ index: 'byExperience', equals: [id] })) > 0;
