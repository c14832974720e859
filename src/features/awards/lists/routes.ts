/** /badges-par-liste: badges out of a list of a spreadsheet, read again, and signed by a button (docs/adr/0050). */
import { type Request, type Response, Router } from 'express';
import { removeBatch } from '../../../awards/batches/remove-batch.ts';
import { refuseToBegin } from '../../../awards/suspension.ts';
import { isOf } from '../../../badges/records/who-stays.ts';
import { sayTitle } from '../../../badges/titles.ts';
import { say } from '../../../language/message.ts';
import { HttpError, notFound } from '../../../problems/http-error.ts';
import type { AwardBatch, AwardBatchRow, Stored } from '../../../storage/store.ts';
import { actIn } from '../../../web/acts/act-of-form.ts';
import { type FieldError, severalIn } from '../../../web/forms.ts';
import { linksAround, placeIn, readPart } from '../../../web/lists/parts.ts';
import { isTooLarge } from '../../../web/lists/upload.ts';
import { languageOf } from '../../../web/page-language.ts';
import { param } from '../../../web/params.ts';
import { allow, visitorOf } from '../../../web/sessions.ts';
import { previewCredential } from '../preview-credential.ts';
import { signatureOf } from '../draft.ts';
import type { BatchWork } from './batch-work.ts';
import {
  type BatchCounts,
  type BatchServices,
  beginSigning,
  countLines,
  findBatch,
  goOn,
  judgeAgain,
  keepBatch,
  linesOf,
  stopSigning,
  rereadOf,
} from './batches.ts';
import { COLUMN_NAMES } from './columns.ts';
import { listColumns } from './list-columns.ts';
import { presentLines } from './present-lines.ts';
import { MOST_LINES, readSheet } from './read-sheet.ts';
import { faultsSheet, modelSheet, outcomesSheet, typedAgain } from './sheets.ts';
import { draftForShow, type SigningLines } from './sign-lines.ts';

interface Services extends BatchServices, SigningLines {
  readonly languages: BatchServices['languages'];
  readonly definitions: BatchServices['definitions'];
  readonly badgeClasses: SigningLines['badgeClasses'];
  readonly batchWork: Pick<BatchWork, 'expect'>;
}

const BASE = '/badges-par-liste';
/** Of a file, and of what is pasted. */
export const MOST_BYTES = 1_048_576;
/** In the address of the first page: the list that is mended. */
const BEFORE = 'liste';
/** In that of a list which is being signed: the page stays as it is. */
const STILL = 'fixe';
const SECONDS = 5;

export function awardListRoutes(services: Services): Router {
  const { store, clock, batchWork, addresses } = services;
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
    const sheet = isTooLarge(req)
      ? { field: 'file', message: say('award.list.too-large') }
      : readSheet(lines, req.file?.buffer);
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

  async function showForm(
    req: Request,
    res: Response,
    { lines, error }: { readonly lines?: string | undefined; readonly error?: FieldError },
  ): Promise<void> {
    const { kpa } = visitorOf(req);
    const all = store.awardBatches(kpa.id);
    const query = { index: 'byTime', order: 'descending' } as const;
    const { items, ...around } = await readPart(all, query, placeIn(req));
    const now = clock().toISOString();
    const there = items.filter(({ expiresAt }) => expiresAt > now);
    const people = await store
      .people(kpa.id)
      .readable.findByIds(there.map(({ startedBy }) => startedBy));
    const offered = (await services.badgeClasses.of(kpa.id)).in(languageOf(req).code);
    res.render('award-lists/new', {
      act: actIn(req.body),
      ...{
        values: { lines },
        most: MOST_LINES,
        columns: listColumns(offered),
        names: COLUMN_NAMES,
      },
      ...(error && {
        errors: { [error.field]: error.message },
        summary: [{ href: `#${error.field}`, text: error.message }],
      }),
      lists: there.map((one) => ({
        ...{ href: `${BASE}/${one.id}`, at: one.createdAt, lines: one.lines },
        by: people.find(({ id }) => id === one.startedBy)?.name,
        said: STATES[one.state],
      })),
      parts: linksAround(req, around),
    });
  }

  async function linesFor(req: Request, rows: readonly AwardBatchRow[]) {
    const { kpa } = visitorOf(req);
    // Its own classes are met by it.
    await services.badgeClasses.of(kpa.id);
    const here = services.definitions.in(languageOf(req).code);
    return presentLines({ store, kpa, here, now: clock() }, rows);
  }

  async function partOf(req: Request, batch: AwardBatch, state?: AwardBatchRow['state']) {
    const rows = store.awardBatchRows(batch.kpaId);
    const { items, ...around } =
      state === undefined
        ? await readPart(rows, { index: 'byLine', equals: [batch.id] }, placeIn(req))
        : await readPart(rows, { index: 'byState', equals: [batch.id, state] }, placeIn(req));
    return {
      rows: items,
      lines: await linesFor(req, items),
      parts: linksAround(req, around, 'page', [STILL]),
    };
  }

  /** `again`: it was about to be signed, and says something else by now. */
  async function showDraft(
    req: Request,
    res: Response,
    batch: AwardBatch,
    counts: BatchCounts,
    again = false,
  ): Promise<void> {
    const { lines, parts } = await partOf(req, batch, 'wrong');
    const at = `${BASE}/${batch.id}`;
    res.render('award-lists/draft', {
      ...{ batch, counts, again, lines, parts, at, base: BASE },
      ready: say('award.list.ready', {
        count: counts.right,
        people: say('award.list.of-people', { count: batch.people }),
        experiences: say('award.list.of-experiences', { count: batch.experiences }),
      }),
    });
  }

  async function showSigning(
    req: Request,
    res: Response,
    batch: AwardBatch,
    counts: BatchCounts,
  ): Promise<void> {
    const { person } = visitorOf(req);
    if (counts.right === 0) {
      res.redirect(303, `${BASE}/${batch.id}`);
      return;
    }
    const { rows, lines, parts } = await partOf(req, batch, 'right');
    const draft = await draftForShow(services, visitorOf(req), rows[0]);
    const { name, title } = signatureOf(person);
    const writer = isOf(person, batch.startedBy)
      ? undefined
      : { name: (await store.people(person.kpaId).findById(batch.startedBy))?.name };
    res.render('award-lists/sign', {
      ...{ writer, reread: await rereadOf(store, batch) },
      ...{ batch, counts, lines, parts, at: `${BASE}/${batch.id}` },
      signer: { name, title: sayTitle(title) },
      document: draft && previewCredential(services, draft),
    });
  }

  async function showProgress(
    req: Request,
    res: Response,
    batch: AwardBatch,
    counts: BatchCounts,
  ): Promise<void> {
    const { person } = visitorOf(req);
    const { right, signed, failed, wrong } = counts;
    const isSigning = batch.state === 'signing';
    const isStill = req.query[STILL] !== undefined;
    const only = req.query['voir'] === 'reste' && failed > 0;
    const [{ lines, parts }, isFirst] = await Promise.all([
      partOf(req, batch, only ? 'failed' : undefined),
      isFirstInLine(batch),
    ]);
    if (isSigning && !isStill) res.set('Refresh', String(SECONDS));
    res.render('award-lists/progress', {
      ...{ batch, counts, lines, parts, at: `${BASE}/${batch.id}`, base: BASE, only },
      all: right + signed + failed,
      through: signed + failed,
      left: failed + wrong + right,
      ...{ isSigning, isStill, isWaiting: isSigning && !isFirst },
      isStopped: batch.state === 'stopped',
      isDone: batch.state === 'done',
      mayGoOn: batch.state === 'stopped' || failed > 0,
      isMine: isOf(person, batch.signer?.personId),
      seconds: SECONDS,
    });
  }

  async function isFirstInLine({ id, kpaId }: AwardBatch): Promise<boolean> {
    const { items } = await store.awardBatches(kpaId).pick({ index: 'byTurn', limit: 1 }, []);
    return items[0]?.id === id;
  }

  return router;
}

const STATES: Readonly<
  Record<AwardBatch['state'], { tone: string; text: ReturnType<typeof say> }>
> = {
  draft: { tone: 'unk', text: say('award.list.state-draft') },
  signing: { tone: 'unk', text: say('award.list.state-signing') },
  stopped: { tone: 'unk', text: say('award.list.state-stopped') },
  done: { tone: 'ok', text: say('award.list.state-done') },
};

function send(res: Response, name: string, text: string): void {
  res.attachment(name).type('text/csv').send(text);
}
