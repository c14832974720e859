/**
 * How often we may be made to call others: in all, for each host, and for each who makes us
 * (docs/adr/0005, 0020). For a place at the same time one waits, in turn with the others.
 */
import { createLine } from './line.ts';
import { createTally, type Tally } from './tally.ts';

export interface FetchLimits {
  /** Requests under way at the same time. */
  readonly atOnce: number;
  readonly perHostAtOnce: number;
  readonly perAskerAtOnce: number;
  /** One who makes us ask may use up half of it. */
  readonly perHostPerMinute: number;
}

export const FETCH_LIMITS: FetchLimits = {
  atOnce: 48,
  perHostAtOnce: 8,
  perAskerAtOnce: 6,
  perHostPerMinute: 60,
};

export interface FetchQuota {
  /**
   * A function to call once the request is over; undefined when the quota is used up, or no place
   * gets free in time.
   */
  enter(host: string, asker: string, milliseconds: number): Promise<(() => void) | undefined>;
}

interface Visits {
  underWay: number;
  inWindow: number;
  byAsker: Tally;
  windowStart: number;
}

interface Waiting {
  readonly host: string;
  readonly asker: string;
  go(leave: (() => void) | undefined): void;
}

const WINDOW_MS = 60_000;
const HOSTS_REMEMBERED = 1000;
const WAITING = { perClient: 64, inAll: 512 };

export function createFetchQuota(limits: FetchLimits & { readonly clock: () => Date }): FetchQuota {
  const hosts = new Map<string, Visits>();
  const line = createLine<Waiting>(WAITING);
  const askers = createTally();
  let underWay = 0;

  function visitsOf(host: string): Visits {
    const now = limits.clock().getTime();
    const known = hosts.get(host);
    if (known && now - known.windowStart < WINDOW_MS) return known;
    const { underWay = 0 } = known ?? {};
    return { underWay, inWindow: 0, byAsker: createTally(), windowStart: now };
  }

  function remember(host: string, visits: Visits): void {
    hosts.delete(host);
    hosts.set(host, visits);
    for (const [oldest, { underWay }] of hosts) {
      if (hosts.size <= HOSTS_REMEMBERED) break;
      if (underWay === 0) hosts.delete(oldest);
    }
  }

  const mayBegin = ({ host, asker }: Waiting): boolean =>
    underWay < limits.atOnce &&
    askers.of(asker) < limits.perAskerAtOnce &&
    visitsOf(host).underWay < limits.perHostAtOnce;

  function isUsedUp({ host, asker }: Waiting): boolean {
    const visits = visitsOf(host);
    const most = limits.perHostPerMinute;
    return visits.inWindow >= most || visits.byAsker.of(asker) >= Math.ceil(most / 2);
  }

  function begin(waiting: Waiting): void {
    const { host, asker } = waiting;
    const visits = visitsOf(host);
    underWay += 1;
    askers.add(asker);
    visits.underWay += 1;
    visits.inWindow += 1;
    visits.byAsker.add(asker);
    remember(host, visits);
    waiting.go(() => {
      underWay -= 1;
      askers.remove(asker);
      leave(host);
      beginNext();
    });
  }

  /** What is remembered of the host may be of a later minute than when the request began. */
  function leave(host: string): void {
    const visits = hosts.get(host);
    if (visits) visits.underWay -= 1;
  }

  function beginNext(): void {
    for (let next = line.next(mayBegin); next; next = line.next(mayBegin)) {
      if (isUsedUp(next)) next.go(undefined);
      else begin(next);
    }
  }

  return {
    enter: (host, asker, milliseconds) =>
      new Promise((resolve) => {
        const waiting: Waiting = {
          host,
          asker,
          go(leave) {
            clearTimeout(late);
            resolve(leave);
          },
        };
        const late = setTimeout(() => {
          line.leave(asker, waiting);
          resolve(undefined);
        }, milliseconds);
        line.join(asker, waiting)?.go(undefined);
        beginNext();
      }),
  };
}
