/** Many people at once: a list is read, shown line by line, and added by a button (docs/adr/0040). */
import { type Request, type Response, Router } from 'express';
import type { Custody } from '../../../keys/custody.ts';
import { say } from '../../../language/message.ts';
import { notFound } from '../../../problems/http-error.ts';
import type { Outbox } from '../../../outbox/outbox.ts';
import type { Register } from '../../../register/register.ts';
import type { Filling, Store } from '../../../storage/store.ts';
import { actIn } from '../../../web/acts/act-of-form.ts';
import { type FieldError, formView, severalIn, typedIn } from '../../../web/forms.ts';
import { demandProof } from '../../../web/connections/proof.ts';
import { isTooLarge } from '../../../web/lists/upload.ts';
import { param } from '../../../web/params.ts';
import { allowOurScripts } from '../../../web/security-headers.ts';
import { allow, visitorOf } from '../../../web/sessions.ts';
import { grantableRoles } from '../grantable-roles.ts';
import { addListed } from './add-listed.ts';
import { closeList, keepList, openList, type PeopleListContent } from './import-drafts.ts';
import { judgeRows, type PlannedRow } from './judge-rows.ts';
import {
  choiceField,
  doubtfulRows,
  MOST_CHOICES,
  namedBy,
  ORDER,
  orderIn,
  presentList,
  sureRows,
} from './present-list.ts';
import { readList } from './read-list.ts';

interface Services {
  readonly store: Store;
  readonly names: Filling;
  readonly clock: () => Date;
  readonly custody: Custody;
  readonly register: Register;
  readonly outbox: Pick<Outbox, 'takesSms'>;
}

/** What can be pasted, in bytes: two hundred lines, whatever the writing. */
export const MOST_PASTED = 100_000;

/** In the address of the first page: the list that is corrected. */
const BEFORE = 'liste';

export function peopleListRoutes(services: Services): Router {
  const { store } = services;
  const { takesSms } = services.outbox;
  const router = Router();
  router.use('/personnes/ajouter', allow('add cooperants'));

  router.get('/personnes/ajouter', allowOurScripts, async (req, res) => {
    const [id = ''] = severalIn(req.query, BEFORE);
    const list = id === '' ? undefined : await openList(services, visitorOf(req).person, id);
    const values = list?.pasted === undefined ? {} : { lines: list.pasted };
    res.render('people/add', { act: actIn(req.body), values, takesSms });
  });

  // Its parts were read before the walls against forged forms (app.ts).
  router.post('/personnes/ajouter', allowOurScripts, async (req, res) => {
    const { person: by } = visitorOf(req);
    const [lines = ''] = severalIn(req.body, 'lines');
    const table = isTooLarge(req)
      ? { field: 'file', message: say('people.list.too-large') }
      : readList(lines, req.file?.buffer, takesSms);
    if ('message' in table) {
      refuse(res.status(isTooLarge(req) ? 413 : 422), table, takesSms);
      return;
    }
    const judging = { ...services, grantable: grantableRoles(by) };
    const rows = await judgeRows(judging, by.kpaId, table.rows);
    const list = {
      rows: [...rows],
      ignored: [...table.ignored],
      ...(lines.trim() !== '' && { pasted: lines }),
    };
    const id = await keepList(services, by, actIn(req.body), list);
    res.redirect(303, `/personnes/ajouter/${id}`);
  });

  router.get('/personnes/ajouter/:id', async (req, res) => {
    await show(req, res, await listInPath(req), []);
  });

  router.post('/personnes/ajouter/:id', async (req, res) => {
    const { person: by } = visitorOf(req);
    const list = await listInPath(req);
    const { rows, errors } = chosenIn(req.body, list);
    if (errors.length > 0) {
      await show(req, res.status(422), list, errors);
      return;
    }
    if (rows.some(({ role }) => role !== 'cooperant')) demandProof(req, services.clock());
    const id = param(req, 'id');
    const { failed, ...outcome } = await addListed(services, by, id, rows);
    const left = doubtfulRows(list).length + sureRows(list).length - rows.length;
    const done = { ...outcome, left, failed: [...failed] };
    const named = list.rows.map(namedBy(orderIn(req.body)));
    await closeList(services, by, id, { ...list, rows: named, done });
    res.redirect(303, `/personnes/ajouter/${id}`);
  });

  async function listInPath(req: Request): Promise<PeopleListContent> {
    const list = await openList(services, visitorOf(req).person, param(req, 'id'));
    if (!list) throw notFound(say('people.list.gone'));
    return list;
  }

  async function show(
    req: Request,
    res: Response,
    list: PeopleListContent,
    errors: readonly FieldError[],
  ): Promise<void> {
    const from = placeOf(req.query['depuis']);
    const body: unknown = req.body;
    const view = await presentList(store, visitorOf(req).kpa.id, list, from, { body, errors });
    const correctedAt =
      list.pasted === undefined ? undefined : `/personnes/ajouter?${BEFORE}=${param(req, 'id')}`;
    res.render('people/add-list', { ...view, action: req.path, correctedAt });
  }

  return router;
}

function refuse(res: Response, error: FieldError, takesSms: boolean): void {
  const view = formView({ errors: [error], typed: typedIn(res.req.body) });
  res.render('people/add', { act: actIn(res.req.body), ...view, takesSms });
}

const placeOf = (typed: unknown): number =>
  typeof typed === 'string' && /^\d{1,4}$/.test(typed) ? Number(typed) : 0;

/** Nothing is ticked beforehand: who looks like somebody is added or left out by a choice alone. */
function chosenIn(body: unknown, list: PeopleListContent) {
  const asked = doubtfulRows(list).slice(0, MOST_CHOICES);
  const choiceOf = (row: PlannedRow) => severalIn(body, choiceField(row))[0];
  const isChosen = (row: PlannedRow) => ['add', 'leave'].includes(choiceOf(row) ?? '');
  const rows = [...sureRows(list), ...asked.filter((row) => choiceOf(row) === 'add')];
  const order = orderIn(body);
  const isOpen = order === undefined && rows.some(({ cells }) => cells !== undefined);
  return {
    rows: rows.map(namedBy(order)),
    errors: [
      ...(isOpen ? [{ field: ORDER, message: say('people.list.choose-order') }] : []),
      ...asked
        .filter((row) => !isChosen(row))
        .map((row) => ({
          field: choiceField(row),
          message: say('people.list.choose', { line: row.line }),
        })),
    ],
  };
}
