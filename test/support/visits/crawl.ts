/** Follows every link of our own, from page to page, as one visitor. */
import type { Page, TestVisitor } from '../visitor.ts';

const HERE = 'https://badges.example';

/** Paths of our own that a page refers to by these attributes, each once. */
export function ownPaths({ $, path }: Page, selector: string, attribute: string): string[] {
  const found = $(selector)
    .toArray()
    .map((element) => $(element).attr(attribute) ?? '')
    .filter((address) => !/^(mailto:|tel:|data:|#)/.test(address))
    .map((address) => new URL(address, `${HERE}${path}`));
  const own = found.filter(({ origin }) => origin === HERE);
  return [...new Set(own.map(({ pathname, search }) => `${pathname}${search}`))];
}

/** Pages by the path they were asked at. `skip`: what not to follow. */
export async function crawl(
  browser: TestVisitor,
  starts: readonly string[],
  skip: RegExp = /^$/,
): Promise<ReadonlyMap<string, Page>> {
  const pages = new Map<string, Page>();
  const queue = [...starts];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (pages.has(path)) continue;
    const page = await browser.get(path);
    pages.set(path, page);
    const isPage = page.headers.get('content-type')?.startsWith('text/html') === true;
    const links = isPage ? ownPaths(page, 'a[href]', 'href') : [];
    queue.push(...links.filter((link) => !skip.test(link)));
  }
  return pages;
}
