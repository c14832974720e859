/**
 * Who opens a portfolio while many others are being judged waits a moment: each badge takes the event
 * loop, and whoever asks for anything else is answered in between (docs/adr/0020).
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { say } from '../../language/message.ts';
import { createLine } from '../../outside/line.ts';
import { HttpError } from '../../problems/http-error.ts';

interface Opening {
  /** In whose turn. */
  readonly client: string;
  /** That are judged for it. */
  readonly badges: number;
  /** Nobody waits for the answer any more. */
  readonly isOver: () => boolean;
}

export interface OpeningTurns {
  /**
   * What `work` gives; undefined, without any work, for an opening that is over before its turn.
   * Rejects with `HttpError` BUSY if too many wait.
   */
  inTurn<R>(opening: Opening, work: () => Promise<R>): Promise<R | undefined>;
}

/** Badges that are judged at once; a last portfolio may go beyond it. A hundred take a fifth of a second. */
const AT_ONCE = 100;

/** Openings: an office behind one address, and a fair of employers. */
const WAITING = { perClient: 200, inAll: 400 };

/**
 * Turns of the event loop in which nobody came. In each, one connection is accepted (libuv): were
 * every turn full of work, whoever comes last would wait for all of it.
 */
const QUIET = 2;
/** Somebody always comes. */
const MOST_TURNS = 100;

interface Waiting {
  readonly badges: number;
  readonly begin: () => void;
  readonly refuse: (error: HttpError) => void;
}

export function createOpeningTurns(): OpeningTurns {
  const line = createLine<Waiting>(WAITING);
  let underWay = 0;
  let arrived = 0;
  let isBeginning = false;

  async function quiet(): Promise<void> {
    for (let turns = 0, still = 0; turns < MOST_TURNS && still < QUIET; turns += 1) {
      const before = arrived;
      await nextTurn();
      still = arrived === before ? still + 1 : 0;
    }
  }

  async function next(): Promise<void> {
    if (isBeginning) return;
    isBeginning = true;
    await quiet();
    isBeginning = false;
    while (underWay < AT_ONCE) {
      const one = line.next(() => true);
      if (!one) return;
      underWay += one.badges;
      one.begin();
    }
  }

  const turnOf = (client: string, badges: number) =>
    new Promise<void>((resolve, reject) => {
      const gone = line.join(client, { badges, begin: resolve, refuse: reject });
      gone?.refuse(new HttpError('BUSY', say('limit.busy'), { retryAfter: 10 }));
      arrived += 1;
      void next();
    });

  return {
    async inTurn({ client, badges, isOver }, work) {
      await turnOf(client, badges);
      try {
        return isOver() ? undefined : await work();
      } finally {
        underWay -= badges;
        void next();
      }
    },
  };
}
