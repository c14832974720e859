/**
 * What an authenticator signs: drawn here, good for one answer, in the browser that asked, for a few
 * minutes (WebAuthn 3 §13.4.3). It is in a cookie with our MAC; only what was used is in the store.
 */
import type { Request, Response } from 'express';
import { isSameSecret, keyedDigest, randomToken } from '../../keys/secrets.ts';
import type { LimitServices } from '../../web/limits/stored-limits.ts';
import { useOnce } from '../../web/limits/use-once.ts';
import { cookieOptions, readCookie } from '../../web/connections/cookies.ts';

interface Services extends LimitServices {
  readonly secure: boolean;
}

const MINUTES = 5;

/** `use`: coming in, or the session in which a passkey is added: it answers nothing else. */
export function createChallenges(services: Services) {
  const { secure, clock, appSecret } = services;
  const name = secure ? '__Host-passkey' : 'passkey';
  const macOf = (use: string, challenge: string, until: string) =>
    keyedDigest(appSecret, ['passkey challenge', use, challenge, until].join('/'));

  return {
    /** In base64url. */
    draw(res: Response, use: string): string {
      const challenge = randomToken();
      const until = String(clock().getTime() + MINUTES * 60_000);
      const value = [challenge, until, macOf(use, challenge, until)].join('.');
      res.cookie(name, value, { ...cookieOptions(secure), maxAge: MINUTES * 60_000 });
      return challenge;
    },
    /** Of this browser, once: undefined for one that is used, over, or of something else. */
    async take(req: Request, res: Response, use: string): Promise<string | undefined> {
      const [challenge = '', until = '', mac = ''] = (readCookie(req, name) ?? '').split('.');
      res.clearCookie(name, cookieOptions(secure));
      if (!isSameSecret(mac, macOf(use, challenge, until))) return undefined;
      if (Number(until) <= clock().getTime()) return undefined;
      return (await useOnce(services, `passkey challenge/${challenge}`)) ? challenge : undefined;
    },
  };
}
