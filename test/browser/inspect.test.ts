/** The inspection itself: what it must not overlook. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPage, startBrowser } from './support/browser.ts';
import { inspect } from './support/inspect.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
  ({ page } = await openPage(browser, 'http://localhost'));
});

afterAll(() => browser.close());

const document = (body: string) =>
  `<!doctype html><html lang="fr"><title>Essai</title><main><h1>Essai</h1>${body}</main></html>`;

it.each([
  ['nothing wrong', '<p>Bonjour</p>', []],
  ['grey on white', '<p style="color:#aaa;background:#fff">Bonjour</p>', ['color-contrast']],
  ['a field without a name', '<input type="text">', ['label']],
  ['a table too wide', '<div style="width:400px">Bonjour</div>', ['320 px']],
  [
    'one that scrolls',
    '<div tabindex="0" style="overflow:auto"><p style="width:400px">a</p></div>',
    [],
  ],
  [
    'a word that breaks',
    '<p style="width:4em;overflow-wrap:break-word">compétencesetplus</p>',
    ['breaks: compétencesetplus'],
  ],
  [
    'words that break between them, at a hyphen, or in code',
    '<p style="width:4em;overflow-wrap:break-word">un deux-trois quatre <code>12345678901234567890</code></p>',
    [],
  ],
  ['a small link', '<p><a href="#a">a</a></p><p id="a">a</p>', ['is small: <a']],
  ['a small link in a sentence', '<p>Voir <a href="#a">a</a></p><p id="a">a</p>', []],
  [
    'large letters that do not fit',
    '<p style="width:20rem">a</p>',
    ['360 px, light: sticks out', '320 px: sticks out'],
  ],
  [
    'a button under another row',
    `<div style="position:relative"><button type="button">a</button>
     <p style="position:absolute;inset:0;margin:0">b</p></div>`,
    ['is covered: <button'],
  ],
  [
    'a link behind a header that stays',
    `<header style="position:fixed;inset:0 0 auto;height:790px;background:#fff">a</header>
     <p style="margin-top:900px"><a href="#a">a</a></p><p id="a" style="margin-top:900px">a</p>`,
    ['hides its focus: <a'],
  ],
  [
    'a box that its row ticks',
    '<label style="display:block;position:relative"><input type="checkbox"><span style="position:absolute;inset:0">a</span></label>',
    [],
  ],
])('%s', async (_, body, expected) => {
  await page.setContent(document(body));
  const faults = await inspect(page, 'page');
  const told = expected.map((fault): unknown => expect.stringContaining(fault));
  expect(faults).toEqual(told.length === 0 ? [] : expect.arrayContaining(told));
});
