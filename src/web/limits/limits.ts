/**
 * How often one client may ask at all, counted per process: far more than the people behind one
 * address ever do. What can be guessed has limits of its own (`stored-limits.ts`).
 */
import type { Request, RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { say } from '../../language/message.ts';
import { clientKey } from './client-key.ts';
import { HttpError } from '../../problems/http-error.ts';

export const TOO_MUCH = say('limit.too-much');

/** In a minute: a flood, and nothing that fifty people in one room do. */
const FLOOD = 1_200;

/** Keeps one client from taking all of a route. */
export function limitFloods(): RequestHandler {
  const count = floodCounter();
  return async (req, _res, next) => {
    await count(req);
    next();
  };
}

/**
 * Of those that `guarded` refuses, so many are told why: whoever guesses learns nothing more, and
 * whoever is let in is not counted until there are a hundred times as many.
 */
export function limitRefusals(
  times: number,
  seconds: number,
  guarded: RequestHandler,
): RequestHandler {
  const count = counter(times, seconds);
  // Beyond, not even looked at: behind one address there may be others who are let in.
  const knock = counter(times * 100, seconds);
  return async (req, res, next) => {
    await knock(req);
    try {
      await guarded(req, res, next);
    } catch (refusal) {
      await count(req);
      throw refusal;
    }
  };
}

/** The same for what is no route: counts a request, and throws TOO_MANY for one too many. */
export const floodCounter = (): ReturnType<typeof counter> => counter(FLOOD, 60);

function counter(times: number, seconds: number): (req: Request) => Promise<void> {
  const limiter = new RateLimiterMemory({ points: times, duration: seconds });
  return async ({ ip }) => {
    try {
      await limiter.consume(clientKey(ip));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const retryAfter = Math.ceil(refusal.msBeforeNext / 1000);
      throw new HttpError('TOO_MANY', TOO_MUCH, { retryAfter });
    }
  };
}
