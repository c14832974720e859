/**
 * How often one client may ask at all, counted in memory: far more than the people behind one
 * address ever do. What can be guessed has limits of its own (`stored-limits.ts`).
 */
import type { Request, RequestHandler } from 'express';
import { say } from '../../language/message.ts';
import { clientKey } from './client-key.ts';
import type { CountFlood, FloodGate } from './flood-counts.ts';
import { HttpError } from '../../problems/http-error.ts';

export const TOO_MUCH = say('limit.too-much');

/** In a minute: a flood, and nothing that fifty people in one room do. */
const FLOOD = 1_200;

/** Keeps one client from taking all of a route, or of those that share a name. */
export function limitFloods(countFlood: CountFlood, name: string): RequestHandler {
  const count = floodCounter(countFlood, name);
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
  countFlood: CountFlood,
  gate: FloodGate,
  guarded: RequestHandler,
): RequestHandler {
  const count = counter(countFlood, gate);
  // Beyond, not even looked at: behind one address there may be others who are let in.
  const knocks = { ...gate, name: `${gate.name}, knocks`, times: gate.times * 100 };
  const knock = counter(countFlood, knocks);
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
export const floodCounter = (countFlood: CountFlood, name: string): ReturnType<typeof counter> =>
  counter(countFlood, { name, times: FLOOD, seconds: 60 });

function counter(countFlood: CountFlood, gate: FloodGate): (req: Request) => Promise<void> {
  return async ({ ip }) => {
    const wait = await countFlood(gate, clientKey(ip));
    if (wait === undefined) return;
    throw new HttpError('TOO_MANY', TOO_MUCH, { retryAfter: Math.ceil(wait / 1000) });
  };
}
