/** What somebody told and asked for, what was answered, and how they go on. */
import { type Request, type Response, Router } from 'express';
import type { BadgeClasses } from '../../badges/classes/badge-classes.ts';
import { proposeBadges } from '../../badges/classes/propose-badges.ts';
import { lacksSecond } from '../../badges/co-signature.ts';
import { isOf, recordsOf } from '../../badges/records/who-stays.ts';
import { askedView, badgeOf, badgeView } from '../../claims/claim-rows.ts';
import { addTurn, type Turned, WHICH } from '../../claims/claims.ts';
import { removeLeft } from '../../claims/keep-sound.ts';
import { removeClaim } from '../../claims/remove-claims.ts';
import { restOfWhoLeft } from '../../claims/rest-claims.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { speakExperience, tellExperience } from '../../experiences/tell-experience.ts';
import { say } from '../../language/message.ts';
import { endOpen } from '../../notices/end-notices.ts';
import { notFound } from '../../problems/http-error.ts';
import type { Claim, Person, Store } from '../../storage/store.ts';
import { actIn, newAct } from '../../web/acts/act-of-form.ts';
import { type FieldError, formView, readForm, severalIn, typedIn } from '../../web/forms.ts';
import { linksAround, placeIn, readPart } from '../../web/lists/parts.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { allowOurScripts, allowSounds } from '../../web/security-headers.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { OWN_CLAIMS } from './addresses.ts';
import { lastOfTeam, namesOf, turnsView, workView } from './claim-views.ts';
import { markSpoken } from './mark-spoken.ts';
import {
  dropLeftIn,
  type HearingServices,
  readSaid,
  soundAgain,
  soundGivenBack,
} from './read-said.ts';
import { MOST_WORDS, saidForm, waysView } from './tell-form.ts';

interface Services extends HearingServices {
  readonly store: Store;
  /** Of everybody. */
  readonly definitions: Definitions;
  readonly badgeClasses: Pick<BadgeClasses, 'of'>;
  readonly clock: () => Date;
}

export function ownClaimRoutes(services: Services): Router {
  const { store, clock } = services;
  const router = Router();
  router.use(OWN_CLAIMS, allow('own claims'), allowOurScripts, allowSounds);
  const path = `${OWN_CLAIMS}/:id`;

  router.get(OWN_CLAIMS, async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const query = { index: 'byPerson', equals: [person.id], order: 'descending' } as const;
    const { items, ...around } = await readPart(ownOf(person), query, placeIn(req));
    const ids = items.flatMap(({ experienceId }) => experienceId ?? []);
    const works = await store.experiences(kpa.id).readable.findByIds(ids);
    const definitions = definitionsIn(req);
    res.render('claims/mine', {
      claims: items.map((claim) => ({
        ...{ id: claim.id, state: claim.state, since: claim.since },
        work: workView(works.find(({ id }) => id === claim.experienceId)),
        asked: askedView(claim, definitions),
      })),
      gone: req.query['effacee'] !== undefined,
      parts: linksAround(req, around),
    });
  });

  router.get(path, async (req, res) => {
    const sound = await soundGivenBack(services, req, res);
    const claim = await ownInPath(req);
    await show(req, res, claim, { ...sound, values: typedIn(req.body) });
    await markOpened(claim);
  });

  router.get(`${path}/badge`, async (req, res) => {
    await showBadges(req, res, await toldInPath(req), []);
  });

  router.post(`${path}/badge`, async (req, res) => {
    const { person } = visitorOf(req);
    const claim = await toldInPath(req);
    const [badge = ''] = severalIn(req.body, 'badge');
    const offered = await offeredIn(req);
    if (badge !== WHICH && !offered.some(({ slug }) => slug === badge)) {
      const errors = [{ field: 'badge', message: say('claim.choose-badge') }];
      await showBadges(req, res.status(422), claim, errors);
      return;
    }
    const turn = {
      ...({
        kind: 'asked',
        act: actIn(req.body),
        by: person.id,
        at: clock().toISOString(),
      } as const),
      badgeClass: badge,
    };
    const turned = await addTurn(store, claim, { turn, next: { state: 'waiting', asked: badge } });
    const { outcome } = turned;
    if (outcome === 'used' || outcome === 'full') {
      const isUsed = outcome === 'used';
      const message = say(isUsed ? 'claim.badge-used' : 'claim.full');
      const filled = isUsed ? { act: newAct() } : {};
      res.status(isUsed ? 409 : 422);
      await showBadges(req, res, claim, [{ field: 'badge', message }], filled);
    } else await goOn(req, res, claim, turned);
  });

  // Its parts were read before the walls against forged forms (app.ts).
  router.post(`${path}/repondre`, async (req, res) => {
    const { person } = visitorOf(req);
    const claim = await toldInPath(req);
    const form = readForm(saidForm, req.body);
    const said = form.ok ? await readSaid(services, req, claim, form.values) : undefined;
    if (!said || 'field' in said) {
      const errors = said ? [said] : form.ok ? [] : form.errors;
      const view = formView({ errors, typed: typedIn(req.body) });
      await show(req, res.status(422), claim, { ...view, ...(await soundAgain(services, req)) });
      return;
    }
    const turn = {
      ...({ kind: 'answered', act: actIn(req.body), by: person.id } as const),
      ...{ at: clock().toISOString(), ...said },
    };
    const next = { state: 'waiting' } as const;
    const turned = await addTurn(store, claim, { turn, next });
    if (turned.outcome === 'done' && said.sound) await markSpoken(store, claim, person);
    await goOn(req, res, claim, turned);
  });

  router.get(`${path}/effacer`, async (req, res) => {
    const claim = await ownInPath(req);
    const work = await experienceOf(claim);
    const own = work?.participants.find(({ personId }) => personId === visitorOf(req).person.id);
    res.render('claims/remove', {
      claim: { id: claim.id, isAsked: claim.asked !== undefined },
      work: workView(work),
      losesWords: own?.words !== undefined && isToldIn(claim, own.words),
      keepsWords: own?.words !== undefined && !isToldIn(claim, own.words),
    });
  });

  router.post(`${path}/effacer`, async (req, res) => {
    const { kpa, person } = visitorOf(req);
    const claim = await store.claims(kpa.id).findById(param(req, 'id'));
    if (claim && !isOf(person, claim.personId)) throw noSuchClaim();
    // By the same form, sent twice: then it is done.
    if (claim) {
      await takeBack(claim, person);
      await removeClaim(services, claim);
    }
    for (const id of recordsOf(person)) await removeLeft(services, { id, kpaId: kpa.id });
    res.redirect(303, `${OWN_CLAIMS}?effacee`);
  });

  /** Before the claim goes: without it nobody knows any more whose words these were. */
  async function takeBack(claim: Claim, person: Person): Promise<void> {
    const work = await experienceOf(claim);
    const own = work?.participants.find(({ personId }) => personId === person.id);
    if (work && own?.spoken === true) await speakExperience(store, work, person, false);
    const words = own?.words;
    if (!work || words === undefined || !isToldIn(claim, words)) return;
    await tellExperience(store, work, person, { words: undefined, shownToTeam: false });
  }

  /** « Pas maintenant » is read: it stands on their first page no more. */
  async function markOpened({ id, kpaId, state, opened, since }: Claim): Promise<void> {
    if (state !== 'not-now' || opened === true) return;
    await store
      .claims(kpaId)
      .update(id, (now) =>
        now.state === state && now.since === since ? { ...now, opened: true } : now,
      );
  }

  async function goOn(req: Request, res: Response, claim: Claim, { outcome }: Turned) {
    if (outcome === 'gone') throw noSuchClaim();
    if (outcome !== 'done') {
      const isUsed = outcome === 'used';
      const errors = [{ field: 'words', message: say(isUsed ? 'claim.form-used' : 'claim.full') }];
      const view = formView({ errors, typed: typedIn(req.body) });
      const now = await ownInPath(req);
      await show(req, res.status(isUsed ? 409 : 422), now, {
        ...{ ...view, ...(await soundAgain(services, req)) },
        ...(isUsed && { act: newAct() }),
      });
      return;
    }
    await restOfWhoLeft(store, visitorOf(req).person);
    await dropLeftIn(services, req);
    // Who has answered needs no letter that tells of the question.
    await endOpen(services, claim);
    res.redirect(303, `${OWN_CLAIMS}/${claim.id}?envoye`);
  }

  async function show(req: Request, res: Response, claim: Claim, filled: object): Promise<void> {
    const { person } = visitorOf(req);
    const [names, work] = await Promise.all([namesOf(store, claim), workOf(claim)]);
    const definitions = definitionsIn(req);
    const last = lastOfTeam(claim, person);
    res.render('claims/own', {
      values: {},
      act: actIn(req.body),
      ...filled,
      ...{ mostWords: MOST_WORDS, ways: waysView(req.body) },
      claim: {
        ...{ id: claim.id, state: claim.state },
        ...{ isPersonal: claim.openTo !== undefined, isAsked: claim.asked !== undefined },
      },
      turns: turnsView(claim, { person, reader: person, names, definitions }),
      asked: askedView(claim, definitions),
      work,
      askedOf:
        claim.openTo === undefined
          ? undefined
          : (await store.people(claim.kpaId).findById(claim.openTo))?.name,
      by: last && names.get(last.by),
      hasReplied: last?.kind === 'question' && claim.turns.at(-1)?.kind === 'answered',
      fitting: claim.state === 'not-now' ? badgeOf(definitions, last?.badgeClass) : undefined,
      award: claim.state === 'confirmed' ? await awardOf(claim) : undefined,
      sent: req.query['envoye'] !== undefined,
      untitled: req.query['sans-titre'] !== undefined,
    });
  }

  /** That was signed, as long as it stands and waits for them. */
  async function awardOf({ kpaId, turns }: Claim) {
    const id = turns.findLast(({ awardId }) => awardId !== undefined)?.awardId ?? '';
    const award = await store.awards(kpaId).findById(id);
    if (!award) return undefined;
    const isOpen = award.standing === 'valid' && award.state === 'offered';
    return { id, isOffered: isOpen && !lacksSecond(award, services.definitions) };
  }

  async function showBadges(
    req: Request,
    res: Response,
    claim: Claim,
    errors: readonly FieldError[],
    filled: object = {},
  ): Promise<void> {
    const [offered, work] = await Promise.all([offeredIn(req), experienceOf(claim)]);
    const kind = work?.kind ?? 'prestation';
    const task = work?.participants.find(({ personId }) => personId === claim.personId)?.task;
    const proposed = proposeBadges(offered, { kind, task });
    const chosen = severalIn(req.body, 'badge')[0] ?? claim.asked;
    const viewOf = (badge: (typeof offered)[number]) => ({
      ...badgeView(badge),
      checked: badge.slug === chosen,
    });
    res.render('claims/badge', {
      act: actIn(req.body),
      claim: { id: claim.id },
      work: workView(work),
      proposed: proposed.map(viewOf),
      others: offered.filter((badge) => !proposed.includes(badge)).map(viewOf),
      isWhich: chosen === WHICH,
      untitled: req.query['sans-titre'] !== undefined,
      ...{ ...formView({ errors, typed: {} }), ...filled },
    });
  }

  /** Of somebody else’s, no address tells whether it is there. */
  function ownOf({ id: personId, kpaId }: Person) {
    const { findById, readable } = store.claims(kpaId);
    const findOwn = async (id: string) => {
      const claim = await findById(id);
      return claim?.personId === personId ? claim : undefined;
    };
    return { findById: findOwn, readable };
  }

  /** What can be asked for in front of the whole team: never objective 6. */
  async function offeredIn(req: Request) {
    const all = await services.badgeClasses.of(visitorOf(req).kpa.id);
    return all.in(languageOf(req).code).badgeClasses.filter(({ sensitive }) => !sensitive);
  }

  const definitionsIn = (req: Request) => services.definitions.in(languageOf(req).code);

  const experienceOf = async ({ kpaId, experienceId }: Claim) =>
    experienceId === undefined ? undefined : store.experiences(kpaId).findById(experienceId);
  const workOf = async (claim: Claim) => workView(await experienceOf(claim));

  async function ownInPath(req: Request) {
    const { kpa, person } = visitorOf(req);
    const claim = await store.claims(kpa.id).findById(param(req, 'id'));
    if (!claim || !isOf(person, claim.personId)) throw noSuchClaim();
    return claim;
  }

  /** Of objective 6 nothing is told. */
  async function toldInPath(req: Request) {
    const claim = await ownInPath(req);
    if (claim.openTo !== undefined) throw noSuchClaim();
    return claim;
  }

  return router;
}

/** As they were told: who changed them since told something else. */
const isToldIn = ({ turns }: Claim, words: string): boolean =>
  turns.some(({ kind, text }) => kind === 'told' && text === words);

export const noSuchClaim = () => notFound(say('claim.not-there'));
