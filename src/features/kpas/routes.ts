import { Router } from 'express';
import { SOURCE } from '../../definitions/definitions.ts';
import type { Store } from '../../storage/store.ts';
import { type Addresses, imagePath } from '../../badges/addresses.ts';
import type { BadgeClasses } from '../../badges/classes/badge-classes.ts';
import { KIND_LABELS } from '../../badges/present-award.ts';
import { describeIssuer } from '../../badges/issuer.ts';
import { languageOf } from '../../web/page-language.ts';
import { kpaOf } from '../../web/kpa-in-path.ts';

interface Services {
  readonly store: Store;
  readonly badgeClasses: Pick<BadgeClasses, 'of'>;
  readonly addresses: Addresses;
}

export function kpaRoutes({ store, addresses, badgeClasses }: Services): Router {
  const router = Router();

  router.get('/k/:slug', async (req, res) => {
    const kpa = await kpaOf(store, req);
    const { language = SOURCE, descriptionInEnglish: english } = kpa;
    const isEnglish = english !== undefined && languageOf(req).code.startsWith('en');
    const { badgeClasses: all } = (await badgeClasses.of(kpa.id)).in(languageOf(req).code);
    const own = all.filter(({ kpaId }) => kpaId === kpa.id);
    res.render('kpas/kpa', {
      kpa,
      badges: own.map(({ slug, version, name, language: spoken, kind }) => ({
        ...{ name, language: spoken, kindLabel: KIND_LABELS[kind] },
        ...{ href: `/badges/${slug}/v${version}`, image: imagePath(slug, version) },
      })),
      words: isEnglish ? english : kpa.description,
      wordsLanguage: isEnglish ? 'en' : language,
      did: describeIssuer(addresses, kpa).id,
    });
  });

  return router;
}
