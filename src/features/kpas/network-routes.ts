import { type Request, Router } from 'express';
import { atHost } from '../../badges/addresses.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { kpaOf, kpaVersionOf } from '../../web/kpa-in-path.ts';
import { param } from '../../web/params.ts';
import type { FindPublic } from '../../web/public-documents.ts';
import { openToAll } from '../../web/security-headers.ts';
import { sendCredential, sendPublic } from '../../web/send-public.ts';
import { didDocumentOf, documentOf } from './did-document-of.ts';
import { jwksOf } from './jwks.ts';
import { NETWORK_ID, networkDid } from './network-identity.ts';
import { networkList, type NetworkServices, spanOf } from './network-list.ts';

interface Services extends NetworkServices {
  readonly findPublic: FindPublic;
}

/**
 * What the network says of itself and of its KPAs to other software: who they are, and their keys.
 * Before anything that a page needs: nobody reads them but programs, which come back often.
 */
export function networkRoutes(services: Services): Router {
  const { store, keys, addresses, findPublic } = services;
  const router = Router();

  const at = (req: Request) => atHost(addresses, req.get('host'));

  router.get('/k/:slug/did.json', openToAll, async (req, res) => {
    const document = await findPublic({
      name: `identity of ${param(req, 'slug')} at ${at(req).publicUrl}`,
      versions: async () => {
        const kpa = await kpaVersionOf(store, req);
        return `${kpa.version}\n${await keysOf(kpa.id)}`;
      },
      build: async () => inJson(await didDocumentOf(keys, at(req), await kpaOf(store, req))),
    });
    if (!document) throw notFound();
    sendPublic(req, res, 'application/did+json', document);
  });

  router.get('/.well-known/did.json', openToAll, async (req, res) => {
    const document = await findPublic({
      name: `identity of the network at ${at(req).publicUrl}`,
      versions: () => keysOf(NETWORK_ID),
      build: async () => {
        // Made at the first question: calling it again makes nothing more.
        await keys.createKeys(NETWORK_ID);
        return inJson(await documentOf(keys, networkDid(at(req).publicUrl), NETWORK_ID));
      },
    });
    if (!document) throw notFound();
    sendPublic(req, res, 'application/did+json', document);
  });

  router.get('/.well-known/jwks.json', openToAll, async (req, res) => {
    const document = await findPublic({
      name: `keys of the network at ${at(req).publicUrl}`,
      versions: kpasAndKeys,
      build: async () => inJson(await jwksOf(services, at(req))),
    });
    if (!document) throw notFound();
    sendPublic(req, res, 'application/jwk-set+json', document);
  });

  router.get('/network.json', openToAll, async (req, res) => {
    const list = await findPublic({
      name: 'list of the network',
      versions: async () =>
        `${await kpasAndKeys()}\n${await store.networkLists.versions({ index: 'byUpdate' })}`,
      build: async () => {
        const kept = await networkList(services);
        return kept && { text: kept.credential, ...spanOf(kept) };
      },
    });
    if (!list) throw notFound(say('error.no-kpa-yet'));
    sendCredential(req, res, list);
  });

  const keysOf = (ownerId: string) => store.keys(ownerId).versions({ index: 'byFragment' });

  async function kpasAndKeys(): Promise<string> {
    const kpas = await store.kpas.versions({ index: 'bySlug' });
    return `${kpas}\n${await store.keys.across.versions({ index: 'byFragment' })}`;
  }

  return router;
}

const inJson = (document: object) => ({ text: JSON.stringify(document) });
