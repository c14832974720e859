import { Router } from 'express';

interface Services {
  readonly store: { ping(): Promise<void> };
  readonly isClosing: () => boolean;
}

/** For the machine that watches: alive never asks the database, ready does. */
export function healthRoutes({ store, isClosing }: Services): Router {
  const router = Router();

  router.get('/health/live', (_req, res) => {
    res.type('text/plain').send('ok');
  });

  router.get('/health/ready', async (_req, res) => {
    const ready =
      !isClosing() &&
      (await store.ping().then(
        () => true,
        () => false,
      ));
    res
      .status(ready ? 200 : 503)
      .type('text/plain')
      .send(ready ? 'ok' : 'not ready');
  });

  return router;
}
