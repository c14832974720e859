/** What became of the last e-mail that lets somebody sign in: for those who help them to come in. */
import { type Message, say } from '../../language/message.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { LetterRow, Person, Store } from '../../storage/store.ts';

interface Services {
  readonly store: Pick<Store, 'people'>;
  readonly outbox: Pick<Outbox, 'lastTo'>;
}

/**
 * Undefined for who has no address, or has asked for none lately. Nobody learns of others by writing
 * down their address: what was sent before was no letter to this person, and of an address that
 * somebody of another KPA had first, nothing is told.
 */
export async function lastLetter(
  { store, outbox }: Services,
  { email, createdAt, kpaId }: Person,
): Promise<Message | undefined> {
  if (email === undefined) return undefined;
  const [letter, { items: owners }] = await Promise.all([
    outbox.lastTo(email, createdAt),
    store.people.across.readable.find({ index: 'acrossByEmail', equals: [email] }),
  ]);
  const isOfOthers = owners.some((one) => one.kpaId !== kpaId && one.createdAt < createdAt);
  return letter && !isOfOthers ? sentenceOn(letter, email) : undefined;
}

function sentenceOn({ state, createdAt, endedAt }: LetterRow, email: string): Message {
  const at = state === 'sent' ? (endedAt ?? createdAt) : createdAt;
  return {
    waiting: say('people.letter.waiting', { at }),
    sent: say('people.letter.sent', { at }),
    refused: say('people.letter.refused', { at, email }),
    undelivered: say('people.letter.undelivered', { at }),
    withheld: say('people.letter.withheld', { at }),
  }[state];
}
