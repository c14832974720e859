/** In whose turn: who waits for a thread, and who may begin when one is free (docs/adr/0020). */
import { createLine } from '../outside/line.ts';
import { createTally } from '../outside/tally.ts';
import type { Client } from './client.ts';

export interface Turn {
  /** In whose turn, and of whose minute. */
  readonly client: Client;
  /** Small, and of somebody we know as far as one can see: it may use the thread that is kept. */
  readonly isBrief?: boolean;
}

/** A thread, as far as turns are concerned. */
export interface Seat {
  /** For what is brief. */
  readonly isKept: boolean;
}

export interface WaitingLimits {
  /** Tasks that wait, of one client. */
  readonly perClient: number;
  readonly inAll: number;
}

export interface Turns<T extends Turn> {
  /** What gives way, if it is too much. */
  join(one: T): T | undefined;
  /** It begins in this seat, as soon as it is returned. */
  next(seat: Seat): T | undefined;
  has(seat: Seat): boolean;
  length(): number;
  /** What `next` gave is over. */
  finish(one: T): void;
  /** All that wait leave. */
  clear(): readonly T[];
}

/** `most`: threads that one client may hold, of those that are for everybody. */
export function createThreadTurns<T extends Turn>(limits: WaitingLimits, most: number): Turns<T> {
  // Whoever fills the one line fills not the other.
  const brief = createLine<T>(limits);
  const other = createLine<T>(limits);
  const lines = [brief, other];
  const underWay = createTally();

  const mayTake =
    ({ isKept }: Seat) =>
    ({ isBrief = false, client }: T): boolean =>
      isKept ? isBrief : underWay.of(client.key) < most;

  return {
    join: (one) => (one.isBrief ? brief : other).join(one.client.key, one),
    next(seat) {
      // A thread for everybody takes from the two lines in turn.
      const [first, second] = lines;
      lines.reverse();
      const one = first?.next(mayTake(seat)) ?? second?.next(mayTake(seat));
      if (one) underWay.add(one.client.key);
      return one;
    },
    has: (seat) => lines.some((line) => line.has(mayTake(seat))),
    length: () => brief.length() + other.length(),
    finish(one) {
      underWay.remove(one.client.key);
    },
    clear: () => lines.flatMap((line) => line.clear()),
  };
}
