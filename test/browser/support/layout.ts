/** What does not fit where it stands: elements that stick out, words that break, targets too small. */
import { FOR_PEOPLE } from './controls.ts';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const NAMED = `const named = (one) => one.outerHTML.replace(/\\s+/g, ' ').slice(0, 120);`;

/** Beyond the edge where lines end, or cut by what they stand in there; not what scrolls by itself. */
const OVERFLOW = `(() => {
  ${NAMED}
  const page = document.documentElement.clientWidth;
  // Both as if lines ran from left to right: those of the other languages end on the left.
  const turned = document.documentElement.dir === 'rtl';
  const endOf = (one) => {
    const { left, right } = one.getBoundingClientRect();
    return turned ? page - left : right;
  };
  const limitOf = (one) => {
    if (!one) return page;
    if (one.matches('.visually-hidden')) return Infinity;
    const overflow = getComputedStyle(one).overflowX;
    if (/auto|scroll/.test(overflow)) return Infinity;
    const above = limitOf(one.parentElement);
    return /hidden|clip/.test(overflow) ? Math.min(above, endOf(one)) : above;
  };
  const out = [...document.querySelectorAll('body *')].filter((one) =>
    one.checkVisibility() && !one.matches('.visually-hidden')
      && endOf(one) > limitOf(one.parentElement) + 1);
  const all = document.documentElement.scrollWidth > page
    ? ['the page is ' + document.documentElement.scrollWidth + ' px wide',
       ...[...document.querySelectorAll('.visually-hidden')]
         .filter((one) => endOf(one) > page).map((one) => 'is hidden too far out: ' + named(one))]
    : [];
  return [...all, ...out.map((one) => 'sticks out: ' + named(one))];
})()`;

/**
 * Words of letters that stand on two lines; a hyphen is a good place, and so is any in code.
 * `widest`: of the page; a longer word fits nowhere.
 */
const broken = (widest: number) => `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const broken = [];
  const widest = document.documentElement.clientWidth * ${widest};
  const pieces = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()].filter(({ width }) => width > 0);
  };
  const lines = (rects) => new Set(rects.map(({ bottom }) => Math.round(bottom))).size;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement: parent, data } = node;
    if (parent.closest('pre, code, textarea, .visually-hidden, svg, [lang=en]:not(html)')) continue;
    if (!parent.checkVisibility() || lines(pieces(node, 0, data.length)) < 2) continue;
    for (const { 0: word, index } of data.matchAll(/[\\p{L}\\p{M}’]{2,}/gu)) {
      const rects = pieces(node, index, index + word.length);
      const length = rects.reduce((sum, { width }) => sum + width, 0);
      if (lines(rects) > 1 && length < widest) broken.push('breaks: ' + word);
    }
  }
  return broken;
})()`;

/** WCAG 2.2, 2.5.8: 24 px, but for links within a sentence and what a row around them answers for. */
const SMALL = `(() => {
  ${NAMED}
  const inSentence = (one) => getComputedStyle(one).display === 'inline'
    && [...one.parentElement.childNodes].some((node) => node.nodeType === 3 && /\\p{L}/u.test(node.data));
  return [...document.querySelectorAll('a[href], button${FOR_PEOPLE}, input:not([type=hidden]), select, summary')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('label')
      && !one.matches('.skip') && !inSentence(one))
    .filter((one) => {
      const { width, height } = one.getBoundingClientRect();
      return width < 24 || height < 24;
    })
    .map((one) => 'is small: ' + named(one));
})()`;

const asked = async (page: Page, question: string): Promise<readonly string[]> =>
  z.array(z.string()).parse(await page.evaluate(question));

export const overflow = (page: Page) => asked(page, OVERFLOW);
/** `widest`: see above. */
export const brokenWords = (page: Page, widest = 1) => asked(page, broken(widest));
export const smallTargets = (page: Page) => asked(page, SMALL);

/**
 * What sticks out, or breaks, when a person has doubled the size of the letters. `words`: whether
 * they are looked at, too; those of a longer language may break there.
 */
export async function unfitWithLargeText(page: Page, words = true): Promise<readonly string[]> {
  await page.evaluate(`document.documentElement.style.fontSize = '225%'`);
  const found = [...(await overflow(page)), ...(words ? await asked(page, broken(2 / 3)) : [])];
  await page.evaluate(`document.documentElement.style.fontSize = ''`);
  return found;
}
