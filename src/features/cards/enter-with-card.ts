/**
 * A card and its secret code. A try is counted in the store before the code is compared, so that however
 * many are sent at once, to however many processes, no more than `MOST_TRIES` are looked at. What is
 * no card, or counts no more, takes the same work and gets the same answer (docs/adr/0041).
 */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { cardOpens } from '../../badges/links/ways-in.ts';
import { whoComesIn } from '../../badges/records/who-stays.ts';
import type { ComparePin, PinHashes } from '../../keys/pin-hashes.ts';
import { digest } from '../../keys/secrets.ts';
import type { Card, Person, Store, Stored } from '../../storage/store.ts';
import { isUsedUp } from './card-state.ts';
import { codeKey, pinOf } from './make-card.ts';

interface Services {
  readonly store: Pick<Store, 'cards' | 'people'>;
  readonly clock: () => Date;
  readonly appSecret: string;
  readonly pinHashes: PinHashes;
  readonly log: Logger;
}

/** What stands on a card: typed, or scanned. */
export type CardKey = { readonly code: string } | { readonly secret: string };

interface Try {
  readonly key: CardKey;
  readonly pin: string;
  /** A token in a cookie of the browser that tries. */
  readonly browser: string;
}

export interface EnteredPerson {
  readonly person: Person;
  /** Whether the card is still the one that was tried: it may be stopped at this moment. */
  readonly stillOpens: () => Promise<boolean>;
}

/** Who it is; undefined for whatever is wrong. Rejects with `TurnsTakenError`. */
export async function enterWithCard(
  services: Services,
  tried: Try,
): Promise<EnteredPerson | undefined> {
  const browser = digest(tried.browser);
  const card = await services.pinHashes.inTurn(async (compare) => {
    const found = await findCard(services, tried.key);
    const open = found && (await takeTry(services, found, browser));
    return (await isRight(services, compare, open, tried.pin)) ? open : undefined;
  });
  if (!card) return undefined;
  await giveBack(services, card, browser);
  const person = await whoComesIn(services.store, card.kpaId, card.personId);
  if (!person || !cardOpens(person, card)) return undefined;
  return {
    person,
    async stillOpens() {
      const now = await services.store.cards.findById(card.id);
      return now?.number === card.number && now.code !== undefined;
    },
  };
}

async function findCard(
  { store, appSecret }: Services,
  key: CardKey,
): Promise<Stored<Card> | undefined> {
  const query =
    'code' in key
      ? ({ index: 'byCode', equals: [codeKey(appSecret, key.code)], limit: 1 } as const)
      : ({ index: 'bySecret', equals: [digest(key.secret)], limit: 1 } as const);
  return (await store.cards.find(query)).items[0];
}

/** More than the tries that others can take in between. */
const MOST_ROUNDS = 100;

/** The card with this try on it; undefined if there is none left to take. */
async function takeTry(
  { store, clock }: Services,
  { id, number }: Card,
  browser: string,
): Promise<Card | undefined> {
  // Renewed or stopped since it was found: what was found is another card.
  const isOpen = (now: Card) => now.number === number && now.code !== undefined && !isUsedUp(now);
  const mine = { browser, at: clock().toISOString(), turn: randomUUID() };
  const counted = await store.cards.update(
    id,
    (now) => (isOpen(now) ? { ...now, tries: [...now.tries, mine] } : now),
    MOST_ROUNDS,
  );
  return counted?.tries.some(({ turn }) => turn === mine.turn) === true ? counted : undefined;
}

async function isRight(
  { log }: Services,
  compare: ComparePin,
  card: Card | undefined,
  pin: string,
): Promise<boolean> {
  if (card) log.info({ for: card.personId, try: card.tries.length }, 'a secret code is compared');
  return compare(pinOf(card?.id ?? '', pin), card?.pin);
}

/**
 * Who knows the secret code has mistyped it before, in this browser: these count no more. What was
 * tried in others goes on counting, for as long as there is this card.
 */
async function giveBack({ store }: Services, { id, number }: Card, browser: string): Promise<void> {
  await store.cards.update(
    id,
    (now) => {
      const tries = now.tries.filter((one) => one.browser !== browser);
      const isSame = now.number !== number || tries.length === now.tries.length;
      return isSame ? now : { ...now, tries };
    },
    MOST_ROUNDS,
  );
}
