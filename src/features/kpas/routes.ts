import { Router } from 'express';
import { SOURCE } from '../../definitions/definitions.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import type { Store } from '../../storage/store.ts';
import type { Addresses } from '../../badges/addresses.ts';
import { describeIssuer } from '../../badges/issuer.ts';
import { kpaOf } from '../../web/kpa-in-path.ts';
import { openToAll } from '../../web/security-headers.ts';
import { sendPublic } from '../../web/send-public.ts';
import { didDocumentOf } from './did-document-of.ts';

interface Services {
  readonly store: Store;
  readonly keys: KeyRing;
  readonly addresses: Addresses;
}

export function kpaRoutes({ store, keys, addresses }: Services): Router {
  const router = Router();

  router.get('/k/:slug', async (req, res) => {
    const kpa = await kpaOf(store, req);
    const { language = SOURCE } = kpa;
    res.render('kpas/kpa', {
      kpa,
      wordsLanguage: language,
      did: describeIssuer(addresses, kpa).id,
    });
  });

  router.get('/k/:slug/did.json', openToAll, async (req, res) => {
    const kpa = await kpaOf(store, req);
    const document = await didDocumentOf(keys, addresses, kpa);
    sendPublic(req, res, 'application/did+json', JSON.stringify(document));
  });

  return router;
}
