/** A letter is asked for from a browser: counted, and tied to it (docs/adr/0035). */
import type { Request, Response } from 'express';
import { randomToken } from '../../keys/secrets.ts';
import type { Languages } from '../../language/languages.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import { cookieOptions, readCookie } from '../../web/connections/cookies.ts';
import { clientArea, clientKey } from '../../web/limits/client-key.ts';
import type { LimitServices } from '../../web/limits/stored-limits.ts';
import { languageAskedBy, languageOf } from '../../web/page-language.ts';
import { askForLetter, LINK_MINUTES } from './ask-for-letter.ts';
import { createKnownBrowsers } from './known-browsers.ts';
import { signInLimits } from './sign-in-limits.ts';

interface Services extends LimitServices {
  readonly languages: Languages;
  readonly outbox: Pick<Outbox, 'post'>;
  readonly secure: boolean;
}

/** Of the browser that asked: what its letter opens, opens there alone. */
export const browserCookie = (secure: boolean) => (secure ? '__Host-sign-in' : 'sign-in');

export function letterRequests(services: Services) {
  const { secure, languages } = services;
  const cookie = browserCookie(secure);
  const knownBrowsers = createKnownBrowsers(services);
  const limits = signInLimits(services);

  const languagesOf = (req: Request) => ({
    language: languageOf(req).code,
    ofBrowser: languageAskedBy(req, languages).code,
  });

  /** The same for every address: whether it is known, the outbox finds out afterwards. */
  return async (req: Request, res: Response, address: string): Promise<void> => {
    const email = address.toLowerCase();
    const client = clientKey(req.ip);
    await limits.asking.countOnce(client, email);
    await limits.repeats.count(`${client} ${email}`);
    // The same as before, if there is one: a letter that has come already goes on opening.
    const browser = readCookie(req, cookie) ?? randomToken();
    const isKnown = knownBrowsers.isKnown(req, email);
    const asker = {
      email,
      browser,
      isKnown,
      client,
      area: clientArea(req.ip),
      ...languagesOf(req),
    };
    await askForLetter(services, asker);
    res.cookie(cookie, browser, { ...cookieOptions(secure), maxAge: LINK_MINUTES * 60_000 });
  };
}
