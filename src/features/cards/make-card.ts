/** A card for a person, in place of the one they had: from then on that opens nothing. */
import type { PinHashes } from '../../keys/pin-hashes.ts';
import { digest, keyedDigest } from '../../keys/secrets.ts';
import { type Card, ifRefused, type Person, type Store, type Stored } from '../../storage/store.ts';
import { FormUsedError } from '../../web/acts/made-once.ts';
import { say } from '../../language/message.ts';
import { type CardKeys, keysOfCard } from './card-code.ts';

interface Services {
  readonly store: Pick<Store, 'cards'>;
  readonly clock: () => Date;
  readonly appSecret: string;
  readonly pinHashes: PinHashes;
}

type Whose = Pick<Person, 'id' | 'kpaId'>;

interface Chosen {
  readonly pin: string;
  /** Of the form; see `web/acts`. */
  readonly act: string;
  /** When its person was judged to be one who may have it; now, unless said. */
  readonly at?: Date;
}

export const cardIdOf = ({ id, kpaId }: Whose): string => digest(['card', kpaId, id].join('/'));

/** What is hashed: a secret code is worth something with its card alone. */
export const pinOf = (cardId: string, pin: string): string => `${cardId}/${pin}`;

/** As it is looked up: nobody tries codes on a copy of the database. */
export const codeKey = (appSecret: string, code: string): string =>
  keyedDigest(appSecret, `card code/${code}`);

/** Throws `FormUsedError` for a form that has made a card already, with another secret code. */
export async function makeCard(
  services: Services,
  person: Whose,
  { pin, act, at = services.clock() }: Chosen,
): Promise<CardKeys> {
  const { store, pinHashes } = services;
  const id = cardIdOf(person);
  const before = await store.cards.findById(id);
  const ofForm = digest(['card', id, act].join('/'));
  if (before?.act === ofForm) return shownAgain(services, before, pin, act);
  const hash = await pinHashes.hash(pinOf(id, pin));
  const make = (number: number) => cardOf(services, { person, number, act, ofForm, hash, at });
  const insert = () => store.cards.insert(make(1));
  const stored =
    (await store.cards.update(id, (now) =>
      now.act === ofForm ? now : { ...make(now.number + 1), version: now.version },
    )) ?? (await ifRefused(insert(), 'DUPLICATE_KEY', () => store.cards.findById(id)));
  if (stored?.act === ofForm) return shownAgain(services, stored, pin, act);
  // Two people make it at once: whoever was faster has it.
  throw new FormUsedError(say('card.made-by-another'));
}

interface Made {
  readonly person: Whose;
  readonly number: number;
  readonly act: string;
  readonly ofForm: string;
  readonly hash: string;
  readonly at: Date;
}

function cardOf({ appSecret }: Services, made: Made): Card {
  const { person, number, ofForm, hash, at } = made;
  const { code, secret } = keysOf(appSecret, cardIdOf(person), made);
  return {
    id: cardIdOf(person),
    kpaId: person.kpaId,
    personId: person.id,
    number,
    code: codeKey(appSecret, code),
    secret: digest(secret),
    pin: hash,
    tries: [],
    act: ofForm,
    madeAt: at.toISOString(),
  };
}

/** Also of its number: a form of before gives back no card that was lost since. */
const keysOf = (appSecret: string, id: string, { number, act }: Pick<Made, 'number' | 'act'>) =>
  keysOfCard(appSecret, [id, number, act].join('/'));

/** As long as a table of people takes. */
const SHOWN_MINUTES = 60;

/**
 * What a card opens with, for whoever made it just now by these forms; its secret code is nowhere. Undefined
 * once it was renewed or stopped, or an hour has passed.
 */
export async function keysMadeBy(
  { store, clock, appSecret }: Omit<Services, 'pinHashes'>,
  person: Whose,
  act: string,
): Promise<CardKeys | undefined> {
  const id = cardIdOf(person);
  const card = await store.cards.findById(id);
  const since = new Date(clock().getTime() - SHOWN_MINUTES * 60_000).toISOString();
  const isOpen = card?.act === digest(['card', id, act].join('/')) && card.code !== undefined;
  if (!isOpen || card.madeAt < since) return undefined;
  return keysOf(appSecret, id, { number: card.number, act });
}

async function shownAgain(
  { appSecret, pinHashes }: Services,
  card: Stored<Card>,
  pin: string,
  act: string,
): Promise<CardKeys> {
  const isSame = await pinHashes.inTurn((compare) => compare(pinOf(card.id, pin), card.pin));
  if (!isSame) throw new FormUsedError(say('card.form-used'));
  return keysOf(appSecret, card.id, { number: card.number, act });
}
