/** What the team asks of somebody, or could not say yes to, and waits for them: the newest few. */
import type { Claim, Person, Store } from '../storage/store.ts';
import { claimsOf } from './claims.ts';

const LOOKED_AT = 10;
const SHOWN = 3;

const isAnswered = ({ state }: Claim) => state === 'question' || state === 'not-now';

export async function answeredOf(
  store: Pick<Store, 'claims' | 'experiences'>,
  person: Person,
): Promise<readonly { readonly id: string; readonly work: string }[]> {
  const claims = (await claimsOf(store, person, LOOKED_AT)).filter(isAnswered).slice(0, SHOWN);
  const ids = claims.flatMap(({ experienceId }) => experienceId ?? []);
  const found =
    ids.length === 0 ? [] : await store.experiences(person.kpaId).readable.findByIds(ids);
  return claims.map(({ id, experienceId }) => ({
    id,
    work: found.find((one) => one.id === experienceId)?.title ?? '',
  }));
}
