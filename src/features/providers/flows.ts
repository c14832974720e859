/**
 * One way to a provider and back: what must come back with it follows, under our secret, from a cookie of
 * the browser that set out (RFC 9700 §4.7). It serves once, for a few minutes, and for its KPA alone.
 */
import type { Request, Response } from 'express';
import { isSameSecret, keyedDigest, randomToken } from '../../keys/secrets.ts';
import type { LimitServices } from '../../web/limits/stored-limits.ts';
import { useOnce } from '../../web/limits/use-once.ts';
import { cookieOptions, readCookie } from '../../web/connections/cookies.ts';

interface Services extends LimitServices {
  readonly secure: boolean;
}

export interface Flow {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636 §4.1). */
  readonly verifier: string;
  /** The provider is to ask who it is, also of somebody whom it knows. */
  readonly isProof: boolean;
}

const MINUTES = 10;

export function createFlows(services: Services) {
  const { secure, clock, appSecret } = services;
  const name = secure ? '__Host-provider' : 'provider';

  function flowOf(kpaId: string, cookie: string): Flow {
    const part = (use: string) =>
      keyedDigest(appSecret, ['provider', use, kpaId, cookie].join('/'));
    const isProof = cookie.endsWith('.proof');
    return { state: part('state'), nonce: part('nonce'), verifier: part('verifier'), isProof };
  }

  return {
    begin(res: Response, kpaId: string, isProof: boolean): Flow {
      const until = clock().getTime() + MINUTES * 60_000;
      const cookie = [randomToken(), until, isProof ? 'proof' : 'entry'].join('.');
      res.cookie(name, cookie, { ...cookieOptions(secure), maxAge: MINUTES * 60_000 });
      return flowOf(kpaId, cookie);
    },
    /** Undefined where this browser did not set out, or not for this, or long ago, or came back already. */
    async end(req: Request, res: Response, kpaId: string): Promise<Flow | undefined> {
      const cookie = readCookie(req, name) ?? '';
      res.clearCookie(name, cookieOptions(secure));
      const flow = flowOf(kpaId, cookie);
      const state = req.query['state'];
      // It is of the cookie as it was set: who changes that has another state.
      if (typeof state !== 'string' || !isSameSecret(state, flow.state)) return undefined;
      if (Number(cookie.split('.')[1]) <= clock().getTime()) return undefined;
      return (await useOnce(services, `provider/${flow.state}`)) ? flow : undefined;
    },
  };
}
