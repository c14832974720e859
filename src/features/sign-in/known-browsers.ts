/**
 * A cookie that says: in this browser, somebody with this e-mail has signed in. It opens nothing; it
 * keeps letters for them that no stranger can use up.
 */
import type { Request, Response } from 'express';
import { isSameSecret, keyedDigest } from '../../keys/secrets.ts';
import { cookieOptions, readCookie } from '../../web/connections/cookies.ts';

interface Services {
  readonly appSecret: string;
  readonly secure: boolean;
}

const DAYS = 180;
/** Of those who share a browser, the last ones: the computer of a KPA has many. */
const MOST = 8;
/** 128 bits of an HMAC, and a cookie that stays short. */
const LENGTH = 22;

export function createKnownBrowsers({ appSecret, secure }: Services) {
  const name = secure ? '__Host-known' : 'known';
  const markOf = (email: string) =>
    keyedDigest(appSecret, `known browser/${email.toLowerCase()}`).slice(0, LENGTH);
  const marksIn = (req: Request) => (readCookie(req, name) ?? '').split('.').filter(isMark);

  return {
    isKnown: (req: Request, email: string): boolean =>
      marksIn(req).some((mark) => isSameSecret(mark, markOf(email))),

    remember(req: Request, res: Response, email: string): void {
      const mark = markOf(email);
      const marks = [mark, ...marksIn(req).filter((one) => one !== mark)].slice(0, MOST);
      res.cookie(name, marks.join('.'), { ...cookieOptions(secure), maxAge: DAYS * 86_400_000 });
    },
  };
}

const isMark = (text: string) => text.length === LENGTH;
