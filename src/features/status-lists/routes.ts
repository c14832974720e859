import { Router } from 'express';
import type { Kpa, StatusList, Store } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { kpaOf } from '../../web/kpa-in-path.ts';
import { param } from '../../web/params.ts';
import { openToAll } from '../../web/security-headers.ts';
import { sendCredential } from '../../web/send-public.ts';

interface Services {
  readonly store: Store;
  readonly statusLists: {
    find(kpa: Kpa, number: number): Promise<StatusList | undefined>;
  };
}

export function statusListRoutes({ store, statusLists }: Services): Router {
  const router = Router();

  router.get('/k/:slug/status/:number', openToAll, async (req, res) => {
    const kpa = await kpaOf(store, req);
    const number = param(req, 'number');
    const list = /^[1-9]\d{0,5}$/.test(number) && (await statusLists.find(kpa, Number(number)));
    if (!list) throw notFound(say('error.no-such-list'));
    sendCredential(req, res, list.credential);
  });

  return router;
}
