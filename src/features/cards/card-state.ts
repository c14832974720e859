/** What is said of a person's card, to themselves and to whoever helps them. */
import { type Message, say } from '../../language/message.ts';
import { type Card, MOST_TRIES, type Person, type Store } from '../../storage/store.ts';
import { cardIdOf } from './make-card.ts';

export interface CardState {
  /** Opens something, with the right secret code. */
  readonly counts: boolean;
  /** There is one, or was. */
  readonly isThere: boolean;
  readonly said: Message;
}

export async function cardState(
  { cards }: Pick<Store, 'cards'>,
  person: Pick<Person, 'id' | 'kpaId'>,
): Promise<CardState> {
  const card = await cards.findById(cardIdOf(person));
  const counts = card?.code !== undefined && !isUsedUp(card);
  return { counts, isThere: card !== undefined, said: saidOf(card) };
}

export const isUsedUp = ({ tries }: Pick<Card, 'tries'>): boolean => tries.length >= MOST_TRIES;

function saidOf(card: Card | undefined): Message {
  if (!card) return say('card.none');
  if (card.stoppedAt !== undefined) return say('card.stopped', { on: card.stoppedAt });
  if (isUsedUp(card)) return say('card.stopped-by-errors');
  return say('card.made', { on: card.madeAt });
}
