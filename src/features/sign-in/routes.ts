import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Languages } from '../../language/languages.ts';
import { say } from '../../language/message.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Store } from '../../storage/store.ts';
import { arrivalOf } from '../../web/arrival.ts';
import { clientKey } from '../../web/limits/client-key.ts';
import { formView, readForm, textField } from '../../web/forms.ts';
import type { CountFlood } from '../../web/limits/flood-counts.ts';
import { limitFloods } from '../../web/limits/limits.ts';
import { inSameLanguage, speakTo } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { digest } from '../../keys/secrets.ts';
import { allowOurScripts, keepPrivate } from '../../web/security-headers.ts';
import { findVisitor } from '../../web/sessions.ts';
import { cookieOptions, readCookie } from '../../web/connections/cookies.ts';
import { comeIn, firstPage, keptIn } from '../../web/connections/entering.ts';
import { createSignInPage } from '../../web/connections/sign-in-page.ts';
import type { KeptForms } from '../../web/kept/kept-forms.ts';
import type { Entry, Sessions } from '../../web/sessions.ts';
import { LINK_MINUTES } from './ask-for-letter.ts';
import { choosePlace, languageAmong, showPlaces } from './choose-place.ts';
import { createKnownBrowsers } from './known-browsers.ts';
import { browserCookie, letterRequests } from './request-letter.ts';
import { signInLimits } from './sign-in-limits.ts';
import { findLinkOfCode, findPlaces, findUsableLink } from './use-link.ts';
import { opensHere, passOn, type Place, useLink } from './use-link.ts';

interface Services {
  readonly countFlood: CountFlood;
  readonly store: Store;
  readonly clock: () => Date;
  readonly appSecret: string;
  readonly languages: Languages;
  readonly outbox: Pick<Outbox, 'post'>;
  readonly sessions: Sessions;
  readonly keptForms: KeptForms;
  readonly secure: boolean;
}

type Way = Entry['way'];

const emailForm = z.object({
  email: textField({ empty: say('sign-in.no-email'), most: 200 }).pipe(
    z.email('sign-in.email-incomplete'),
  ),
});

const codeForm = z.object({
  code: z
    .string({ error: 'sign-in.no-code' })
    .transform((text) => text.replace(/\D/g, ''))
    .pipe(z.string().length(8, 'sign-in.code-of-eight')),
});

export function signInRoutes(services: Services): Router {
  const { sessions, secure, languages } = services;
  const browserName = browserCookie(secure);
  const requestLetter = letterRequests(services);
  const knownBrowsers = createKnownBrowsers(services);
  const limits = signInLimits(services);
  const showSignIn = createSignInPage(services);
  const router = Router();
  router.use('/connexion', keepPrivate, limitFloods(services.countFlood, 'sign-in'));

  router.get('/connexion', allowOurScripts, async (req, res) => {
    const visitor = findVisitor(req);
    if (visitor) {
      const form = await services.keptForms.waitingFor(req, visitor.person);
      res.redirect(303, form ?? (await firstPage(services.store, visitor.person)));
    } else await showSignIn(req, res);
  });

  // The same for every address: whether it is known, the outbox finds out afterwards.
  router.post('/connexion', allowOurScripts, async (req, res) => {
    const form = readForm(emailForm, req.body);
    if (!form.ok) {
      await showSignIn(req, res.status(422), form.errors, form.typed);
      return;
    }
    await requestLetter(req, res, form.values.email);
    res.redirect(303, '/connexion/attente');
  });

  router.get('/connexion/attente', (_req, res) => {
    res.render('sign-in/wait', { minutes: LINK_MINUTES });
  });

  router.post('/connexion/attente', async (req, res) => {
    const form = readForm(codeForm, req.body);
    if (!form.ok) {
      res.status(422).render('sign-in/wait', { minutes: LINK_MINUTES, ...formView(form) });
      return;
    }
    const counted = await countWrongCode(req);
    if (await enterWithCode(req, res, form.values.code)) {
      for (const takeBack of counted) await takeBack();
      return;
    }
    const errors = [{ field: 'code', message: say('sign-in.code-wrong') }];
    const view = formView({ errors, typed: {} });
    res.status(422).render('sign-in/wait', { minutes: LINK_MINUTES, ...view });
  });

  router.get('/connexion/lien/:token', async (req, res) => {
    const link = await linkInPath(req);
    const places = link ? await findPlaces(services, link) : [];
    if (!link || places.length === 0) {
      res.status(410).render('sign-in/ended', {});
      return;
    }
    speakTo(req, languages, languageAmong(places));
    showPlaces(res, places, { elsewhere: !opensHere(link, readCookie(req, browserName)) });
  });

  router.post('/connexion/lien/:token', async (req, res) => {
    const link = await linkInPath(req);
    const places =
      link && opensHere(link, readCookie(req, browserName)) ? await findPlaces(services, link) : [];
    const place = choosePlace(places, req.body);
    if (!place && places.length > 1) {
      const errors = [{ field: 'person', message: say('sign-in.which-place') }];
      speakTo(req, languages, languageAmong(places));
      showPlaces(res.status(422), places, { errors });
    } else if (link && place && (await useLink(services, link))) {
      await enter(req, res, place, link.browser === undefined ? 'hand' : 'letter');
    } else res.status(410).render('sign-in/ended', {});
  });

  router.post('/deconnexion', async (req, res) => {
    const home = inSameLanguage(req, languages, '/');
    await sessions.close(req, res);
    res.redirect(303, home);
  });

  async function linkInPath(req: Request) {
    const link = await findUsableLink(services, param(req, 'token'));
    if (!link) await limits.unknownLinks.count(clientKey(req.ip));
    return link;
  }

  /** Of whoever has a link and of whoever has none: it must not show which. */
  async function countWrongCode(req: Request) {
    const ofClient = await limits.wrongCodes.count(clientKey(req.ip));
    const browser = readCookie(req, browserName);
    if (browser === undefined) return [ofClient];
    return [ofClient, await limits.wrongCodesOfBrowser.count(digest(browser))];
  }

  /** False if the code opens nothing. Who is in several KPAs is sent on to choose. */
  async function enterWithCode(req: Request, res: Response, code: string): Promise<boolean> {
    const browser = readCookie(req, browserName);
    const link = browser && (await findLinkOfCode(services, browser, code));
    if (!browser || !link) return false;
    const places = await findPlaces(services, link);
    const [place] = places;
    if (place && places.length === 1) {
      const isOpen = await useLink(services, link);
      if (isOpen) await enter(req, res, place, 'letter');
      return isOpen;
    }
    const token = await passOn(services, link, places, browser, arrivalOf(req));
    if (token !== undefined) res.redirect(303, `/connexion/lien/${token}`);
    return token !== undefined;
  }

  async function enter(req: Request, res: Response, place: Place, way: Way): Promise<void> {
    const { person } = place;
    if (person.email !== undefined) knownBrowsers.remember(req, res, person.email);
    res.clearCookie(browserName, cookieOptions(secure));
    await comeIn(services, req, res, { person, way, kept: keptIn(req.body) });
  }

  return router;
}
