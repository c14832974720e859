/** How many letters one mailbox gets, whoever asks for them, and by whatever link. */
import { keyedDigest } from '../../keys/secrets.ts';
import { heldBy, type SlotServices, takeOfEach } from '../../outbox/take-slots.ts';
import type { LetterRow } from '../../storage/store.ts';

export interface MailboxServices extends SlotServices {
  readonly appSecret: string;
}

/** Of the clock, each. */
const IN_HOUR = 3;
const IN_DAY = 6;
const DAY = 86_400_000;

/** What is written behind a plus arrives in the same one. */
export function mailboxOf(email: string): string {
  const [local = '', host = ''] = email.toLowerCase().split('@');
  return `${local.replace(/\+.*$/u, '')}@${host}`;
}

/** False if there is nothing left to take. What it took when it was first tried, it still has. */
export async function takeMailboxSlots(
  services: MailboxServices,
  to: string,
  { id, createdAt }: Pick<LetterRow, 'id' | 'createdAt'>,
): Promise<boolean> {
  if ((await heldBy(services.store, id)).length > 0) return true;
  const slots = (count: number, time: string) =>
    Array.from({ length: count }, (_, number) =>
      keyedDigest(services.appSecret, ['witness letter', mailboxOf(to), time, number].join('/')),
    );
  const hour = slots(IN_HOUR, createdAt.slice(0, 'YYYY-MM-DDTHH'.length));
  const day = slots(IN_DAY, createdAt.slice(0, 'YYYY-MM-DD'.length));
  return takeOfEach(services, [hour, day], id, DAY);
}
