/** Cookies as all of ours are, and how they are read. */
import { parseCookie } from 'cookie';
import type { CookieOptions, Request } from 'express';

/** What is longer is none of ours. */
const LONGEST_COOKIE = 200;

/** Lax, so that a link from an e-mail keeps the session; `__Host-` (ASVS 3.3.3) over https. */
export function cookieOptions(secure: boolean): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure };
}

/** One cookie of the request, or undefined. Express writes cookies, and reads none. */
export function readCookie(
  req: Request,
  name: string,
  longest = LONGEST_COOKIE,
): string | undefined {
  const value = parseCookie(req.headers.cookie ?? '')[name] ?? '';
  return value !== '' && value.length <= longest ? value : undefined;
}
