/** How often each client came to a gate, in memory: of all processes of a port, where one counts for them. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface FloodGate {
  readonly name: string;
  /** Of one client, in so many seconds. */
  readonly times: number;
  readonly seconds: number;
}

/** Counts one more. Gives the milliseconds until another may come, where it was one too many. */
export type CountFlood = (gate: FloodGate, client: string) => Promise<number | undefined>;

export function createFloodCounts(): CountFlood {
  const limiters = new Map<string, RateLimiterMemory>();

  function limiterOf({ name, times, seconds }: FloodGate): RateLimiterMemory {
    const known = limiters.get(name);
    if (known) return known;
    const limiter = new RateLimiterMemory({ points: times, duration: seconds });
    limiters.set(name, limiter);
    return limiter;
  }

  return async (gate, client) => {
    try {
      await limiterOf(gate).consume(client);
      return undefined;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return refusal.msBeforeNext;
    }
  };
}
