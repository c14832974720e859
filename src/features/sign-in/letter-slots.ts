/**
 * How many letters one mailbox gets. Whoever asks for letters to somebody else uses up what their own
 * network has, and never what is kept for a browser in which the person has been (docs/adr/0021). What
 * counts is what is delivered: a letter that has ended otherwise gives back what it took.
 */
import { keyedDigest } from '../../keys/secrets.ts';
import { heldBy, takeOfEach, type SlotServices } from '../../outbox/take-slots.ts';

interface Services extends SlotServices {
  readonly appSecret: string;
}

/** Who asks for a letter, and to whom. */
interface Asker {
  readonly email: string;
  /** See `web/limits/client-key.ts`. */
  readonly client: string;
  readonly area: string;
  /** Whether somebody with this address has signed in in this browser. */
  readonly isKnown: boolean;
}

interface Asked {
  readonly id: string;
  readonly createdAt: string;
}

/** In an hour of the clock: enough for somebody who tries on two devices. */
const KNOWN = 5;
const OF_CLIENT = 3;
/** Together: so many that two networks of strangers leave something for who comes next. */
const OF_AREA = 4;
const OF_ALL = 10;
/** However many were sent: one more in each part of the hour, for whoever asks first. */
const LATE_MINUTES = 10;

/**
 * Takes what a letter takes of the hour in which it was asked for; false if there is nothing left to
 * take. The store keeps each once, so that all processes count together, over restarts too. What it
 * took when it was first tried, it still has.
 */
export async function takeLetterSlots(
  services: Services,
  { email, client, area, isKnown }: Asker,
  letter: Asked,
): Promise<boolean> {
  if ((await heldBy(services.store, letter.id)).length > 0) return true;
  const hour = letter.createdAt.slice(0, 'YYYY-MM-DDTHH'.length);
  const part = Math.floor(new Date(letter.createdAt).getUTCMinutes() / LATE_MINUTES);
  const slots = (count: number, ...of: readonly string[]) =>
    Array.from({ length: count }, (_, number) =>
      keyedDigest(services.appSecret, ['letter', email, hour, ...of, number].join('/')),
    );
  const ways = [
    ...(isKnown ? [[slots(KNOWN, 'known')]] : []),
    [slots(OF_CLIENT, 'client', client), slots(OF_AREA, 'area', area), slots(OF_ALL, 'all')],
    [slots(1, 'late', String(part))],
  ];
  for (const way of ways) if (await takeOfEach(services, way, letter.id)) return true;
  return false;
}
