/** What somebody tells the team, and what they are answered (docs/adr/0053). */
import { Router } from 'express';
import { onRequestRoutes } from './on-request-routes.ts';
import { ownClaimRoutes } from './own-routes.ts';
import { teamClaimRoutes } from './team-routes.ts';
import { tellRoutes } from './tell-routes.ts';

type Services = Parameters<typeof onRequestRoutes>[0] &
  Parameters<typeof ownClaimRoutes>[0] &
  Parameters<typeof teamClaimRoutes>[0] &
  Parameters<typeof tellRoutes>[0];

export function claimRoutes(services: Services): Router {
  const router = Router();
  router.use(tellRoutes(services));
  router.use(ownClaimRoutes(services));
  router.use(teamClaimRoutes(services));
  router.use(onRequestRoutes(services));
  return router;
}
