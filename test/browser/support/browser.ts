/** Chromium from the system, and pages that remember whatever they should not have done. */
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';

const QUIET = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  // As wide as on a screen: the engine alone would set letters to whole pixels, and lines break otherwise.
  '--font-render-hinting=none',
];

/** `more`: what it is started with besides. */
export function startBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: [...QUIET, ...more] });
}

export interface WatchedPage {
  readonly page: Page;
  /** Requests to other origins, console errors (refusals of the CSP among them), crashes. */
  readonly faults: readonly string[];
  /** Of the page that is open. */
  readonly status: () => number | undefined;
}

/** One page in a browser profile of its own. `origin`: the only one it may speak to. */
export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith('data:') && new URL(url).origin !== origin)
      faults.push(`request to ${url}`);
  });
  page.on('console', (message) => {
    const told =
      message.type() === 'error' && !isRefusedPage(message.text(), message.location().url);
    if (told) faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'failed';
    // The browser drops what it was still loading when the next page is asked for.
    if (why !== 'net::ERR_ABORTED') faults.push(`${request.url()}: ${why}`);
  });
  let status: number | undefined;
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) status = response.status();
    else if (response.status() >= 400) faults.push(`${response.url()}: ${response.status()}`);
  });
  return { page, faults, status: () => status };

  /** The browser also reports the page itself, when it answers 404 or 422: that is no fault. */
  function isRefusedPage(text: string, url: string): boolean {
    return text.startsWith('Failed to load resource') && url === page.url();
  }
}
