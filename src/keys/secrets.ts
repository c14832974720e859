/** Tokens people carry (sessions, links) are 256 random bits; only their SHA-256 is stored. */
import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

export const randomToken = (): string => randomBytes(32).toString('base64url');

/** Share links are typed from paper at times: 128 bits, still beyond guessing. */
export const randomShortToken = (): string => randomBytes(16).toString('base64url');

export const randomCode = (): string => String(randomInt(100_000_000)).padStart(8, '0');

export const digest = (token: string): string =>
  createHash('sha256').update(token).digest('base64url');

/** For short codes: useless to who reads the database without the secret. */
export const keyedDigest = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('base64url');

/** In constant time, whatever a stranger sent: digests are of one length. */
export const isSameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(digest(one)), Buffer.from(digest(other)));
