/** A card that was lost, or is not wanted any more. */
import { cardsOf, stopOneCard } from '../../people/cards-of.ts';
import type { Person, Store } from '../../storage/store.ts';
import { closeOf } from '../../web/connections/connections.ts';

interface Services {
  readonly store: Pick<Store, 'cards' | 'sessions' | 'passkeys'>;
  readonly clock: () => Date;
}

/** All that they have, but for one that is named: nothing of what opened them stays, nor what they opened. */
export async function stopCards(
  { store, clock }: Services,
  person: Pick<Person, 'id' | 'kpaId'>,
  but?: string,
): Promise<void> {
  const others = (await cardsOf(store, person)).filter(({ id }) => id !== but);
  await Promise.all(others.map(({ id }) => stopOneCard(store, id, clock())));
  await closeOf({ store }, person, 'card');
}
