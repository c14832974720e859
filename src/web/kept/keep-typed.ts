/**
 * What somebody types is kept as they go, where the script of a page says so (page-scripts/parts/keep.ts):
 * who comes back to the page within the hour goes on with it (docs/adr/0046).
 */
import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { allow, visitorOf } from '../sessions.ts';
import { type KeptForms, RESUMED } from './kept-forms.ts';

interface Services {
  readonly keptForms: KeptForms;
}

/** Steps on the way, and looks at what is typed. */
const GOES_ON = /\/(?:relire|reconnaitre|demande|apercu)$/;

/** `address`: of the page, as its form has it in its ticket. */
const asked = z.object({ address: z.string().max(3_000) });

export function keepTypedRoutes({ keptForms }: Services): Router {
  const router = Router();

  router.post(RESUMED, allow('own account'), async (req, res) => {
    await keptForms.keep(req, res);
    res.status(204).end();
  });

  // A form all the same: no address of a page stands in another one.
  router.post(`${RESUMED}/attend`, allow('own account'), async (req, res) => {
    const { data } = asked.safeParse(req.body);
    const at = data && (await keptForms.waitingAt(req, visitorOf(req).person, data.address));
    res.json(at === undefined ? {} : { at });
  });

  return router;
}

/** Before the routes: what cannot be taken is kept once more (keep-forms.ts). */
export function letGoOfSent({ keptForms }: Services): RequestHandler {
  return async (req, _res, next) => {
    const isSent = req.method === 'POST' && !GOES_ON.test(req.path);
    // Where the store is away, the route says so.
    if (isSent) await keptForms.letGo(req).catch(() => undefined);
    next();
  };
}
