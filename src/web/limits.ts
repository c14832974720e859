/** How often one address may do what costs us or could be guessed. Counted per process. */
import type { RequestHandler } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { HttpError } from './errors.ts';

/** At most `times` requests per `seconds` from one client address. */
export function limit(times: number, seconds: number): RequestHandler {
  const limiter = new RateLimiterMemory({ points: times, duration: seconds });
  return async (req, res, next) => {
    try {
      await limiter.consume(req.ip ?? 'unknown');
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal;
      res.set('Retry-After', String(seconds));
      throw new HttpError('TOO_MANY', 'C’est beaucoup en peu de temps. Attendez une minute.');
    }
    next();
  };
}
