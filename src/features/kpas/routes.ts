import { Router } from 'express';
import { SOURCE } from '../../definitions/definitions.ts';
import type { Store } from '../../storage/store.ts';
import type { Addresses } from '../../badges/addresses.ts';
import { describeIssuer } from '../../badges/issuer.ts';
import { languageOf } from '../../web/page-language.ts';
import { kpaOf } from '../../web/kpa-in-path.ts';

interface Services {
  readonly store: Store;
  readonly addresses: Addresses;
}

export function kpaRoutes({ store, addresses }: Services): Router {
  const router = Router();

  router.get('/k/:slug', async (req, res) => {
    const kpa = await kpaOf(store, req);
    const { language = SOURCE, descriptionInEnglish: english } = kpa;
    const isEnglish = english !== undefined && languageOf(req).code.startsWith('en');
    res.render('kpas/kpa', {
      kpa,
      words: isEnglish ? english : kpa.description,
      wordsLanguage: isEnglish ? 'en' : language,
      did: describeIssuer(addresses, kpa).id,
    });
  });

  return router;
}
