/**
 * Which card a browser is about to open: for a few minutes, in a cookie of its own. Its token says whose
 * wrong secret codes were whose (enter-with-card.ts); the code of the card is kept beside it, so that
 * it stands in no address.
 */
import type { Request, Response } from 'express';
import { randomToken } from '../../keys/secrets.ts';
import { cookieOptions, readCookie } from '../../web/connections/cookies.ts';
import { readCode } from './card-code.ts';

const MINUTES = 10;

export interface TriedCard {
  readonly browser: string;
  readonly code: string | undefined;
}

export function createTriedCards(secure: boolean) {
  const name = secure ? '__Host-card' : 'card';
  return {
    read(req: Request): TriedCard {
      const [browser = '', code = ''] = (readCookie(req, name) ?? '').split('.');
      return { browser: browser === '' ? randomToken() : browser, code: readCode(code) };
    },
    keep(res: Response, { browser, code }: TriedCard): void {
      const value = code === undefined ? browser : `${browser}.${code}`;
      res.cookie(name, value, { ...cookieOptions(secure), maxAge: MINUTES * 60_000 });
    },
    forget(res: Response): void {
      res.clearCookie(name, cookieOptions(secure));
    },
  };
}
