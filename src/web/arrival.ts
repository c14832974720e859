/**
 * When a request came. A way in that is made in it (a session, a card, a link) is dated so, and not when it
 * is written: whoever came to more rights in between has nothing of before (docs/adr/0038).
 */
import type { Request, RequestHandler } from 'express';

const arrivals = new WeakMap<Request, Date>();

/** Before anything is read for it. */
export function noteArrival(clock: () => Date): RequestHandler {
  return (req, _res, next) => {
    arrivals.set(req, clock());
    next();
  };
}

/** Throws for a request that passed by `noteArrival`. */
export function arrivalOf(req: Request): Date {
  const at = arrivals.get(req);
  if (!at) throw new Error('A request without arrival');
  return at;
}
