import type { Page } from 'playwright-core';
import type { Demo } from '../demo.ts';

/** A page that no link leads to, and how to get there. */
export interface State {
  readonly name: string;
  readonly status: number;
  readonly reach: (page: Page, demo: Demo) => Promise<unknown>;
}

export async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name }).first();
  await Promise.all([page.waitForEvent('load'), button.click()]);
}

export async function click(page: Page, name: string | RegExp): Promise<void> {
  const link = page.getByRole('link', { name }).first();
  await Promise.all([page.waitForEvent('load'), link.click()]);
}
