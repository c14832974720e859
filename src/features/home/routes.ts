import { Router } from 'express';
import type { Definitions } from '../../definitions/definitions.ts';
import { imagePath } from '../../badges/addresses.ts';

/** The pages that only explain. */
export function homeRoutes({ definitions }: { readonly definitions: Definitions }): Router {
  const router = Router();
  // One badge of each objective, to show the family.
  const examples = definitions.objectives.flatMap(({ number }) => {
    const badge = definitions.badgeClasses.find(({ objective }) => objective.number === number);
    return badge ? [{ name: badge.name, image: imagePath(badge.slug, badge.version) }] : [];
  });
  const example = exampleOf(definitions);

  router.get('/', (_req, res) => {
    res.render('home/home', { examples, example });
  });
  router.get('/vos-donnees', (_req, res) => {
    res.render('home/your-data', {});
  });
  router.get('/accessibilite', (_req, res) => {
    res.render('home/accessibility', {});
  });
  return router;
}

/** A made-up award of a real badge class: what an employer reads, shown rather than told. */
function exampleOf({ badgeClasses }: Definitions) {
  const badge = badgeClasses.find(({ leveled, objective }) => leveled && objective.number === 2);
  const level = badge?.levels[2];
  return (
    badge &&
    level && {
      art: imagePath(badge.slug, badge.version, level.code),
      name: badge.name,
      href: `/badges/${badge.slug}/v${badge.version}`,
      meta: `Niveau ${level.code} sur 4`,
      detail: level.name,
      quote: 'A réorganisé le dressage avec le groupe quand le four est tombé en panne.',
      asks: badge.employerSentence,
      attribution: {
        kind: 'confirmed',
        name: 'Camille Morel',
        role: 'Accompagnante',
        place: 'KPA',
      },
    }
  );
}
