/**
 * Every page that one person reaches by links. In French from all sides: light and dark, at 1280 and
 * 360 px. In English once, on a phone, for only the words are others; longer ones are looked at in
 * pseudo-language.long.test.ts.
 */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { crawl } from './crawl.ts';
import type { House } from './house.ts';
import { inspect } from './inspect.ts';
import type { Role } from './states/states.ts';

interface Way {
  readonly role: Role;
  readonly starts: readonly string[];
  /** Kinds that must have been seen: nobody links to what is missing. */
  readonly expected: readonly string[];
  /** Pages of one kind. */
  readonly most: (kind: string) => number;
}

/** Nothing for axe to say, nothing that cannot be hit or read, sticks out or breaks: see `inspect`. */
export async function expectPagesInFrench(house: House, way: Way): Promise<void> {
  await expectPages(house.people[way.role].page, 'fr', way);
}

export async function expectPagesInEnglish(house: House, way: Way): Promise<void> {
  const { page } = await house.asking(way.role, 'en-GB');
  await expectPages(page, 'en', way);
}

const VIEWS = { fr: undefined, en: [{ width: 360, colorScheme: 'light' }] } as const;

async function expectPages(
  page: Page,
  language: keyof typeof VIEWS,
  { starts, expected, most }: Way,
): Promise<void> {
  const faults: string[] = [];
  const visit = async (kind: string) => {
    const spoken = await page.locator('html').getAttribute('lang');
    if (spoken !== language) faults.push(`${kind} is in the language ${spoken}`);
    faults.push(...(await inspect(page, kind, VIEWS[language])));
  };
  // The addresses of other languages lead out of this one.
  const seen = await crawl(page, starts, visit, { most, skip: /lang=/ });
  expect([...seen]).toEqual(expect.arrayContaining([...expected]));
  expect(faults).toEqual([]);
}
