/**
 * Where somebody was going when their session had ended: they come there once they are back, and nobody
 * else does. In cookies, so that it survives a restart and stands in no address of ours.
 */
import type { Request, Response } from 'express';
import { isSameSecret, keyedDigest } from '../../keys/secrets.ts';
import type { Person } from '../../storage/store.ts';
import { ourPath } from '../our-path.ts';
import { cookieOptions, readCookie } from './cookies.ts';

interface Services {
  readonly appSecret: string;
  readonly secure: boolean;
}

type Whose = Pick<Person, 'id' | 'kpaId'>;

const MINUTES = 60;
/** A group of people to tick, and no more: what is longer leads to the first page. */
const LONGEST = 3_000;

export function createPlaces({ appSecret, secure }: Services) {
  const [place, last] = secure ? ['__Host-place', '__Host-last'] : ['place', 'last'];
  const markOf = ({ id, kpaId }: Whose) => keyedDigest(appSecret, `last here/${kpaId}/${id}`);

  return {
    keep(req: Request, res: Response): void {
      const path = ourPath(req.originalUrl);
      if (path === undefined || path.length > LONGEST) return;
      res.cookie(place, path, { ...cookieOptions(secure), maxAge: MINUTES * 60_000 });
    },
    /** Once: the cookie ends. */
    take(req: Request, res: Response, person: Whose): string | undefined {
      const path = readCookie(req, place, LONGEST);
      if (path === undefined) return undefined;
      res.clearCookie(place, cookieOptions(secure));
      const before = readCookie(req, last);
      return before !== undefined && isSameSecret(before, markOf(person))
        ? ourPath(path)
        : undefined;
    },
    /** `maxAge`: as long as their session. */
    remember(res: Response, person: Whose, maxAge: number | undefined): void {
      const ending = maxAge === undefined ? {} : { maxAge };
      res.cookie(last, markOf(person), { ...cookieOptions(secure), ...ending });
    },
    forget(res: Response): void {
      res.clearCookie(last, cookieOptions(secure));
    },
  };
}
