import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { isSameSecret } from '../../keys/secrets.ts';
import type { Languages } from '../../language/languages.ts';
import { say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
import type { Store } from '../../storage/store.ts';
import type { CountFlood } from '../../web/limits/flood-counts.ts';
import { floodCounter } from '../../web/limits/limits.ts';
import { speakAs } from '../../web/page-language.ts';
import { keepOutOfCaches } from '../../web/security-headers.ts';
import { findVisitor, type Visitor } from '../../web/sessions.ts';
import { chooseLanguage } from './choose-language.ts';

interface Services {
  readonly store: Store;
  readonly languages: Languages;
  readonly countFlood: CountFlood;
}

/**
 * What a button of partials/site/languages sends with a form: the code of a language, and the token of
 * the session of who is signed in. The form itself may be one without a token, or a search.
 */
const button = z.string().transform((text) => {
  const [code = '', token = ''] = text.split(' ');
  return { code, token };
});
/** `_language` asks for the page of a form, `_again` for the answer to one that changes nothing. */
const pressed = z.object({ _language: button }).or(z.object({ _again: button }));

/**
 * The switch of language on a page with a form: nothing that the form does is done. The page is shown
 * as if it were asked for, with what was typed so far; or the same is answered again in the other
 * language. Behind the sessions and what reads forms.
 */
export function switchLanguage({ store, languages, countFlood }: Services): RequestHandler {
  // As often as the button of a page without a form (routes.ts).
  const count = floodCounter(countFlood, 'switch of language');
  return async (req, res, next) => {
    const body: unknown = req.body;
    const { data } = pressed.safeParse(body);
    if (req.method !== 'POST' || !data) {
      next();
      return;
    }
    await count(req);
    const isForm = '_language' in data;
    const { code, token } = isForm ? data._language : data._again;
    const language = languages.find(code);
    const chooser = chooserOf(req, token);
    if (chooser && language) await chooseLanguage(store, chooser.person, code);
    res.locals['typedBefore'] = body;
    keepOutOfCaches(req, res);
    delete req.headers['if-none-match'];
    if (isForm) req.method = 'GET';
    if (language) speakAs(req, languages, language);
    next();
  };
}

/**
 * Whose choice it is, to be stored. A page that was opened before sign-in has no token: it is shown, and
 * nobody’s choice is changed. One of a session that is over, or of another, has expired.
 */
function chooserOf(req: Request, token: string): Visitor | undefined {
  if (token === '') return undefined;
  const visitor = findVisitor(req);
  if (visitor && isSameSecret(token, visitor.session.csrfToken)) return visitor;
  throw new HttpError('EXPIRED', say('error.expired'));
}
