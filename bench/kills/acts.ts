/**
 * What is done while processes are killed: forms that sign badges, and badges that are taken back.
 * What broke off is sent again until there is an answer: only what was answered is held to.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type Cast, fillForm, SIGN, storedAwards } from '../../test/support/cast.ts';
import type { Page, TestVisitor } from '../../test/support/visitor.ts';

/** What somebody was told that it is done. */
export interface Told {
  readonly experiences: string[];
  /** Ids of awards. */
  readonly withdrawn: Set<string>;
  /** Requests without an answer, or with one that asks to come back. */
  brokenOff: number;
}

export interface Hand {
  readonly browser: TestVisitor;
  readonly cast: Cast;
  readonly told: Told;
}

/** Signs a badge for each of the people of a new experience. */
export async function sign({ browser, cast, told }: Hand, title: string): Promise<void> {
  const experience = await again(told, () => cast.recordExperience(title));
  const form = await again(told, async () => answered(await fillForm(browser, cast, experience)));
  const wanted = new RegExp(`signes=${cast.holders.length}$`);
  await again(told, async () => {
    const answer = await browser.press(form, SIGN);
    if (!wanted.test(answer.path)) throw refusal(answer);
  });
  told.experiences.push(experience.id);
}

/** Takes one of the badges of an experience back. */
export async function withdraw({ browser, cast, told }: Hand, experience: string): Promise<void> {
  const [award] = await again(told, () => storedAwards(cast, { id: experience }));
  if (!award || told.withdrawn.has(award.id)) return;
  await again(told, async () => {
    const page = answered(await browser.get(`/reconnaissances/${award.id}/retirer`));
    // Sent before, and cut off: the page says that it is done.
    if (page.text.includes('Retirer le badge') && page.$('[name=reason]').length > 0) {
      answered(await browser.press(page, 'Retirer le badge', { reason: 'badge' }));
    }
  });
  told.withdrawn.add(award.id);
}

/** Ten minutes: beside other work, a process that is killed again and again is seldom there. */
const MOST_TRIES = 6_000;

/** Whoever holds the form tries again, a moment later. */
async function again<R>(told: Told, act: () => Promise<R>): Promise<R> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
      told.brokenOff += 1;
      await wait(100);
    }
  }
}

const refusal = ({ status, path, text }: Page) =>
  new Error(`${status} at ${path}: ${text.slice(0, 2_000)}`);

function answered(page: Page): Page {
  if (page.status === 200) return page;
  throw refusal(page);
}
