/** How often we may be made to call others: in all, and for each host (docs/adr/0005). */

export interface FetchLimits {
  /** Requests under way at the same time. */
  readonly atOnce: number;
  readonly perHostAtOnce: number;
  readonly perHostPerMinute: number;
}

interface Visits {
  underWay: number;
  inWindow: number;
  windowStart: number;
}

const WINDOW_MS = 60_000;
const HOSTS_REMEMBERED = 1000;

export function createFetchQuota(limits: FetchLimits & { readonly clock: () => Date }) {
  const hosts = new Map<string, Visits>();
  let underWay = 0;

  function visitsOf(host: string): Visits {
    const now = limits.clock().getTime();
    const known = hosts.get(host) ?? { underWay: 0, inWindow: 0, windowStart: now };
    if (now - known.windowStart >= WINDOW_MS) {
      known.inWindow = 0;
      known.windowStart = now;
    }
    return known;
  }

  function remember(host: string, visits: Visits): void {
    hosts.delete(host);
    hosts.set(host, visits);
    for (const [oldest, { underWay }] of hosts) {
      if (hosts.size <= HOSTS_REMEMBERED) break;
      if (underWay === 0) hosts.delete(oldest);
    }
  }

  return {
    /** A function to call once the request is over; undefined when the quota is used up. */
    enter(host: string): (() => void) | undefined {
      const visits = visitsOf(host);
      if (underWay >= limits.atOnce) return undefined;
      if (visits.underWay >= limits.perHostAtOnce) return undefined;
      if (visits.inWindow >= limits.perHostPerMinute) return undefined;
      underWay += 1;
      visits.underWay += 1;
      visits.inWindow += 1;
      remember(host, visits);
      return () => {
        underWay -= 1;
        visits.underWay -= 1;
      };
    },
  };
}
