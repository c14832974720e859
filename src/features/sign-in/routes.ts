import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { say } from '../../language/message.ts';
import type { Person } from '../../storage/store.ts';
import { clientArea, clientKey } from '../../web/limits/client-key.ts';
import { formView, readForm, textField } from '../../web/forms.ts';
import { limit } from '../../web/limits/limits.ts';
import { inSameLanguage, languageAskedBy, languageOf, speakTo } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { randomToken } from '../../keys/secrets.ts';
import { keepPrivate } from '../../web/security-headers.ts';
import { cookieOptions, findVisitor, readCookie } from '../../web/sessions.ts';
import { isStaff } from '../../badges/roles.ts';
import type { Sessions } from '../../web/sessions.ts';
import { choosePlace, languageAmong, showPlaces } from './choose-place.ts';
import { createKnownBrowsers } from './known-browsers.ts';
import { LINK_MINUTES, type SendLinkServices, sendSignInLink } from './send-link.ts';
import { findLinkOfCode, findPlaces, findUsableLink } from './use-link.ts';
import { opensHere, passOn, type Place, useLink } from './use-link.ts';

interface Services extends SendLinkServices {
  readonly sessions: Sessions;
  readonly secure: boolean;
}

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
  const { sessions, secure, log, languages } = services;
  const browserCookie = secure ? '__Host-sign-in' : 'sign-in';
  const knownBrowsers = createKnownBrowsers(services);
  const router = Router();
  router.use('/connexion', keepPrivate);

  router.get('/connexion', (req, res) => {
    const visitor = findVisitor(req);
    if (visitor) res.redirect(303, homeOf(visitor.person));
    else res.render('sign-in/ask', {});
  });

  router.post('/connexion', limit(20, 60), (req, res) => {
    const form = readForm(emailForm, req.body);
    if (!form.ok) {
      res.status(422).render('sign-in/ask', formView(form));
      return;
    }
    const email = form.values.email.toLowerCase();
    // The same as before, if there is one: a letter that has come already goes on opening.
    const browser = readCookie(req, browserCookie) ?? randomToken();
    res.cookie(browserCookie, browser, {
      ...cookieOptions(secure),
      maxAge: LINK_MINUTES * 60_000,
    });
    res.redirect(303, '/connexion/attente');
    const asker = { ...networkOf(req), isKnown: knownBrowsers.isKnown(req, email) };
    // After the answer, and at any time: whether the address is known shows in no timing.
    const wish = { email, browser, asker, ...languagesOf(req) };
    sendSignInLink(services, wish).catch((error: unknown) => {
      log.error({ code: codeOf(error) }, 'a sign-in letter could not be sent');
    });
  });

  const languagesOf = (req: Request) => ({
    language: languageOf(req),
    ofBrowser: languageAskedBy(req, languages),
  });

  router.get('/connexion/attente', (_req, res) => {
    res.render('sign-in/wait', { minutes: LINK_MINUTES });
  });

  router.post('/connexion/attente', limit(20, 60), async (req, res) => {
    const form = readForm(codeForm, req.body);
    if (!form.ok) {
      res.status(422).render('sign-in/wait', { minutes: LINK_MINUTES, ...formView(form) });
      return;
    }
    if (!(await enterWithCode(req, res, form.values.code))) {
      const errors = [{ field: 'code', message: say('sign-in.code-wrong') }];
      const view = formView({ errors, typed: {} });
      res.status(422).render('sign-in/wait', { minutes: LINK_MINUTES, ...view });
    }
  });

  router.get('/connexion/lien/:token', limit(60, 60), async (req, res) => {
    const link = await findUsableLink(services, param(req, 'token'));
    const places = link ? await findPlaces(services, link) : [];
    if (!link || places.length === 0) {
      res.status(410).render('sign-in/ended', {});
      return;
    }
    speakTo(req, languages, languageAmong(places));
    showPlaces(res, places, { elsewhere: !opensHere(link, readCookie(req, browserCookie)) });
  });

  router.post('/connexion/lien/:token', limit(60, 60), async (req, res) => {
    const link = await findUsableLink(services, param(req, 'token'));
    const places =
      link && opensHere(link, readCookie(req, browserCookie))
        ? await findPlaces(services, link)
        : [];
    const place = choosePlace(places, req.body);
    if (!place && places.length > 1) {
      const errors = [{ field: 'person', message: say('sign-in.which-place') }];
      speakTo(req, languages, languageAmong(places));
      showPlaces(res.status(422), places, { errors });
    } else if (link && place && (await useLink(services, link))) await enter(req, res, place);
    else res.status(410).render('sign-in/ended', {});
  });

  router.post('/deconnexion', async (req, res) => {
    const home = inSameLanguage(req, languages, '/');
    await sessions.close(req, res);
    res.redirect(303, home);
  });

  /** False if the code opens nothing. Who is in several KPAs is sent on to choose. */
  async function enterWithCode(req: Request, res: Response, code: string): Promise<boolean> {
    const browser = readCookie(req, browserCookie);
    const link = browser && (await findLinkOfCode(services, browser, code));
    if (!browser || !link) return false;
    const [place, ...others] = await findPlaces(services, link);
    if (place && others.length === 0) {
      const isOpen = await useLink(services, link);
      if (isOpen) await enter(req, res, place);
      return isOpen;
    }
    const token = place && (await passOn(services, link, browser));
    if (token !== undefined) res.redirect(303, `/connexion/lien/${token}`);
    return token !== undefined;
  }

  async function enter(req: Request, res: Response, { person }: Place): Promise<void> {
    await sessions.open(req, res, person);
    if (person.email !== undefined) knownBrowsers.remember(req, res, person.email);
    res.clearCookie(browserCookie, cookieOptions(secure));
    res.redirect(303, homeOf(person));
  }

  return router;
}

function networkOf({ ip }: Request) {
  return { client: clientKey(ip), area: clientArea(ip) };
}

/** The mail server's own words say whom the letter was for: they stay out of the log. */
function codeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? error.code : error.name;
}

function homeOf(person: Person): string {
  return isStaff(person) ? '/experiences' : '/mes-badges';
}
