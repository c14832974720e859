/** A form that was kept is shown again as it was: nothing is done until its person sends it (docs/adr/0046). */
import { type Request, type Response, Router } from 'express';
import { findPerson } from '../../badges/records/who-stays.ts';
import type { Person, Store } from '../../storage/store.ts';
import { firstPage } from '../connections/entering.ts';
import { param } from '../params.ts';
import { keepOutOfCaches } from '../security-headers.ts';
import { allow, visitorOf } from '../sessions.ts';
import { type KeptContent, type KeptForms, RESUMED } from './kept-forms.ts';

interface Services {
  readonly store: Store;
  readonly keptForms: KeptForms;
}

/** Pages that are answers to what was typed so far. Sending that again changes nothing. */
const CHANGES_NOTHING = /^\/[^?]*\/(?:relire|reconnaitre|demande)(?:\?|$)/;

/** Behind the sessions and what reads forms, before all other routes: that of the page answers. */
export function keptFormRoutes({ store, keptForms }: Services): Router {
  const router = Router();
  router.get(`${RESUMED}/:id`, allow('own account'), async (req, res, next) => {
    const kept = await keptForms.open(req, param(req, 'id'));
    const { person } = visitorOf(req);
    if (kept) {
      ask(req, res, { ...kept, page: await pageToday(store, person, kept.page) });
      next();
    } else res.redirect(303, await firstPage(store, person));
  });
  return router;
}

const OF_PERSON = /^\/personnes\/([\da-f-]{36})(?=[/?]|$)/;

/** Of a record that was merged meanwhile, it is that of the one that stays (docs/adr/0047). */
async function pageToday(store: Store, { kpaId }: Person, page: string): Promise<string> {
  const [, id] = OF_PERSON.exec(page) ?? [];
  const stays = id === undefined ? undefined : await findPerson(store, kpaId, id);
  return id === undefined || !stays ? page : page.replace(id, stays.id);
}

/** As if the page were asked for, with what was typed so far (docs/adr/0029). */
function ask(req: Request, res: Response, { page, fields, file }: KeptContent): void {
  const isAnswer = CHANGES_NOTHING.test(page);
  req.url = page;
  req.method = isAnswer ? 'POST' : 'GET';
  req.body = { ...fields, ...(isAnswer && { _csrf: visitorOf(req).session.csrfToken }) };
  delete req.headers['if-none-match'];
  // On a page with buttons alone there is nothing to fill in.
  if (Object.keys(fields).length > 0) res.locals['typedBefore'] = fields;
  res.locals['page'] = isAnswer ? undefined : page;
  res.locals['givenBack'] = { file };
  keepOutOfCaches(req, res);
}
