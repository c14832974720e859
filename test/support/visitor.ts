/**
 * Somebody with a browser, over HTTP: keeps cookies, follows redirects, reads HTML, fills in the
 * forms that are on the page (hidden fields included) and sends them as a browser does.
 */
import { type CheerioAPI, load } from 'cheerio';
import { createCookieJar } from './visits/cookie-jar.ts';
import { type Fields, bodyOf, encode, fold, valuesOf } from './forms.ts';

export interface Answer {
  readonly status: number;
  readonly path: string;
  readonly headers: Headers;
  /** The body, as it came. */
  readonly html: string;
}

export interface Page extends Answer {
  readonly $: CheerioAPI;
  /** The words of its h1. */
  readonly heading: string;
  /** The words of the page, white space folded (non-breaking spaces too). */
  readonly text: string;
}

interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams | FormData | Uint8Array<ArrayBuffer>;
}

/** Asks for what has changed since; `fetch` by itself adds « no-cache », which undoes it. */
export const unless = (etag: string) => ({ 'If-None-Match': etag, 'Cache-Control': 'max-age=0' });

/** `origin`: where the server listens; `publicUrl`: the address people know it by; `address`: their own. */
export function createVisitor(origin: string, publicUrl: string, address = nextAddress()) {
  const cookies = createCookieJar();

  /** One request and its answer: no redirect is followed, nothing is said of where it is from. */
  async function send(path: string, { method = 'GET', headers = {}, body }: Call = {}) {
    const cookie = cookies.header();
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: {
        Accept: 'text/html',
        // A slow machine must not meet a connection that was just closed for being idle.
        Connection: 'close',
        'X-Forwarded-For': address,
        ...(cookie && { Cookie: cookie }),
        ...headers,
      },
      ...(body !== undefined && { body }),
      redirect: 'manual',
    });
    cookies.keep(response.headers.getSetCookie());
    const html = await response.text();
    return { status: response.status, path, headers: response.headers, html };
  }

  async function follow(answer: Answer, hops = 0): Promise<Page> {
    const location = answer.headers.get('location');
    if (answer.status < 300 || answer.status >= 400 || location === null || hops >= 5) {
      return pageOf(answer);
    }
    return follow(await send(pathOf(location)), hops + 1);
  }

  function pathOf(address: string): string {
    const { pathname, search } = new URL(address, publicUrl);
    return `${pathname}${search}`;
  }

  const visitor = {
    cookies,
    send,

    async get(address: string): Promise<Page> {
      return follow(await send(pathOf(address)));
    },

    /**
     * Sends fields to a path, without a form. `own: false` leaves out what says it is our page;
     * `from`: the path of that page.
     */
    async post(path: string, fields: Fields | FormData, own = true, from?: string): Promise<Page> {
      const body = fields instanceof FormData ? fields : new URLSearchParams(encode(fields));
      const headers = {
        ...(own && { Origin: publicUrl }),
        ...(from !== undefined && { Referer: `${publicUrl}${from}` }),
      };
      return follow(await send(path, { method: 'POST', body, headers }));
    },

    /** Fills in the form that holds the button with these words, and presses it. */
    async press(page: Page, button: string | RegExp, fields: Fields = {}, file?: File) {
      const { $ } = page;
      const pressed = $('button')
        .filter((_, one) => matches(fold($(one).text()), button))
        .first();
      const owner = pressed.attr('form');
      const form = owner === undefined ? pressed.closest('form') : $(`form#${owner}`);
      if (form.length === 0) throw new Error(`No button « ${String(button)} » in:\n${page.text}`);
      const action = pressed.attr('formaction') ?? form.attr('action') ?? page.path;
      const values = { ...valuesOf($, form), ...valueOf(pressed), ...fields };
      const method = pressed.attr('formmethod') ?? form.attr('method') ?? 'get';
      if (pressed.attr('formenctype') !== undefined) form.removeAttr('enctype');
      return method.toLowerCase() === 'post'
        ? visitor.post(action, bodyOf(form, values, file), true, page.path)
        : // Its fields are the query, whatever its address has (HTML, “mutate action URL”).
          visitor.get(`${action.replace(/\?.*$/, '')}?${encode(values)}`);
    },

    /** Follows the link with these words. */
    async click(page: Page, words: string | RegExp): Promise<Page> {
      const { $ } = page;
      const href = $('a')
        .filter((_, one) => matches(fold($(one).text()), words))
        .first()
        .attr('href');
      if (href === undefined) throw new Error(`No link « ${String(words)} » in:\n${page.text}`);
      return visitor.get(href);
    },
  };
  return visitor;
}

export type TestVisitor = ReturnType<typeof createVisitor>;

/** A button that has a name sends it, too. */
function valueOf(button: ReturnType<CheerioAPI>): Record<string, string> {
  const [name, value = ''] = [button.attr('name'), button.attr('value')];
  return name === undefined ? {} : { [name]: value };
}

/** In one area, each as long as the others: 10.100.100.100 to 10.100.100.199. */
const OF_AN_AREA = 100;
let visitors = 0;

/** Each browser is somewhere else, where a proxy is trusted to say so: limits are per address. */
function nextAddress(): string {
  visitors += 1;
  return `10.100.${100 + (Math.floor(visitors / OF_AN_AREA) % 100)}.${100 + (visitors % OF_AN_AREA)}`;
}

/** From now on in an area where nobody has been, for limits count areas too. */
export function visitorsMoveOn(): void {
  visitors = Math.ceil((visitors + 1) / OF_AN_AREA) * OF_AN_AREA;
}

function matches(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}

/** Read when a test asks for it: many pages are only passed through. */
function pageOf(answer: Answer): Page {
  let read: CheerioAPI | undefined;
  let words: string | undefined;
  const document = () => (read ??= load(answer.html));
  return {
    ...answer,
    get $() {
      return document();
    },
    get heading() {
      return fold(document()('h1').text());
    },
    get text() {
      return (words ??= fold(document()('body').text()));
    },
  };
}
