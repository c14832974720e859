/** Where somebody was sent to sign in from: the page to come back to, in a cookie for a few minutes. */
import type { Request, Response } from 'express';
import { ourPath } from '../our-path.ts';
import { cookieOptions, readCookie } from '../sessions.ts';

const MINUTES = 15;

export function createWayBack(secure: boolean) {
  const name = secure ? '__Host-back' : 'back';
  return {
    /** `path`: one of ours, without ids. */
    keep(res: Response, path: string): void {
      res.cookie(name, path, { ...cookieOptions(secure), maxAge: MINUTES * 60_000 });
    },
    /** Whether somebody is on such a way: who has to show again who they are. */
    isSet: (req: Request): boolean => readCookie(req, name) !== undefined,
    /** Once: undefined where nobody was sent from anywhere. */
    take(req: Request, res: Response): string | undefined {
      const path = readCookie(req, name);
      if (path === undefined) return undefined;
      res.clearCookie(name, cookieOptions(secure));
      return ourPath(path);
    },
  };
}
