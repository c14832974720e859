import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { formView, readForm, textField } from '../../web/forms.ts';
import { param } from '../../web/params.ts';
import { limit } from '../../web/limits.ts';
import { randomToken } from '../../web/secrets.ts';
import { keepPrivate } from '../../web/security-headers.ts';
import { cookieOptions, findVisitor, isStaff, readCookie } from '../../web/sessions.ts';
import type { Sessions } from '../../web/sessions.ts';
import type { Person } from '../../storage/store.ts';
import { LINK_MINUTES, type SendLinkServices, sendSignInLink } from './send-link.ts';
import { findUsableLink, opensHere, useCode, useLink } from './use-link.ts';

interface Services extends SendLinkServices {
  readonly sessions: Sessions;
  readonly secure: boolean;
}

const emailForm = z.object({
  email: textField({ empty: 'Écrivez votre adresse e-mail.', most: 200 }).pipe(
    z.email('Cette adresse e-mail n’est pas complète. Exemple : prenom@exemple.fr'),
  ),
});

const codeForm = z.object({
  code: z
    .string({ error: 'Tapez le code de l’e-mail.' })
    .transform((text) => text.replace(/\D/g, ''))
    .pipe(z.string().length(8, 'Le code a 8 chiffres.')),
});

export function signInRoutes(services: Services): Router {
  const { store, sessions, secure, log } = services;
  const browserCookie = secure ? '__Host-sign-in' : 'sign-in';
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
    const browser = randomToken();
    res.cookie(browserCookie, browser, {
      ...cookieOptions(secure),
      maxAge: LINK_MINUTES * 60_000,
    });
    res.redirect(303, '/connexion/attente');
    // After the answer: whether the address is known shows neither in it nor in its timing.
    sendSignInLink(services, form.values.email.toLowerCase(), browser).catch((error: unknown) => {
      log.error({ code: codeOf(error) }, 'a sign-in letter could not be sent');
    });
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
    const browser = readCookie(req, browserCookie);
    const person = browser && (await useCode(services, browser, form.values.code));
    if (person) await enter(req, res, person);
    else {
      const errors = [{ field: 'code', message: 'Ce code ne marche pas, ou ne marche plus.' }];
      const view = formView({ errors, typed: {} });
      res.status(422).render('sign-in/wait', { minutes: LINK_MINUTES, ...view });
    }
  });

  router.get('/connexion/lien/:token', limit(60, 60), async (req, res) => {
    const link = await findUsableLink(services, param(req, 'token'));
    const person = link && (await store.people(link.kpaId).findById(link.personId));
    const kpa = person && (await store.kpas.findById(person.kpaId));
    if (!link || !person || !kpa) {
      res.status(410).render('sign-in/ended', {});
      return;
    }
    const elsewhere = !opensHere(link, readCookie(req, browserCookie));
    res.render('sign-in/confirm', { person: { name: person.name }, kpa, elsewhere });
  });

  router.post('/connexion/lien/:token', limit(60, 60), async (req, res) => {
    const link = await findUsableLink(services, param(req, 'token'));
    const here = link && opensHere(link, readCookie(req, browserCookie));
    const person = here && (await useLink(services, link));
    if (person) await enter(req, res, person);
    else res.status(410).render('sign-in/ended', {});
  });

  router.post('/deconnexion', async (req, res) => {
    await sessions.close(req, res);
    res.redirect(303, '/');
  });

  async function enter(req: Request, res: Response, person: Person): Promise<void> {
    await sessions.open(req, res, person);
    res.clearCookie(browserCookie, cookieOptions(secure));
    res.redirect(303, homeOf(person));
  }

  return router;
}

/** The mail server's own words say whom the letter was for: they stay out of the log. */
function codeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? error.code : error.name;
}

function homeOf(person: Person): string {
  return isStaff(person) ? '/experiences' : '/mes-badges';
}
