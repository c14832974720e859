import { wordsOf } from '../../awards/testimonies/words-of.ts';
import { isOf } from '../../badges/records/who-stays.ts';
import { type Message, say } from '../../language/message.ts';
import type { Award, Person, Store } from '../../storage/store.ts';

/** Words of one badge with one colleague beside them: who saw the work came alone, or two together. */
export const MOST_BESIDE = 2;

/**
 * Why somebody of the team does not stand in for the e-mail of a witness; undefined for who may. What one
 * signed or confirmed, one does not make somebody else say, too.
 */
export async function whyNotBeside(
  services: { readonly store: Pick<Store, 'testimonies'> },
  award: Award,
  colleague: Pick<Person, 'id' | 'mergedFrom'>,
): Promise<Message | undefined> {
  const { awardedBy, endorsements = [] } = award;
  const signers = [awardedBy.personId, ...endorsements.map(({ by }) => by.personId)];
  if (signers.some((id) => isOf(colleague, id))) return say('witness.beside-signer');
  const words = await wordsOf(services, award);
  const beside = words.filter((one) => one.beside !== undefined && isOf(colleague, one.beside));
  if (beside.length < MOST_BESIDE) return undefined;
  return say('witness.beside-enough', { most: MOST_BESIDE });
}
