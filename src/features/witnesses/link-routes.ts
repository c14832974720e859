/** What somebody who is not of the KPA sees behind a link that they were given, without an account. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Kpa, Person, Store } from '../../storage/store.ts';
import { refuseToBegin } from '../../awards/suspension.ts';
import { criteriaSeenOutside } from '../../badges/co-signature.ts';
import { tellEvidence } from '../../badges/evidence.ts';
import { languageOfAward, presentAward } from '../../badges/present-award.ts';
import { findHolder, isOf } from '../../badges/records/who-stays.ts';
import { may } from '../../badges/rights.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { digest } from '../../keys/secrets.ts';
import { firstName } from '../../language/names.ts';
import { say } from '../../language/message.ts';
import { HttpError, notFound } from '../../problems/http-error.ts';
import { actIn, newAct } from '../../web/acts/act-of-form.ts';
import { formView, type FormResult, readForm, severalIn, typedIn } from '../../web/forms.ts';
import { kpaOf } from '../../web/kpa-in-path.ts';
import { clientKey } from '../../web/limits/client-key.ts';
import type { CountFlood } from '../../web/limits/flood-counts.ts';
import { limitFloods } from '../../web/limits/limits.ts';
import { createStoredLimit, type LimitServices } from '../../web/limits/stored-limits.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { keepPrivate, openToAll } from '../../web/security-headers.ts';
import { sendAs } from '../../web/send-public.ts';
import { allow, findPasser, findVisitor, type Sessions } from '../../web/sessions.ts';
import type { Addresses } from '../../badges/addresses.ts';
import { isShown, type ShowingServices } from '../../awards/testimonies/shown.ts';
import { keepWord, LETTER_MINUTES, letterTokenOf, wordOfForm } from './say-word.ts';
import { signTestimony, type TestimonyServices } from './sign-testimony.ts';
import { MOST_WORDS, readWords, type WitnessWords } from './witness-form.ts';
import { whyNotBeside } from './why-not-beside.ts';
import { findOpenLink, type OpenLink } from './witness-links.ts';

export interface WitnessServices extends TestimonyServices, LimitServices {
  readonly store: Store;
  readonly definitions: Definitions;
  readonly addresses: TestimonyServices['addresses'] & Addresses;
  readonly countFlood: CountFlood;
  readonly sessions: Pick<Sessions, 'pass' | 'usePass'>;
  readonly verifyCredential: ShowingServices['verifyCredential'];
}

/** In an hour: addresses that open nothing, of one client; letters that one asks for; by one link; of one person; and of a KPA. */
const UNKNOWN_LINKS = { name: 'unknown links of witnesses', most: 300 };
const OF_CLIENT = { name: 'letters to witnesses of a client', most: 20 };
const OF_LINK = { name: 'letters to witnesses by a link', most: 10 };
const OF_HOLDER = { name: 'letters to witnesses of a person', most: 15 };
const OF_KPA = { name: 'letters to witnesses of a KPA', most: 200 };

const asked = z.object({ do: z.enum(['sign', 'nothing', 'again'], 'form.no-such-choice') });

const PATH = '/temoigner/:token';

export function witnessRoutes(services: WitnessServices): Router {
  const { store, definitions, appSecret } = services;
  const unknownLinks = createStoredLimit(services, UNKNOWN_LINKS);
  const ofClient = createStoredLimit(services, OF_CLIENT);
  const ofLink = createStoredLimit(services, OF_LINK);
  const ofHolder = createStoredLimit(services, OF_HOLDER);
  const ofKpa = createStoredLimit(services, OF_KPA);
  const router = Router();
  // It has a form, and so a Referer: to our own pages alone (security-headers.ts).
  router.use('/temoigner', keepPrivate, limitFloods(services.countFlood, 'witnesses'));
  // What a witness types beside one of the team is theirs: it is not kept for whoever is signed in.
  router.use('/temoigner', (_req, res, next) => {
    res.locals['ticketFor'] = undefined;
    next();
  });

  router.get(PATH, async (req, res) => {
    const page = await pageOf(req, res);
    if (page) res.render('witnesses/witness', { ...page.view, act: actIn(req.body) });
  });

  router.post(PATH, async (req, res) => {
    const page = await pageOf(req, res);
    if (!page) return;
    const { open, view, kpa, holder } = page;
    const what = readForm(asked, req.body);
    if (what.ok && what.values.do === 'nothing') {
      res.render('witnesses/thanks', { ...view, nothing: true });
      return;
    }
    // An address with a fault is written anew, and nothing else is.
    if (what.ok && what.values.do === 'again') {
      const typed = { values: typedIn(req.body), act: newAct() };
      res.render('witnesses/witness', { ...view, ...typed });
      return;
    }
    if (view.isOwn) throw new HttpError('CONFLICT', say('witness.own'));
    if (view.whyNotBeside && !view.canSign) throw new HttpError('CONFLICT', view.whyNotBeside);
    if (view.mayPass) throw new HttpError('CONFLICT', say('witness.pass-first'));
    refuseToBegin(kpa);
    // Sent again, it opens the same paper: their second word is no reason against itself.
    const colleague = page.colleague ?? (await besideBefore(req, page));
    const isInPerson = colleague !== undefined;
    const form = readWords(req.body, { criteria: view.signed.criteria, holder, isInPerson });
    if (!form.ok) {
      showAgain(req, res.status(422), view, form);
      return;
    }
    if (!colleague) {
      await askForLetter(req, open, form.values);
      // The same, whatever became of it.
      res.render('witnesses/thanks', { ...view, words: form.values });
      return;
    }
    // One pass, one word: the next witness gets the phone from the colleague.
    const isFirst = await services.sessions.usePass(req, formOf(req, form.values));
    if (!isFirst && !(await besideBefore(req, page))) {
      throw new HttpError('CONFLICT', say('witness.pass-again'));
    }
    const testimony = await keep(req, open, form.values, colleague.id);
    const signed = testimony && (await signTestimony(services, kpa, open.award, testimony));
    if (!signed) throw new HttpError('CONFLICT', say('witness.gone'));
    res.redirect(303, `/temoigner/lettre/${letterTokenOf(appSecret, signed)}`);
  });

  // Whoever holds the device from here on is not who is signed in on it, and signs beside them.
  router.post(`${PATH}/passer`, allow('confirm badges'), async (req, res) => {
    const page = await pageOf(req, res);
    if (!page) return;
    const { open, view } = page;
    if (view.whyNotBeside) throw new HttpError('CONFLICT', view.whyNotBeside);
    if (!view.mayPass) throw notFound(say('witness.no-such-link'));
    const back = `/reconnaissances/${open.award.id}/temoins`;
    await services.sessions.pass(req, res, { back, link: open.link.id });
    res.redirect(303, view.path);
  });

  // The signed word, as its holder shows it.
  const ofWords = limitFloods(services.countFlood, 'words of witnesses');
  router.get('/k/:slug/temoignages/:id.json', ofWords, keepPrivate, openToAll, async (req, res) => {
    const kpa = await kpaOf(store, req);
    const testimony = await store.testimonies(kpa.id).findById(param(req, 'id'));
    const award = testimony && (await store.awards(kpa.id).findById(testimony.awardId));
    const there = award && (await isShown(services, kpa, award, testimony));
    if (!there || testimony.signed === undefined) throw notFound(say('witness.not-shown'));
    sendAs(res.attachment('temoignage.json'), 'application/vc', Buffer.from(testimony.signed));
  });

  interface Sent {
    readonly open: OpenLink;
    readonly view: {
      readonly signed: { readonly criteria: readonly (string | undefined)[] };
      readonly whyNotBeside: unknown;
    };
    readonly holder: Person;
    readonly present: Person | undefined;
  }

  /** Who was beside the witness when the same form was sent. */
  async function besideBefore(
    req: Request,
    { open, view, holder, present }: Sent,
  ): Promise<Person | undefined> {
    if (!present) return undefined;
    const about = { criteria: view.signed.criteria, holder, isInPerson: true };
    const form = readWords(req.body, about);
    if (!form.ok) return undefined;
    const used = findPasser(req)?.session.passed?.form;
    if (!view.whyNotBeside && used === formOf(req, form.values)) return present;
    const said = { words: form.values, act: actIn(req.body) };
    const beside = (await wordOfForm(services, open, said))?.beside;
    return beside !== undefined && isOf(present, beside) ? present : undefined;
  }

  async function askForLetter(req: Request, open: OpenLink, words: WitnessWords): Promise<void> {
    const client = clientKey(req.ip);
    await ofClient.count(client);
    await ofLink.count(open.link.id);
    await ofHolder.count(open.link.personId);
    await ofKpa.count(open.link.kpaId);
    await keep(req, open, words);
  }

  const formOf = (req: Request, words: WitnessWords) =>
    digest(JSON.stringify([actIn(req.body), words]));

  const keep = (req: Request, open: OpenLink, words: WitnessWords, beside?: string) =>
    keepWord(services, open, {
      ...{ words, beside },
      act: actIn(req.body),
      language: languageOf(req).code,
    });

  function showAgain(
    req: Request,
    res: Response,
    view: object,
    form: Extract<FormResult<unknown>, { ok: false }>,
  ): void {
    const ticked = severalIn(req.body, 'seen');
    const page = { ...view, ...formView({ errors: form.errors, typed: typedIn(req.body) }) };
    res.render('witnesses/witness', { ...page, ticked, act: actIn(req.body) });
  }

  /** Undefined once it is answered: that the link opens nothing, or never was. */
  async function pageOf(req: Request, res: Response) {
    const token = param(req, 'token');
    const open = await findOpenLink(services, token);
    const kpa = open && (await store.kpas.findById(open.link.kpaId));
    const holder = open && (await findHolder(store, open.link.kpaId, open.link.personId));
    if (!open || !kpa || !holder) {
      await unknownLinks.count(clientKey(req.ip));
      res.status(404).render('witnesses/no-link', {});
      return undefined;
    }
    const visitor = findVisitor(req);
    const isOwn = visitor !== undefined && isOf(visitor.person, open.link.personId);
    const passer = findPasser(req);
    const beside = passer?.session.passed?.link === open.link.id ? passer : visitor;
    const isColleague = beside?.kpa.id === kpa.id && may(beside.person, 'confirm badges');
    const isTheirs = beside !== undefined && isOf(beside.person, open.link.personId);
    const known = isColleague && !isTheirs ? beside.person : undefined;
    const why = known && (await whyNotBeside(services, open.award, known));
    const mayPass = known !== undefined && visitor !== undefined && why === undefined;
    const present = visitor ? undefined : known;
    const isUsed = passer?.session.passed?.form !== undefined;
    const colleague = why || isUsed ? undefined : present;
    const around = { kpa, holder, isOwn, colleague };
    const canSign = !isOwn && !(visitor && known);
    const view = { ...viewOf(req, open, around), whyNotBeside: why, mayPass, canSign };
    return { open, kpa, holder, present, colleague, view };
  }

  interface Around {
    readonly kpa: Kpa;
    readonly holder: Person;
    readonly isOwn: boolean;
    readonly colleague: Person | undefined;
  }

  function viewOf(
    req: Request,
    { link, award }: OpenLink,
    { kpa, holder, isOwn, colleague }: Around,
  ) {
    const signed = definitions
      .in(languageOfAward(award))
      .findBadgeClass(award.badgeClass, award.badgeVersion);
    const criteria = signed ? criteriaSeenOutside(signed) : [];
    const ticked = severalIn(req.body, 'seen');
    return {
      path: `/temoigner/${param(req, 'token')}`,
      kpa,
      label: link.label,
      first: firstName(holder.name),
      award: presentAward(award, kpa, definitions.in(languageOf(req).code)),
      work: award.evidence === undefined ? undefined : tellEvidence(award.evidence),
      signed: { criteria, language: languageOfAward(award) },
      choices: criteria.flatMap((label, place) => {
        const value = String(place);
        return label === undefined ? [] : [{ value, label, checked: ticked.includes(value) }];
      }),
      isOwn,
      colleague: colleague && { name: colleague.name },
      most: MOST_WORDS,
      minutes: LETTER_MINUTES,
    };
  }

  return router;
}
