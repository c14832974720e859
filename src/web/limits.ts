/** How often one client may do what costs us or could be guessed. Counted per process. */
import type { Request, RequestHandler, Response } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { clientKey } from './client-key.ts';
import { HttpError } from './errors.ts';

/** At most `times` requests per `seconds` from one client. */
export function limit(times: number, seconds: number): RequestHandler {
  const limiter = new RateLimiterMemory({ points: times, duration: seconds });
  return async (req, res, next) => {
    await take(limiter, { req, res, points: 1, seconds });
    next();
  };
}

interface TimeBudget {
  /** Milliseconds of our time that one address gets in a minute. */
  readonly time: number;
  /** Taken at first, and given back as far as it was not needed: so many can be under way at once. */
  readonly reserved: number;
  /** What the quickest request counts. */
  readonly least: number;
}

const WINDOW = 60;
const BUDGET: TimeBudget = { time: 20_000, reserved: 5_000, least: 30 };

/**
 * At most so much of our time from one client address: hundreds of honest requests a minute, a
 * handful of those that take seconds. One limiter for all that share what it protects.
 */
export function limitTime({ time, reserved, least }: TimeBudget = BUDGET): RequestHandler {
  const limiter = new RateLimiterMemory({ points: time, duration: WINDOW });
  return async (req, res, next) => {
    try {
      await take(limiter, { req, res, points: reserved, seconds: WINDOW });
    } catch (refusal) {
      // Refused, it took nothing: the library counts it all the same.
      await limiter.reward(keyOf(req), reserved);
      throw refusal;
    }
    const start = performance.now();
    // Also when the client goes away before the answer.
    res.once('close', () => {
      const used = Math.max(least, Math.round(performance.now() - start));
      void limiter.reward(keyOf(req), reserved - used);
    });
    next();
  };
}

async function take(
  limiter: RateLimiterMemory,
  { req, res, points, seconds }: { req: Request; res: Response; points: number; seconds: number },
): Promise<void> {
  try {
    await limiter.consume(keyOf(req), points);
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal;
    res.set('Retry-After', String(seconds));
    throw new HttpError('TOO_MANY', 'C’est beaucoup en peu de temps. Attendez une minute.');
  }
}

const keyOf = (req: Request) => clientKey(req.ip);
