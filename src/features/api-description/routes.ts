import { Router } from 'express';
import { describeApi, type Operation } from '../../web/openapi.ts';
import { openToAll } from '../../web/security-headers.ts';
import { sendPublic } from '../../web/send-public.ts';

/** The description of the API, for people who write programs and for their tools. */
export function apiDescriptionRoutes(operations: readonly Operation[]): Router {
  const router = Router();
  const description = JSON.stringify(describeApi(operations));

  router.get('/api/openapi.json', openToAll, (req, res) => {
    sendPublic(req, res, 'application/json', description);
  });

  return router;
}
