import { Router } from 'express';
import type { Definitions } from '../../definitions/definitions.ts';
import { imagePath } from '../../web/addresses.ts';

/** The pages that only explain. */
export function homeRoutes({ definitions }: { readonly definitions: Definitions }): Router {
  const router = Router();
  // One badge of each objective, to show the family.
  const examples = definitions.objectives.flatMap(({ number }) => {
    const badge = definitions.badgeClasses.find(({ objective }) => objective.number === number);
    return badge ? [{ name: badge.name, image: imagePath(badge.slug, badge.version) }] : [];
  });

  router.get('/', (_req, res) => {
    res.render('home/home', { examples });
  });
  router.get('/vos-donnees', (_req, res) => {
    res.render('home/your-data', {});
  });
  router.get('/accessibilite', (_req, res) => {
    res.render('home/accessibility', {});
  });
  return router;
}
