import type { RequestHandler } from 'express';
import { z } from 'zod';
import { isSameSecret } from '../../keys/secrets.ts';
import type { Languages } from '../../language/languages.ts';
import { say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
import type { Store } from '../../storage/store.ts';
import { speakAs } from '../../web/page-language.ts';
import { findVisitor } from '../../web/sessions.ts';
import { chooseLanguage } from './choose-language.ts';

interface Services {
  readonly store: Store;
  readonly languages: Languages;
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
export function switchLanguage({ store, languages }: Services): RequestHandler {
  return async (req, res, next) => {
    const { data } = pressed.safeParse(req.body);
    if (req.method !== 'POST' || !data) {
      next();
      return;
    }
    const isForm = '_language' in data;
    const { code, token } = isForm ? data._language : data._again;
    const language = languages.find(code);
    const visitor = findVisitor(req);
    if (visitor && !isSameSecret(token, visitor.session.csrfToken)) {
      throw new HttpError('EXPIRED', say('error.expired'));
    }
    if (visitor && language) await chooseLanguage(store, visitor.person, code);
    res.locals['typedBefore'] = z.unknown().parse(req.body);
    if (isForm) req.method = 'GET';
    if (language) speakAs(req, languages, language);
    next();
  };
}
