/** What the team asks of somebody, and what it could not say yes to until they read that: the newest few. */
import { isOf } from '../badges/records/who-stays.ts';
import type { Claim, Person, Store } from '../storage/store.ts';
import { claimsOf } from './claims.ts';

const LOOKED_AT = 10;
const SHOWN = 3;

const isAnswered = ({ state, opened }: Claim) =>
  state === 'question' || (state === 'not-now' && opened !== true);

interface Answered {
  readonly id: string;
  readonly work: string;
  /** Who asks, of a question. */
  readonly by: string | undefined;
}

export async function answeredOf(
  store: Pick<Store, 'claims' | 'experiences' | 'people'>,
  person: Person,
): Promise<readonly Answered[]> {
  const claims = (await claimsOf(store, person, LOOKED_AT)).filter(isAnswered).slice(0, SHOWN);
  const ids = claims.flatMap(({ experienceId }) => experienceId ?? []);
  const found =
    ids.length === 0 ? [] : await store.experiences(person.kpaId).readable.findByIds(ids);
  const by = claims.flatMap((claim) => askerOf(claim, person) ?? []);
  const askers =
    by.length === 0 ? [] : await store.people(person.kpaId).readable.findByIds([...new Set(by)]);
  return claims.map((claim) => ({
    id: claim.id,
    work: found.find((one) => one.id === claim.experienceId)?.title ?? '',
    by: askers.find((one) => one.id === askerOf(claim, person))?.name,
  }));
}

/** Of the team, of a question. */
const askerOf = ({ state, turns }: Claim, person: Person): string | undefined =>
  state === 'question' ? turns.findLast(({ by }) => !isOf(person, by))?.by : undefined;
