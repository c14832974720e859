/**
 * What a request for a letter does: the same for every address, known or not. Nothing is looked up;
 * what the letter will be is drawn here, so that it is the same letter however often it is tried.
 */
import { z } from 'zod';
import { digest, keyedDigest, randomCode, randomToken } from '../../keys/secrets.ts';
import type { Outbox } from '../../outbox/outbox.ts';

/** ASVS 6.5.5: from when it is asked for. */
export const LINK_MINUTES = 10;

const asked = z.strictObject({
  email: z.string(),
  /** Of the link, and of the letter's code. */
  token: z.string(),
  code: z.string(),
  codeDigest: z.string(),
  /** SHA-256 of the token in the cookie of the browser that asks. */
  browser: z.string(),
  /** See `letter-slots.ts`. */
  client: z.string(),
  area: z.string(),
  isKnown: z.boolean(),
  /** Of the page on which it was asked for. */
  language: z.string(),
  /** In which that browser, where the link is opened, gets pages by itself. */
  ofBrowser: z.string(),
});

export type AskedLetter = z.infer<typeof asked>;

export const readAsked = (content: string): AskedLetter => asked.parse(JSON.parse(content));

type Asking = Omit<AskedLetter, 'token' | 'code' | 'codeDigest'>;

interface Services {
  readonly outbox: Pick<Outbox, 'post'>;
  readonly clock: () => Date;
  readonly appSecret: string;
}

/** `browser`: the token in the cookie. */
export async function askForLetter(
  { outbox, clock, appSecret }: Services,
  { browser, ...asking }: Asking,
): Promise<void> {
  const code = randomCode();
  const content: AskedLetter = {
    ...asking,
    token: randomToken(),
    code,
    codeDigest: codeDigest(appSecret, browser, code),
    browser: digest(browser),
  };
  await outbox.post({
    kind: 'sign-in',
    to: asking.email,
    content: JSON.stringify(content),
    worthUntil: new Date(clock().getTime() + LINK_MINUTES * 60_000),
  });
}

/** A code is only worth something together with the browser that asked for it. */
export function codeDigest(secret: string, browserToken: string, code: string): string {
  return keyedDigest(secret, `${browserToken}.${code}`);
}
