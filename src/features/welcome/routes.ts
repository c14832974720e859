/** /bienvenue: the first page of a manager of a new KPA, which leads to the first badges. */
import { Router } from 'express';
import { firstSteps } from '../../badges/first-steps.ts';
import type { Store } from '../../storage/store.ts';
import { allow, visitorOf } from '../../web/sessions.ts';

export function welcomeRoutes({ store }: { readonly store: Store }): Router {
  const router = Router();

  router.get('/bienvenue', allow('change the kpa'), async (req, res) => {
    const { kpa } = visitorOf(req);
    const done = await firstSteps(store, kpa);
    const now = STEPS.find((step) => !done[step]);
    const steps = STEPS.map((step) => ({
      step,
      done: done[step],
      now: step === now,
      state: done[step] ? 'done' : step === now ? 'now' : 'later',
    }));
    res.render('welcome/welcome', { kpa, steps, isOver: now === undefined });
  });

  return router;
}

const STEPS = ['profile', 'people', 'experience'] as const;
