/** What is said of a person's card, to themselves and to whoever helps them. */
import { cardOpens } from '../../badges/links/ways-in.ts';
import { cardsOf, isOpenCard } from '../../people/cards-of.ts';
import { type Message, say } from '../../language/message.ts';
import { type Card, MOST_TRIES, type Person, type Store } from '../../storage/store.ts';

export interface CardState {
  /** Opens something, with the right secret code. */
  readonly counts: boolean;
  /** There is one, or was. */
  readonly isThere: boolean;
  readonly said: Message;
}

export async function cardState(store: Pick<Store, 'cards'>, person: Person): Promise<CardState> {
  const all = await cardsOf(store, person);
  const opens = (one: Card) => isOpenCard(one) && cardOpens(person, one);
  const card = all.find(opens) ?? all[0];
  const isOpen = card !== undefined && cardOpens(person, card);
  const counts = isOpen && isOpenCard(card) && !isUsedUp(card);
  return { counts, isThere: card !== undefined, said: saidOf(card, isOpen) };
}

export const isUsedUp = ({ tries }: Pick<Card, 'tries'>): boolean => tries.length >= MOST_TRIES;

function saidOf(card: Card | undefined, isOpen: boolean): Message {
  if (!card) return say('card.none');
  if (card.stoppedAt !== undefined) return say('card.stopped', { on: card.stoppedAt });
  if (isUsedUp(card)) return say('card.stopped-by-errors');
  if (!isOpen) return say('card.of-before');
  return say('card.made', { on: card.madeAt });
}

/** To prove again who one is (docs/adr/0046): with the card, if there is one that counts. */
export const waysWithCard = (store: Pick<Store, 'cards'>) => async (person: Person) => {
  const { counts } = await cardState(store, person);
  const way = {
    label: say('sign-in.proof-by-card'),
    action: '/connexion/carte',
    method: 'get',
  } as const;
  return counts ? [way] : [];
};
