import { Router } from 'express';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { openToAll } from '../../web/security-headers.ts';
import { sendCredential, sendPublic } from '../../web/send-public.ts';
import { documentOf } from './did-document-of.ts';
import { jwksOf } from './jwks.ts';
import { NETWORK_ID, networkDid } from './network-identity.ts';
import { networkList, type NetworkServices } from './network-list.ts';

/** What the network says of itself to other software: who it is, its KPAs, and their keys. */
export function networkRoutes(services: NetworkServices): Router {
  const { keys, addresses } = services;
  const router = Router();

  router.get('/.well-known/did.json', openToAll, async (req, res) => {
    // Made at the first question: calling it again makes nothing more.
    await keys.createKeys(NETWORK_ID);
    const document = await documentOf(keys, networkDid(addresses.publicUrl), NETWORK_ID);
    sendPublic(req, res, 'application/did+json', JSON.stringify(document));
  });

  router.get('/.well-known/jwks.json', openToAll, async (req, res) => {
    sendPublic(req, res, 'application/jwk-set+json', JSON.stringify(await jwksOf(services)));
  });

  router.get('/network.json', openToAll, async (req, res) => {
    const list = await networkList(services);
    if (list === undefined) throw notFound(say('error.no-kpa-yet'));
    sendCredential(req, res, list);
  });

  return router;
}
