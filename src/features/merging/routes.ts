/** Two records of one person are compared, and merged; or said to be of two people (docs/adr/0047). */
import { type Request, type Response, Router } from 'express';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { knownTo } from '../../badges/records/known-to.ts';
import { findPerson, isGone } from '../../badges/records/who-stays.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { say } from '../../language/message.ts';
import { findByName } from '../../people/find-people.ts';
import { keepApart, lookAlikesOf } from '../../people/look-alikes.ts';
import { personInPath } from '../../people/person-in-path.ts';
import { CORRECTING, mayCorrect, sayWhoCorrects } from '../../people/who-may.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import type { Filling, Person, Stored } from '../../storage/store.ts';
import { actIn } from '../../web/acts/act-of-form.ts';
import { demandProof } from '../../web/connections/proof.ts';
import { type FieldError, formView, readForm, severalIn } from '../../web/forms.ts';
import { linksAround, placeIn } from '../../web/lists/parts.ts';
import { param } from '../../web/params.ts';
import { allowOurScripts } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { completeMerge, type MergeServices } from './complete-merges.ts';
import { findPairs } from './find-pairs.ts';
import { markMerged } from './mark-merged.ts';
import { mergeForm } from './merge-form.ts';
import { type Both, haveCards, mergeView } from './merge-views.ts';
import { type Pair, pairOf, seenOf } from './pair.ts';
import { readHoldings, whyNotMerge } from './read-pair.ts';

interface Services extends MergeServices {
  readonly names: Pick<Filling, 'ready'>;
  readonly definitions: Definitions;
}

const ALIKE = '/personnes/semblables';
const CHOOSE = '/personnes/:id/reunir';
const PAIR = `${CHOOSE}/:other`;
/** As long as a name can be, and as many as are shown. */
const LONGEST_SEARCH = 80;
const MOST_FOUND = 20;

export function mergeRoutes(services: Services): Router {
  const { store, register, clock } = services;
  const router = Router();
  router.use([ALIKE, CHOOSE], allow('correct cooperants', 'correct staff'));

  router.get(ALIKE, async (req, res) => {
    const { person: by } = visitorOf(req);
    const { pairs, around } = await findPairs(services, by, placeIn(req));
    res.render('merging/alike', { pairs, parts: linksAround(req, around) });
  });

  router.get(CHOOSE, allowOurScripts, async (req, res) => {
    const person = await personInPath(store, req, CORRECTING);
    const alike = await lookAlikesOf(services, person.kpaId, [person]);
    showChoice(req, res, person, { found: alike.get(person.id) ?? [] });
  });

  // Changes nothing, and is sent as a form all the same: no name stands in an address.
  router.post(CHOOSE, allowOurScripts, async (req, res) => {
    const person = await personInPath(store, req, CORRECTING);
    const searched = severalIn(req.body, 'search')[0]?.trim().slice(0, LONGEST_SEARCH) ?? '';
    if (searched === '') {
      res.redirect(303, `/personnes/${person.id}/reunir`);
      return;
    }
    const { people, more } = await findByName(services, person.kpaId, searched, MOST_FOUND);
    showChoice(req, res, person, { found: people, searched, more });
  });

  router.get(PAIR, async (req, res) => {
    const pair = await pairInPath(req, res);
    if (pair) await show(req, res, await readBoth(req, pair));
  });

  router.post(PAIR, async (req, res) => {
    const pair = await pairInPath(req, res);
    if (!pair) return;
    const { kpa, person: by } = visitorOf(req);
    const both = await readBoth(req, pair);
    if (await whyNotMerge(services, pair)) {
      await show(req, res.status(409), both);
      return;
    }
    const form = readForm(mergeForm(pair, { cards: haveCards(both) }), req.body);
    if (!form.ok || form.values.seen !== seenOf(pair)) {
      const errors = form.ok ? [CHANGED] : form.errors;
      await show(req, res.status(form.ok ? 409 : 422), both, errors);
      return;
    }
    demandProof(req, clock());
    const gone = await markMerged(services, { pair, chosen: form.values, by });
    const stays = await completeMerge(services, kpa, gone, by.name);
    res.redirect(303, `/personnes/${(stays ?? pair.stays).id}?fait=reuni`);
  });

  router.get(`${PAIR}/distinctes`, async (req, res) => {
    const pair = await pairInPath(req, res);
    if (pair) res.redirect(303, pathOf(pair));
  });

  router.post(`${PAIR}/distinctes`, async (req, res) => {
    const pair = await pairInPath(req, res);
    if (!pair) return;
    const { kpa, person: by } = visitorOf(req);
    const id = repeatableId(`register/people-apart/${by.id}/${actIn(req.body)}`);
    const about = pair.goes.id;
    await register.note({ kpaId: kpa.id, by: by.id, act: 'people-apart', about, id });
    await keepApart(store, pair.goes, [pair.stays.id]);
    res.redirect(303, `/personnes/${param(req, 'id')}`);
  });

  /** Undefined where both are one already: then one is led to it, and what was cut short is completed. */
  async function pairInPath(req: Request, res: Response): Promise<Pair | undefined> {
    const { kpa, person: by } = visitorOf(req);
    const person = await personInPath(store, req, CORRECTING);
    const named = param(req, 'other');
    const other = await findPerson(store, kpa.id, named);
    if (!other || isGone(other)) throw notFound(say('error.no-such-person'));
    if (!mayCorrect(by, other)) throw new HttpError('FORBIDDEN', sayWhoCorrects(other));
    if (other.id !== person.id) return pairOf(person, other);
    const gone = await store.people(kpa.id).findById(named);
    if (gone?.mergingSince !== undefined) await completeMerge(services, kpa, gone, by.name);
    const isMerged = gone?.mergedInto !== undefined;
    res.redirect(303, `/personnes/${person.id}${isMerged ? '?fait=reuni' : ''}`);
    return undefined;
  }

  async function readBoth(req: Request, pair: Pair): Promise<Both> {
    const mayKnow = knownTo(visitorOf(req).person, services.definitions);
    const [mine, theirs] = await Promise.all([
      readHoldings(services, pair.stays, mayKnow),
      readHoldings(services, pair.goes, mayKnow),
    ]);
    return { pair, mine, theirs };
  }

  async function show(
    req: Request,
    res: Response,
    both: Both,
    errors: readonly FieldError[] = [],
  ): Promise<void> {
    const why = await whyNotMerge(services, both.pair);
    res.render('merging/compare', {
      ...mergeView(both, (field) => severalIn(req.body, field)[0]),
      path: pathOf(both.pair),
      person: both.pair.stays,
      act: actIn(req.body),
      ...(why ? { why } : { isOpen: true }),
      ...(errors.length > 0 && formView({ errors, typed: {} })),
    });
  }

  function showChoice(req: Request, res: Response, person: Stored<Person>, chosen: Choice): void {
    const { person: by } = visitorOf(req);
    const found = chosen.found.filter((one) => one.id !== person.id && mayCorrect(by, one));
    res.render('merging/choose', { ...chosen, person, found });
  }

  return router;
}

interface Choice {
  readonly found: readonly Person[];
  readonly searched?: string;
  readonly more?: boolean;
}

const pathOf = ({ stays, goes }: Pair) => `/personnes/${stays.id}/reunir/${goes.id}`;

const CHANGED: FieldError = { field: 'records', message: say('merge.changed-meanwhile') };
