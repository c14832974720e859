/** How often one client may do what costs us or could be guessed. Counted per process. */
import type { RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { say } from '../../language/message.ts';
import { clientKey } from './client-key.ts';
import { HttpError } from '../../problems/http-error.ts';

export const TOO_MUCH = say('limit.too-much');

/** At most `times` requests per `seconds` from one client. */
export function limit(times: number, seconds: number): RequestHandler {
  const limiter = new RateLimiterMemory({ points: times, duration: seconds });
  return async (req, _res, next) => {
    try {
      await limiter.consume(clientKey(req.ip));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const retryAfter = Math.ceil(refusal.msBeforeNext / 1000);
      throw new HttpError('TOO_MANY', TOO_MUCH, { retryAfter });
    }
    next();
  };
}
