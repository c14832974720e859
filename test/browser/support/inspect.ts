/** What is wrong with the page that is open: for assistive technology, for fingers, when narrow. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { unreachableControls } from './controls.ts';

const VIEWS = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 360, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
] as const;

const axeResults = z.object({
  violations: z.array(
    z.object({ id: z.string(), nodes: z.array(z.object({ target: z.array(z.unknown()) })) }),
  ),
});

/** Elements that stick out to the right, but for those that scroll by themselves. */
const OVERFLOW = `(() => {
  const limit = document.documentElement.clientWidth;
  const scrolls = (one) => one && (/auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX)
    || scrolls(one.parentElement));
  const out = [...document.querySelectorAll('body *')].filter((one) =>
    one.getBoundingClientRect().right > limit + 1 && !scrolls(one.parentElement));
  const all = document.documentElement.scrollWidth > limit ? ['the page is '
    + document.documentElement.scrollWidth + ' px wide'] : [];
  return [...all, ...out.map((one) => one.outerHTML.slice(0, 100))];
})()`;

const UNFOLD = `document.querySelectorAll('details').forEach((one) => { one.open = true; })`;

/** One line per fault: where, in which view, what. Whatever is folded away is unfolded first. */
export async function inspect(page: Page, name: string): Promise<readonly string[]> {
  const faults: string[] = [];
  await page.evaluate(axe.source);
  await page.evaluate(UNFOLD);
  for (const { width, colorScheme } of VIEWS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const { violations } = axeResults.parse(
      await page.evaluate(`axe.run(document, { resultTypes: ['violations'] })`),
    );
    const say = (fault: string) => faults.push(`${name}, ${width} px, ${colorScheme}: ${fault}`);
    for (const { id, nodes } of violations) {
      say(`${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    }
    if (colorScheme === 'light') for (const fault of await unreachableControls(page)) say(fault);
  }
  await page.setViewportSize({ width: 320, height: 800 });
  const out = z.array(z.string()).parse(await page.evaluate(OVERFLOW));
  return [...faults, ...out.map((element) => `${name}, 320 px: sticks out: ${element}`)];
}
