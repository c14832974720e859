/** Every kind of page that links lead to, from where a person starts. */
import type { Page } from 'playwright-core';
import { z } from 'zod';

/** Pages of one kind differ in what they hold. */
const MOST_OF_A_KIND = 2;
const LINKS = `[...document.links].filter((one) => !one.hasAttribute('download')).map((one) => one.href)`;

/** Addresses of one kind differ in ids, tokens and slugs only. */
function kindOf(url: URL): string {
  const path = url.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|(?<=\/)[\w-]{20,}(?=\/|$)/g, '*')
    .replace(/^(\/badges|\/k)\/[^/]+/, '$1/*')
    .replace(/^\/referentiels\/.+/, '/referentiels/*')
    .replace(/^\/reseau\/(?!nouveau$).+/, '/reseau/*');
  return `${path}${url.search === '' ? '' : '?'}`;
}

interface Bounds {
  /** Of one kind: none is not opened at all, and leads nowhere. */
  readonly most?: number | ((kind: string) => number);
  /** Addresses that are not followed. */
  readonly skip?: RegExp;
}

/** Opens them one after the other; returns the kinds seen. Where several begin, what both lead to is seen once. */
export async function crawl(
  page: Page,
  starts: string | readonly string[],
  visit: (kind: string) => Promise<void>,
  { most = MOST_OF_A_KIND, skip = /(?!)/ }: Bounds = {},
): Promise<ReadonlySet<string>> {
  const waiting = [starts].flat().map((start) => new URL(start));
  const known = new Set(waiting.map(({ href }) => href));
  const seen = new Map<string, number>();
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    const kind = kindOf(url);
    const times = seen.get(kind) ?? 0;
    if (times >= (typeof most === 'number' ? most : most(kind))) continue;
    seen.set(kind, times + 1);
    await page.goto(url.href);
    await visit(kind);
    for (const href of z.array(z.string()).parse(await page.evaluate(LINKS))) {
      const next = new URL(href);
      next.hash = '';
      if (
        next.origin !== url.origin ||
        known.has(next.href) ||
        !isPage(next) ||
        skip.test(next.search)
      )
        continue;
      known.add(next.href);
      waiting.push(next);
    }
  }
  return new Set(seen.keys());
}

/** Documents for software, and files, are no pages. */
const isPage = ({ pathname }: URL) => !/\.[a-z]+$|\/status\/|^\/assets\//.test(pathname);
