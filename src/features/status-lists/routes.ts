import { type Request, Router } from 'express';
import type { Kpa, StatusList, Store, Stored } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { kpaOf, kpaVersionOf } from '../../web/kpa-in-path.ts';
import { param } from '../../web/params.ts';
import type { FindPublic } from '../../web/public-documents.ts';
import { openToAll } from '../../web/security-headers.ts';
import { sendCredential } from '../../web/send-public.ts';

interface Services {
  readonly store: Store;
  readonly statusLists: {
    find(kpa: Kpa, number: number): Promise<Stored<StatusList> | undefined>;
    /** In milliseconds. */
    spanOf(list: Stored<StatusList>): { readonly from: number; readonly until: number };
  };
  readonly findPublic: FindPublic;
}

export function statusListRoutes({ store, statusLists, findPublic }: Services): Router {
  const router = Router();

  router.get('/k/:slug/status/:number', openToAll, async (req, res) => {
    const list = await findPublic({
      name: `list of ${param(req, 'slug')} ${param(req, 'number')}`,
      versions: () => versionsOf(req),
      build: () => build(req),
    });
    if (!list) throw notFound(say('error.no-such-list'));
    sendCredential(req, res, list);
  });

  async function versionsOf(req: Request) {
    const kpa = await kpaVersionOf(store, req);
    const number = numberIn(req);
    if (number === undefined) return undefined;
    const query = { index: 'byNumber', equals: [number] } as const;
    return `${kpa.version}\n${await store.statusLists(kpa.id).versions(query)}`;
  }

  async function build(req: Request) {
    const list = await statusLists.find(await kpaOf(store, req), numberIn(req) ?? 0);
    return list && { text: list.credential, ...statusLists.spanOf(list) };
  }

  return router;
}

function numberIn(req: Request): number | undefined {
  const number = param(req, 'number');
  return /^[1-9]\d{0,5}$/.test(number) ? Number(number) : undefined;
}
