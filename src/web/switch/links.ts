/** The language of a page in its address, and in those of the pages to which it leads (docs/adr/0029). */
import { escape, unescape } from '../../language/message.ts';
import { ourPath } from '../our-path.ts';

/** `/badges?lang=en`. */
export const PARAMETER = 'lang';

/** `address`: a path of ours, with a query and a fragment perhaps. Undefined for what is none (`//`). */
export function inLanguage(address: string, code: string): string | undefined {
  const path = ourPath(address);
  if (path === undefined) return undefined;
  const url = new URL(path, 'http://ours.invalid');
  url.searchParams.set(PARAMETER, code);
  return `${url.pathname}${url.search}${url.hash}`;
}

const hasLanguage = (address: string) => /[?&]lang=/.test(address);

const LINK = /(<(?:a|form|button)\b[^>]*?\b(?:href|action|formaction)=")(\/(?!\/)[^"]*)"/g;
const GET_FORM = /<form\b[^>]*\bmethod="get"[^>]*>/g;

/**
 * The links, forms and buttons of a page whose language stands in its address lead to pages that have it, too;
 * but for those that say another. An address that is not understood here stays as it is.
 */
export function keepLanguage(html: string, code: string | undefined): string {
  if (code === undefined) return html;
  return html
    .replace(LINK, (link, before: string, written: string) => {
      const address = unescape(written);
      const there = hasLanguage(address) ? undefined : inLanguage(address, code);
      return there === undefined ? link : `${before}${escape(there)}"`;
    })
    .replace(GET_FORM, `$&<input type="hidden" name="${PARAMETER}" value="${code}">`);
}
