import type { Page } from 'playwright-core';
import { PSEUDO } from '../../../support/languages/pseudo/pseudo-language.ts';
import { CLOSES, pseudoText } from '../../../support/languages/pseudo/pseudo-text.ts';
import type { Demo } from '../demo.ts';

/** A page that no link leads to, and how to get there. */
export interface State {
  readonly name: string;
  readonly status: number;
  readonly reach: (page: Page, demo: Demo) => Promise<unknown>;
}

/** In French, too, it is enough how a link begins: there may be more for who listens. */
const beginning = (name: string) => pseudoText(name).slice(0, -CLOSES.length);

/** `names`: what it says in French, whichever of them the page has; also as people typed it. */
async function use(page: Page, role: 'button' | 'link', names: readonly string[]): Promise<void> {
  const isPseudo = (await page.locator('html').getAttribute('lang')) === PSEUDO;
  const there = names.flatMap((name) => (isPseudo ? [beginning(name), name] : [name]));
  const [first, ...others] = there.map((name) => page.getByRole(role, { name }));
  if (!first) throw new Error('There is nothing to look for');
  const any = others.reduce((found, one) => found.or(one), first).first();
  await Promise.all([page.waitForEvent('load'), any.click()]);
}

export const press = (page: Page, ...names: readonly string[]): Promise<void> =>
  use(page, 'button', names);

export const click = (page: Page, ...names: readonly string[]): Promise<void> =>
  use(page, 'link', names);
