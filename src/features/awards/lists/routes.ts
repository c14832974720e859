/** /badges-par-liste: badges out of a list of a spreadsheet, read again, and signed by a button (docs/adr/0050). */
import { type Request, Router, type Response } from 'express';
import { removeBatch } from '../../../awards/batches/remove-batch.ts';
import { refuseToBegin } from '../../../awards/suspension.ts';
import { say } from '../../../language/message.ts';
import { HttpError, notFound } from '../../../problems/http-error.ts';
import type { AwardBatch, Stored } from '../../../storage/store.ts';
import { actIn } from '../../../web/acts/act-of-form.ts';
import { severalIn } from '../../../web/forms.ts';
import { isTooLarge } from '../../../web/lists/upload.ts';
import { languageOf } from '../../../web/page-language.ts';
import { param } from '../../../web/params.ts';
import { allow, visitorOf } from '../../../web/sessions.ts';
import type { BatchWork } from './batch-work.ts';
import {
  beginSigning,
  countLines,
  findBatch,
  goOn,
  hasRoomForBatch,
  judgeAgain,
  keepBatch,
  linesOf,
  rereadOf,
  signIn,
  stopSigning,
} from './batches.ts';
import { BASE, listPages, type ListServices } from './pages.ts';
import { readSheet } from './read-sheet.ts';
import { faultsSheet, modelSheet, outcomesSheet, typedAgain } from './sheets.ts';

interface Services extends ListServices {
  readonly batchWork: Pick<BatchWork, 'expect'>;
}

/** Of a file, and of what is pasted. */
export const MOST_BYTES = 1_048_576;
/** In the address of the first page: the list that is mended. */
const BEFORE = 'liste';

export function awardListRoutes(services: Services): Router {
  const { store, batchWork, addresses } = services;
  const { areKept, showForm, showDraft, showSigning, showProgress, linesFor } = listPages(services);
  const router = Router();
  router.use(BASE, allow('award badges'));

  router.get(BASE, async (req, res) => {
    refuseToBegin(visitorOf(req).kpa);
    const [id = ''] = severalIn(req.query, BEFORE);
    const before = id === '' ? undefined : await findBatch(services, visitorOf(req).kpa.id, id);
    const lines = before && typedAgain(await linesOf(store, before), languageOf(req));
    await showForm(req, res, { lines });
  });

  // Its parts were read before the walls against forged forms (app.ts).
  router.post(BASE, async (req, res) => {
    const { kpa, person } = visitorOf(req);
    refuseToBegin(kpa);
    const [lines = ''] = severalIn(req.body, 'lines');
    const read = () => readSheet(lines, req.file?.buffer);
    const sheet = isTooLarge(req)
      ? { field: 'file', message: say('award.list.too-large') }
      : (await hasRoomForBatch(store, kpa.id))
        ? read()
        : { field: 'lines', message: say('award.list.too-many-lists') };
    if ('message' in sheet) {
      await showForm(req, res.status(isTooLarge(req) ? 413 : 422), { lines, error: sheet });
      return;
    }
    const id = await keepBatch(services, person, actIn(req.body), sheet);
    res.redirect(303, `${BASE}/${id}`);
  });

  router.get(`${BASE}/modele.csv`, (req, res) => {
    send(res, 'modele-badges.csv', modelSheet(languageOf(req)));
  });

  router.get(`${BASE}/:id`, async (req, res) => {
    const batch = await batchInPath(req);
    const counts = await countLines(store, batch);
    if (batch.state === 'draft') await showDraft(req, res, batch, counts);
    else await showProgress(req, res, batch, counts);
  });

  router.get(`${BASE}/:id/erreurs.csv`, async (req, res) => {
    const rows = await linesOf(store, await batchInPath(req));
    send(res, 'lignes-a-corriger.csv', faultsSheet(rows, languageOf(req)));
  });

  router.get(`${BASE}/:id/resultats.csv`, async (req, res) => {
    const rows = await linesOf(store, await batchInPath(req));
    const lines = await linesFor(req, rows);
    const addressOf = (path: string) => `${addresses.publicUrl}${path}`;
    send(res, 'badges-signes.csv', outcomesSheet(lines, languageOf(req), addressOf));
  });

  router.get(`${BASE}/:id/signer`, async (req, res) => {
    const batch = await batchInPath(req);
    if (batch.state === 'draft') await showSigning(req, res, batch, await countLines(store, batch));
    else res.redirect(303, `${BASE}/${batch.id}`);
  });

  router.post(`${BASE}/:id/signer`, async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const batch = await batchInPath(req);
    if (batch.state === 'draft') {
      refuseToBegin(kpa);
      // In other words than those that were read: somebody came or left, or gave the same meanwhile.
      const isChanged = await judgeAgain(services, batch, person);
      const counts = await countLines(store, batch);
      const [reread] = severalIn(req.body, 'reread');
      const isOther = reread !== (await rereadOf(store, batch));
      if (isChanged || isOther || counts.right === 0) {
        const now = await batchInPath(req);
        await showDraft(req, res.status(422), now, counts, true);
        return;
      }
      if (!(await areKept(req, batch))) {
        await showSigning(req, res.status(422), batch, counts, true);
        return;
      }
      await beginSigning(services, kpa, batch, person);
      batchWork.expect(0);
    }
    res.redirect(303, `${BASE}/${batch.id}`);
  });

  router.post(`${BASE}/:id/arreter`, async (req, res) => {
    const { id, kpaId } = await batchInPath(req);
    await stopSigning(services, { id, kpaId });
    batchWork.expect(0);
    res.redirect(303, `${BASE}/${id}`);
  });

  router.post(`${BASE}/:id/reprendre`, async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const batch = await batchInPath(req);
    if (batch.state === 'stopped' || batch.state === 'done') {
      await goOn(services, kpa, batch, person);
      batchWork.expect(0);
    }
    res.redirect(303, `${BASE}/${batch.id}`);
  });

  // In another language: what it says then is read again.
  router.post(`${BASE}/:id/langue`, async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const { id } = await batchInPath(req);
    const [code = ''] = severalIn(req.body, 'another');
    await signIn(services, { id, kpaId: kpa.id }, services.languages.find(code), person);
    res.redirect(303, `${BASE}/${id}/signer`);
  });

  router.get(`${BASE}/:id/supprimer`, async (req, res) => {
    const batch = await batchInPath(req);
    res.render('award-lists/remove', { batch, at: `${BASE}/${batch.id}` });
  });

  router.post(`${BASE}/:id/supprimer`, async (req, res) => {
    const { id, kpaId, state } = await batchInPath(req);
    if (state === 'signing') throw new HttpError('CONFLICT', say('award.list.stop-first'));
    await removeBatch(store, kpaId, id);
    res.redirect(303, BASE);
  });

  async function batchInPath(req: Request): Promise<Stored<AwardBatch>> {
    const batch = await findBatch(services, visitorOf(req).kpa.id, param(req, 'id'));
    if (!batch) throw notFound(say('award.list.gone'));
    return batch;
  }

  return router;
}

function send(res: Response, name: string, text: string): void {
  res.attachment(name).type('text/csv').send(text);
}
