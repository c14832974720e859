/** Somebody of the team answers a claim: yes, a question, or not this badge, not now. */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { BadgeClasses } from '../../badges/classes/badge-classes.ts';
import { proposeBadges } from '../../badges/classes/propose-badges.ts';
import { findPerson, isOf } from '../../badges/records/who-stays.ts';
import { may } from '../../badges/rights.ts';
import { askedView, badgeOf, badgeView, claimRow } from '../../claims/claim-rows.ts';
import { askedClaims } from '../../claims/asked-claims.ts';
import { addTurn, type Next, turnOfForm, WHICH } from '../../claims/claims.ts';
import { restOfWhoLeft } from '../../claims/rest-claims.ts';
import { sendSound, noSuchSound } from '../../claims/send-sound.ts';
import { waitingFor } from '../../claims/waiting-claims.ts';
import { type BadgeClass, type Definitions, privateLifeIn } from '../../definitions/definitions.ts';
import type { Participations } from '../../experiences/fill.ts';
import { experiencesOf } from '../../experiences/participations.ts';
import { say } from '../../language/message.ts';
import { isOutOfReach, type NewsServices, tell, wayTo } from '../../notices/tell.ts';
import type { Claim, ClaimTurn, Person, Store, Stored } from '../../storage/store.ts';
import { actIn, newAct } from '../../web/acts/act-of-form.ts';
import { type FieldError, formView, severalIn, typedIn } from '../../web/forms.ts';
import { linksAround, placeIn, readPart } from '../../web/lists/parts.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { allowOurScripts, allowSounds } from '../../web/security-headers.ts';
import { allow, findVisitor, visitorOf } from '../../web/sessions.ts';
import { CLAIMS, OWN_CLAIMS } from './addresses.ts';
import { type TeamAnswer, readAnswer, readWritten, withWritten } from './answer-form.ts';
import { namesOf, turnsView, workView } from './claim-views.ts';
import type { HearingServices } from './read-said.ts';
import { noSuchClaim } from './own-routes.ts';

interface Services extends HearingServices, NewsServices {
  readonly store: Store;
  readonly participations: Participations;
  /** Of everybody. */
  readonly definitions: Definitions;
  readonly badgeClasses: Pick<BadgeClasses, 'of'>;
}

/** Of the works of somebody, where a badge of objective 6 is given. */
const WORKS = 5;

export function teamClaimRoutes(services: Services): Router {
  const { store, blobs, clock } = services;
  const router = Router();
  const path = `${CLAIMS}/:id`;
  const mayAnswer = [allow('answer claims'), allowOurScripts, allowSounds];

  router.get(CLAIMS, allow('answer claims'), async (req, res) => {
    const { source, rowsOf } = waitingFor(store, visitorOf(req).person);
    const query = { index: 'byWaiting', order: 'ascending' } as const;
    const { items, ...around } = await readPart(source, query, placeIn(req));
    const rows = rowsOf(items).map((row) => claimRow(row));
    // Quiet, and once: below the first part.
    const asked = placeIn(req) === undefined ? await askedClaims(store, visitorOf(req).person) : [];
    res.render('claims/waiting', {
      rows,
      parts: linksAround(req, around),
      asked: asked.map(({ claim, ...row }) => ({ ...claimRow({ claim, ...row }), ...row })),
    });
  });

  router.get(path, ...mayAnswer, async (req, res) => {
    const { claim, person } = await claimInPath(req);
    if (isOf(visitorOf(req).person, person.id)) res.redirect(303, `${OWN_CLAIMS}/${claim.id}`);
    else await show(req, res, { claim, person }, { values: typedIn(req.body) });
  });

  // What was heard is written down first: an employer reads it, if the person shows it.
  router.post(`${path}/confirmer`, ...mayAnswer, async (req, res) => {
    const found = await answeredInPath(req);
    const written = readWritten(found.claim, req.body);
    if (!written.ok) {
      await refuse(req, res.status(422), found, written.errors);
      return;
    }
    const { claim, person } = found;
    const by = visitorOf(req).person.id;
    const wrote = { by, at: clock().toISOString(), texts: written.values };
    await store.claims(claim.kpaId).update(claim.id, (now) => withWritten(now, wrote));
    const asked = severalIn(req.body, 'only').length > 0 ? undefined : claim.asked;
    const badge = asked === undefined || asked === WHICH ? '' : `&badge-${person.id}=${asked}`;
    const to = `/experiences/${claim.experienceId ?? ''}/reconnaitre?people=${person.id}${badge}`;
    res.redirect(303, severalIn(req.body, 'only').length > 0 ? `${CLAIMS}/${claim.id}` : to);
  });

  router.post(`${path}/question`, ...mayAnswer, async (req, res) => {
    await answer(req, res, 'question');
  });

  // By a touch too many, nobody is told no.
  router.post(`${path}/pas-maintenant/relire`, ...mayAnswer, async (req, res) => {
    const found = await answeredInPath(req);
    const form = readAnswer('not-now', found.claim, {
      ...{ body: req.body, offered: await offeredIn(req) },
    });
    if (!form.ok) await refuse(req, res.status(422), found, form.errors);
    else if (severalIn(req.body, 'back').length > 0) await refuse(req, res, found, []);
    else await reread(req, res, found, form.values);
  });

  router.post(`${path}/pas-maintenant`, ...mayAnswer, async (req, res) => {
    await answer(req, res, 'not-now');
  });

  // Their own, or one that the team may answer.
  router.get(`${path}/sons/:turn`, signedIn, allow('hear sounds'), async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const claim = await store.claims(kpa.id).findById(param(req, 'id'));
    const turn = param(req, 'turn');
    const sound = /^\d{1,2}$/.test(turn) ? claim?.turns[Number(turn)]?.sound : undefined;
    if (!claim || !sound) throw noSuchSound();
    const isHeard = isOf(person, claim.personId) || isOpenTo(person, claim);
    if (!isHeard) throw noSuchSound();
    await sendSound(req, res, blobs, sound);
  });

  async function answer(req: Request, res: Response, kind: 'question' | 'not-now') {
    const found = await answeredInPath(req);
    const { claim, person } = found;
    const offered = await offeredIn(req);
    const form = readAnswer(kind, claim, { body: req.body, offered });
    if (!form.ok) {
      await refuse(req, res.status(422), found, form.errors);
      return;
    }
    const { person: by } = visitorOf(req);
    const turn = turnOf(kind, form.values, {
      ...{ act: actIn(req.body), by: by.id, at: clock().toISOString() },
    });
    const { seen } = form.values;
    const next: Next = { state: kind };
    const { outcome, claim: now } = await addTurn(store, claim, { turn, next, seen });
    if (outcome === 'gone' || !now) throw noSuchClaim();
    if (outcome !== 'done') {
      const errors = [{ field: kind, message: say(REFUSALS[outcome]) }];
      const view = formView({ errors, typed: typedIn(req.body) });
      const act = outcome === 'used' ? newAct() : actIn(req.body);
      res.status(outcome === 'full' ? 422 : 409);
      await show(req, res, { claim: now, person }, { ...view, act });
      return;
    }
    await restOfWhoLeft(store, person);
    await tell(services, person, {
      ...{ act: 'claim-answered', award: { id: now.id }, by },
      ...{ which: String(now.turns.findIndex((one) => one === turnOfForm(now, turn))) },
      personal: now.openTo !== undefined,
    });
    res.redirect(303, `${CLAIMS}/${now.id}?repondu`);
  }

  /** What is about to be sent, as its person will read it. */
  async function reread(
    req: Request,
    res: Response,
    { claim, person }: Found,
    { text, badge, seen }: TeamAnswer,
  ): Promise<void> {
    const { experienceId, kpaId } = claim;
    const work =
      experienceId === undefined
        ? undefined
        : await store.experiences(kpaId).findById(experienceId);
    res.render('claims/reread', {
      act: actIn(req.body),
      claim: { id: claim.id, seen },
      person: { id: person.id, name: person.name },
      asked: askedView(claim, definitionsIn(req)),
      work: workView(work),
      privateWord: privateLifeIn(text ?? ''),
      ...{ text, badge: badgeOf(definitionsIn(req), badge) },
    });
  }

  async function refuse(
    req: Request,
    res: Response,
    found: Found,
    errors: readonly FieldError[],
  ): Promise<void> {
    await show(req, res, found, formView({ errors, typed: typedIn(req.body) }));
  }

  async function show(req: Request, res: Response, found: Found, filled: object = {}) {
    const { claim, person } = found;
    const { experienceId, kpaId } = claim;
    const isPersonal = claim.openTo !== undefined;
    const [names, work, offered, works] = await Promise.all([
      namesOf(store, claim),
      experienceId === undefined ? undefined : store.experiences(kpaId).findById(experienceId),
      isPersonal ? [] : offeredIn(req),
      isPersonal ? worksOf(person) : [],
    ]);
    const definitions = definitionsIn(req);
    const turns = turnsView(claim, { person, reader: visitorOf(req).person, names, definitions });
    res.render('claims/answer', {
      values: {},
      act: actIn(req.body),
      ...filled,
      claim: { id: claim.id, state: claim.state, isPersonal, seen: claim.turns.length },
      person: { id: person.id, name: person.name },
      work: workView(work),
      works,
      turns,
      asked: askedView(claim, definitions),
      criteria: badgeCriteria(definitions, claim.asked),
      unwritten: turns.flatMap(({ sound }) => (sound && sound.written === undefined ? sound : [])),
      ...fittingView(fittingOf(offered, claim, work), severalIn(req.body, 'badge')[0]),
      answered: req.query['repondu'] !== undefined && wayOf(person),
    });
  }

  /** By which they learn of an answer: none, of who left and has no address. */
  function wayOf(person: Person): 'letter' | 'sms' | 'sheet' | 'none' {
    const { way, sms } = wayTo(services, person);
    if (way === 'sheet' && isOutOfReach(person, false)) return 'none';
    return sms === true ? 'sms' : way;
  }

  /** Where a badge of objective 6 is signed: what they did together lately. */
  async function worksOf({ id, kpaId }: Person) {
    const theirs = await services.participations.ofKpa(kpaId);
    const query = { index: 'byPerson', equals: [id], order: 'descending', limit: WORKS } as const;
    const { items } = await theirs.readable.find(query);
    return (await experiencesOf(store, kpaId, items)).map(({ experience }) => workView(experience));
  }

  async function offeredIn(req: Request) {
    const all = await services.badgeClasses.of(visitorOf(req).kpa.id);
    return all.in(languageOf(req).code).badgeClasses.filter(({ sensitive }) => !sensitive);
  }

  const definitionsIn = (req: Request) => services.definitions.in(languageOf(req).code);

  async function claimInPath(req: Request): Promise<Found> {
    const { kpa, person: reader } = visitorOf(req);
    const claim = await store.claims(kpa.id).findById(param(req, 'id'));
    if (!claim || !isOpenTo(reader, claim)) throw noSuchClaim();
    const person = await findPerson(store, kpa.id, claim.personId);
    if (!person || person.erasingSince !== undefined) throw noSuchClaim();
    return { claim, person };
  }

  /** Nobody answers themselves. */
  async function answeredInPath(req: Request): Promise<Found> {
    const found = await claimInPath(req);
    if (isOf(visitorOf(req).person, found.person.id)) throw noSuchClaim();
    return found;
  }

  return router;
}

/** A sound of a page that stayed open is no place to come back to. */
const signedIn: RequestHandler = (req, _res, next) => {
  if (!findVisitor(req)) throw noSuchSound();
  next();
};

interface Found {
  readonly claim: Claim;
  readonly person: Stored<Person>;
}

/** What was only told is theirs alone; of objective 6, nobody answers but the one who was asked. */
const isOpenTo = (reader: Person, { state, openTo }: Claim): boolean =>
  state !== 'kept' &&
  may(reader, 'answer claims') &&
  (openTo === undefined || isOf(reader, openTo));

const REFUSALS = {
  used: 'claim.answer-used',
  changed: 'claim.answered-meanwhile',
  full: 'claim.full-for-team',
} as const;

const turnOf = (
  kind: 'question' | 'not-now',
  { text, badge }: TeamAnswer,
  who: Pick<ClaimTurn, 'act' | 'by' | 'at'>,
): ClaimTurn => ({
  ...{ kind, ...who },
  ...(text !== undefined && { text }),
  ...(badge !== undefined && { badgeClass: badge }),
});

const badgeCriteria = (definitions: Definitions, slug = '') => {
  const badge = definitions.findBadgeClass(slug);
  return badge && { name: badge.name, language: badge.language, criteria: badge.criteria };
};

/** With the one that was chosen in the form, if any. */
const fittingView = (all: readonly ReturnType<typeof badgeView>[], chosen = '') => ({
  fitting: all.map((one) => ({ ...one, checked: one.slug === chosen })),
  isOtherChosen: all.some(({ slug }) => slug === chosen),
});

/** Another badge that such work is proposed for. */
const fittingOf = (
  offered: readonly BadgeClass[],
  claim: Claim,
  work: Parameters<typeof workView>[0],
) => {
  const task = work?.participants.find(({ personId }) => personId === claim.personId)?.task;
  const others = offered.filter(({ slug }) => slug !== claim.asked);
  const proposed = proposeBadges(others, { kind: work?.kind ?? 'prestation', task });
  return [...proposed, ...others.filter((one) => !proposed.includes(one))].map(badgeView);
};
