/** What is wrong with the page that is open: for assistive technology, for fingers, when narrow. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { unreachableControls } from './controls.ts';
import { brokenWords, overflow, unfitWithLargeText, smallTargets } from './layout.ts';

/** Minified: a page takes it in half the time. */
const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface View {
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
  /** Its words may break in letters twice as large, and where they are wider than a column of badges. */
  readonly isLonger?: boolean;
}

/** Each differs from the one before by as little as can be: a change of width lays the page out anew. */
const VIEWS: readonly View[] = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 360, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
];
/** Where only words and their direction are others: colours are as they were. */
export const ON_A_PHONE: readonly View[] = [{ width: 360, colorScheme: 'light', isLonger: true }];

const axeResults = z.object({
  violations: z.array(
    z.object({ id: z.string(), nodes: z.array(z.object({ target: z.array(z.unknown()) })) }),
  ),
});

const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** Style sheets are read beforehand for rules that are off; films and sounds for one that is on. */
const ALWAYS = { resultTypes: ['violations'], preload: { assets: ['media'] } };

/** In the dark only colours are others; in another language all but they. */
function axeOptions({ colorScheme, isLonger = false }: View) {
  if (colorScheme === 'dark') return { ...ALWAYS, runOnly: OF_COLOURS };
  if (!isLonger) return ALWAYS;
  return {
    ...ALWAYS,
    rules: Object.fromEntries(OF_COLOURS.map((id) => [id, { enabled: false }])),
  };
}

const UNFOLD = `document.querySelectorAll('details').forEach((one) => { one.open = true; })`;

/** One line per fault: where, in which view, what. Whatever is folded away is unfolded first. */
export async function inspect(
  page: Page,
  name: string,
  views: readonly View[] = VIEWS,
): Promise<readonly string[]> {
  const faults: string[] = [];
  await load(page, AXE);
  await page.evaluate(UNFOLD);
  for (const view of views) {
    await show(page, view);
    const { width, colorScheme } = view;
    const { violations } = axeResults.parse(
      await page.evaluate(`axe.run(document, ${JSON.stringify(axeOptions(view))})`),
    );
    const say = (fault: string) => faults.push(`${name}, ${width} px, ${colorScheme}: ${fault}`);
    for (const { id, nodes } of violations) {
      say(`${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    }
    if (colorScheme === 'light') for (const fault of await fitting(page, view)) say(fault);
  }
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const fault of await overflow(page)) faults.push(`${name}, ${width} px: ${fault}`);
  }
  return faults;
}

/** Nothing is asked of the browser that is so already. */
async function show(page: Page, { width, colorScheme }: View): Promise<void> {
  if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height: 800 });
  const shown = await page.evaluate(`matchMedia('(prefers-color-scheme: dark)').matches`);
  if ((colorScheme === 'dark') !== shown) await page.emulateMedia({ colorScheme });
}

/** `evaluate` would read it as an expression first, then as a function, in this process. */
async function load(page: Page, program: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: program });
  await session.detach();
}

async function fitting(page: Page, { width, isLonger = false }: View) {
  return [
    ...(await unreachableControls(page)),
    ...(await brokenWords(page, isLonger ? 2 / 5 : 1)),
    ...(await smallTargets(page)),
    ...(width === 360 ? await unfitWithLargeText(page, !isLonger) : []),
  ];
}
