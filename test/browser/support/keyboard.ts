/** Somebody who has only a keyboard. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const MOST_STEPS = 150;
/** The outline of what is in focus, or of the row around it that shows the focus in its place. */
const OUTLINES = `[document.activeElement, document.activeElement.closest('label')]
  .filter(Boolean).map((one) => getComputedStyle(one).outlineStyle).join(' ')`;

/** Presses Tab until this is in focus, which must show; fails if Tab never gets there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const inFocus = target.and(page.locator(':focus'));
  for (let step = 0; step < MOST_STEPS; step += 1) {
    await page.keyboard.press('Tab');
    if ((await inFocus.count()) === 0) continue;
    expect(await page.evaluate(OUTLINES)).toMatch(/auto|solid/);
    return;
  }
  throw new Error(`Tab never reaches ${target.toString()} on ${page.url()}`);
}

/** Tab to a link or a button, then Enter, which must lead to another page. */
export async function follow(page: Page, name: string | RegExp): Promise<void> {
  const target = page.getByRole('link', { name }).or(page.getByRole('button', { name })).first();
  await tabTo(page, target);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

/** Tab into a group of choices, then the arrow keys, until this one is chosen. */
export async function choose(page: Page, option: Locator): Promise<void> {
  const group = (await option.getAttribute('name')) ?? '';
  await tabTo(page, page.locator(`input[name="${group}"]:visible`).first());
  await page.keyboard.press('Space');
  for (let step = 0; step < MOST_STEPS && !(await option.isChecked()); step += 1) {
    await page.keyboard.press('ArrowDown');
  }
  expect(await option.isChecked()).toBe(true);
}

export async function type(page: Page, label: string | RegExp, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label));
  await page.keyboard.type(text);
}
