/** What is wrong with the page that is open: for assistive technology, for fingers, when narrow. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { unreachableControls } from './controls.ts';
import { brokenWords, overflow, unfitWithLargeText, smallTargets } from './layout.ts';

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
    if (colorScheme === 'light') for (const fault of await fitting(page, width)) say(fault);
  }
  await page.setViewportSize({ width: 320, height: 800 });
  for (const fault of await overflow(page)) faults.push(`${name}, 320 px: ${fault}`);
  return faults;
}

async function fitting(page: Page, width: number): Promise<readonly string[]> {
  return [
    ...(await unreachableControls(page)),
    ...(await brokenWords(page)),
    ...(await smallTargets(page)),
    ...(width === 360 ? await unfitWithLargeText(page) : []),
  ];
}
