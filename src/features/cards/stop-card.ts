/** A card that was lost, or is not wanted any more. */
import type { Person, Store } from '../../storage/store.ts';
import { closeOf } from '../../web/connections/connections.ts';
import { cardIdOf } from './make-card.ts';

interface Services {
  readonly store: Pick<Store, 'cards' | 'sessions' | 'passkeys'>;
  readonly clock: () => Date;
}

/** Nothing of what opened it stays, nor what it opened. True if there was one to stop. */
export async function stopCard(
  { store, clock }: Services,
  person: Pick<Person, 'id' | 'kpaId'>,
): Promise<boolean> {
  const stopped = await store.cards.update(cardIdOf(person), (now) => {
    if (now.stoppedAt !== undefined) return now;
    const { code: _code, secret: _secret, pin: _pin, ...rest } = now;
    return { ...rest, stoppedAt: clock().toISOString() };
  });
  await closeOf({ store }, person, 'card');
  return stopped !== undefined;
}
