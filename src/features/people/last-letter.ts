/** What became of the last e-mail that lets somebody sign in: for those who help them to come in. */
import { type Message, say } from '../../language/message.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { LetterRow, Person } from '../../storage/store.ts';

/** Undefined for who has no address, or has asked for none lately. */
export async function lastLetter(
  outbox: Pick<Outbox, 'lastTo'>,
  { email, createdAt }: Person,
): Promise<Message | undefined> {
  // Of before, it was no letter to this person: nobody learns of others by writing down their address.
  const letter = email === undefined ? undefined : await outbox.lastTo(email, createdAt);
  return email === undefined || !letter ? undefined : sentenceOn(letter, email);
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
