import { Router } from 'express';
import type { Readiness } from './readiness.ts';

interface Services {
  readonly readiness: Pick<Readiness, 'faults'>;
  readonly isClosing: () => boolean;
  /** Which build answers: the version, and the commit if it is known. */
  readonly build: string;
}

/** For the machine that watches: alive never asks the database, ready does. */
export function healthRoutes({ readiness, isClosing, build }: Services): Router {
  const router = Router();

  router.get('/health/live', (_req, res) => {
    res.type('text/plain').send('ok');
  });

  router.get('/health/ready', async (_req, res) => {
    res.set('X-Version', build);
    const faults = isClosing() ? ['closing'] : await readiness.faults();
    const isReady = faults.length === 0;
    res
      .status(isReady ? 200 : 503)
      .type('text/plain')
      .send(isReady ? 'ok' : `not ready: ${faults.join(', ')}`);
  });

  return router;
}
