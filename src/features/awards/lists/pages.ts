/** What the pages of a list of badges are made of (docs/adr/0050). */
import type { Request, Response } from 'express';
import { isOf } from '../../../badges/records/who-stays.ts';
import { privateLifeIn } from '../../../definitions/definitions.ts';
import { sayTitle } from '../../../badges/titles.ts';
import { say } from '../../../language/message.ts';
import type { AwardBatch, AwardBatchRow } from '../../../storage/store.ts';
import { actIn } from '../../../web/acts/act-of-form.ts';
import { type FieldError, severalIn } from '../../../web/forms.ts';
import { linksAround, placeIn, readPart } from '../../../web/lists/parts.ts';
import { languageOf } from '../../../web/page-language.ts';
import { visitorOf } from '../../../web/sessions.ts';
import { signatureOf } from '../draft.ts';
import { keepOf } from '../private-life.ts';
import { previewCredential } from '../preview-credential.ts';
import { otherLanguagesOf } from '../signing-language.ts';
import { type BatchCounts, type BatchServices, linesOf, rereadOf } from './batches.ts';
import { COLUMN_NAMES } from './columns.ts';
import { listColumns } from './list-columns.ts';
import { presentLines } from './present-lines.ts';
import { MOST_LINES } from './read-sheet.ts';
import { draftForShow, type SigningLines } from './sign-lines.ts';

export interface ListServices extends BatchServices, SigningLines {
  readonly languages: BatchServices['languages'];
  readonly definitions: BatchServices['definitions'];
  readonly badgeClasses: SigningLines['badgeClasses'];
}

export const BASE = '/badges-par-liste';
/** In the address of a list which is being signed: the page stays as it is. */
const STILL = 'fixe';
const SECONDS = 5;
const KEEP = 'keep';

const STATES: Readonly<
  Record<AwardBatch['state'], { tone: string; text: ReturnType<typeof say> }>
> = {
  draft: { tone: 'unk', text: say('award.list.state-draft') },
  signing: { tone: 'unk', text: say('award.list.state-signing') },
  stopped: { tone: 'unk', text: say('award.list.state-stopped') },
  done: { tone: 'ok', text: say('award.list.state-done') },
};

export function listPages(services: ListServices) {
  const { store, clock, definitions, languages } = services;

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
    demanded = false,
  ): Promise<void> {
    const { person } = visitorOf(req);
    if (counts.right === 0) {
      res.redirect(303, `${BASE}/${batch.id}`);
      return;
    }
    const { rows, lines, parts } = await partOf(req, batch, 'right');
    const draft = await draftForShow(services, visitorOf(req), rows[0]);
    const { name, title } = signatureOf(person);
    const others = await otherLanguages(batch);
    const writer = isOf(person, batch.startedBy)
      ? undefined
      : { name: (await store.people(person.kpaId).findById(batch.startedBy))?.name };
    const { lines: doubtful, value } = await doubtsOf(batch);
    const error = say('award.keep-or-change-all');
    res.render('award-lists/sign', {
      ...(doubtful.length > 0 && { doubts: { lines: doubtful, value, error: demanded && error } }),
      ...(demanded && { summary: [{ href: `#${KEEP}`, text: error }] }),
      ...{ writer, others, reread: await rereadOf(store, batch) },
      ...{ batch, counts, lines, parts, at: `${BASE}/${batch.id}` },
      signer: { name, title: sayTitle(title) },
      document: draft && previewCredential(services, draft),
    });
  }

  /** Of all its lines, those that may be about somebody’s life, and what the tick that keeps them says. */
  async function doubtsOf(batch: AwardBatch) {
    const rows = (await linesOf(store, batch)).filter(({ state }) => state === 'right');
    const found = rows.flatMap(({ line, plan }) => {
      const word = privateLifeIn(plan?.sentence ?? '');
      return plan && word !== undefined ? [{ line, word, sentence: plan.sentence }] : [];
    });
    return { lines: found, value: keepOf(found.map(({ sentence }) => sentence)) };
  }

  async function areKept(req: Request, batch: AwardBatch): Promise<boolean> {
    const { lines, value } = await doubtsOf(batch);
    return lines.length === 0 || severalIn(req.body, KEEP).includes(value);
  }

  /** In which a badge of the list is there: others of it stay French then. */
  async function otherLanguages(batch: AwardBatch): Promise<readonly string[]> {
    const rows = await linesOf(store, batch);
    const plans = rows.flatMap(({ state, plan }) => (state === 'right' && plan ? [plan] : []));
    const slugs = new Map(
      plans.map(({ badge: slug, version }) => [`${slug}/${version}`, { slug, version }]),
    );
    const source = languages.source.code;
    const codes = [...slugs.values()].flatMap((one) => {
      const badge = definitions.in(source).findBadgeClass(one.slug, one.version);
      return badge ? [source, ...otherLanguagesOf(definitions, languages, badge)] : [];
    });
    return [...new Set(codes)].filter((code) => code !== batch.language);
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

  return { areKept, showForm, showDraft, showSigning, showProgress, linesFor };
}
