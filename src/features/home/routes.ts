import { Router } from 'express';
import type { Definitions } from '../../definitions/definitions.ts';
import { say } from '../../language/message.ts';
import { imagePath } from '../../badges/addresses.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import { languageOf } from '../../web/page-language.ts';

interface Services {
  readonly definitions: Definitions;
  readonly outbox: Pick<Outbox, 'takesSms'>;
}

/** The pages that only explain. */
export function homeRoutes({ definitions, outbox }: Services): Router {
  const router = Router();

  router.get('/', (req, res) => {
    const language = languageOf(req);
    const here = definitions.in(language.code);
    const quote = language.text('home.example-quote');
    const example = exampleOf(here);
    res.render('home/home', {
      examples: familyIn(here),
      example: example && { ...example, quote },
    });
  });
  router.get('/vos-donnees', (_req, res) => {
    res.render('home/your-data', { takesSms: outbox.takesSms });
  });
  router.get('/accessibilite', (_req, res) => {
    res.render('home/accessibility', {});
  });
  return router;
}

/** One badge of each objective. */
function familyIn({ objectives, badgeClasses }: Definitions) {
  return objectives.flatMap(({ number }) => {
    const badge = badgeClasses.find(({ objective }) => objective.number === number);
    return badge ? [{ name: badge.name, image: imagePath(badge.slug, badge.version) }] : [];
  });
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
      meta: say('award.level-of-four', { level: level.code }),
      detail: level.name,
      asks: badge.employerSentence,
      attribution: {
        kind: 'confirmed',
        name: 'Camille Morel',
        role: say('home.example-role'),
        place: 'KPA',
      },
    }
  );
}
