/**
 * A hidden field of each form of somebody who is signed in: whose it is, and of which page, with a MAC.
 * So a form can be kept for its person when their session is over, and a stranger can have none kept.
 */
import { z } from 'zod';
import { isSameSecret, keyedDigest } from '../../keys/secrets.ts';
import { escape, unescape } from '../../language/message.ts';
import { ourPath } from '../our-path.ts';

/** The name of the field. */
const TICKET = '_page';
/** Longer than any address of ours. */
const LONGEST = 3_000;

interface Owner {
  readonly kpaId: string;
  readonly id: string;
}

export interface FormTicket {
  readonly kpaId: string;
  readonly personId: string;
  /** The address at which the form is shown. */
  readonly page: string;
}

const field = z.object({ [TICKET]: z.string().max(LONGEST) });

export function createTickets(appSecret: string) {
  const macOf = ({ kpaId, personId, page }: FormTicket) =>
    keyedDigest(appSecret, ['form', kpaId, personId, page].join(' '));
  return {
    write({ kpaId, id: personId }: Owner, page: string): string {
      return [kpaId, personId, macOf({ kpaId, personId, page }), page].join(' ');
    },
    /** Of a form that was sent; undefined for one that we did not show to anybody. */
    read(body: unknown): FormTicket | undefined {
      const [kpaId = '', personId = '', mac = '', address = ''] =
        field.safeParse(body).data?.[TICKET].split(' ') ?? [];
      const page = ourPath(address);
      if (page === undefined) return undefined;
      const ticket = { kpaId, personId, page };
      return isSameSecret(mac, macOf(ticket)) ? ticket : undefined;
    },
  };
}

/** Not the buttons around it: nobody fills them in. */
const CONTENT = /<main\b[\s\S]*<\/main>/;
const TOKEN = /<input type="hidden" name="_csrf" value="[^"]*">/g;
/** Where the form of a page is, whatever the address that answered: as the switch of language has it. */
const KEPT_AT = /<button\b[^>]*\bform="kept"[^>]*\bformaction="([^"]*)"/;

/** `page`: the address of the page itself, if it has one. `write`: the ticket for an address. */
export function withTickets(
  html: string,
  page: string | undefined,
  write: ((page: string) => string) | undefined,
): string {
  if (write === undefined) return html;
  const at = KEPT_AT.exec(html)?.[1];
  const address = ourPath(at === undefined ? (page ?? '') : unescape(at));
  if (address === undefined) return html;
  const ticket = `<input type="hidden" name="${TICKET}" value="${escape(write(address))}">`;
  return html.replace(CONTENT, (main) => main.replace(TOKEN, (token) => `${token}${ticket}`));
}
