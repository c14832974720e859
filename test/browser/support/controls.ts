/** Controls that cannot be hit where they are seen, or that hide when they have the focus. */
import type { Page } from 'playwright-core';
import { z } from 'zod';

/** Not the first button of a form with pages, which only Enter presses (partials/fields/first-button). */
export const FOR_PEOPLE = ':not([aria-hidden="true"][tabindex="-1"])';

/**
 * Runs in the page. A control is hit when what lies at its middle is the control, a part of it, or
 * the row that ticks it. In focus, some of it must be in sight (WCAG 2.2, 2.4.11).
 */
const UNREACHABLE = `(() => {
  const controls = [...document.querySelectorAll(
    'a[href], button${FOR_PEOPLE}, input:not([type=hidden]), select, textarea, summary')];
  const areaOf = ({ width, height }) => width * height;
  const boxOf = (one) => [...one.getClientRects()].sort((a, b) => areaOf(b) - areaOf(a))[0];
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true }) && boxOf(one)
    && areaOf(boxOf(one)) > 0 && boxOf(one).right > 0
    && boxOf(one).left < document.documentElement.clientWidth;
  const isHit = (one, x, y) => {
    const there = document.elementFromPoint(x, y);
    return there && (one.contains(there) || there.closest('label')?.control === one);
  };
  const name = (one) => one.outerHTML.replace(/\\s+/g, ' ').slice(0, 120);
  const faults = [];
  for (const one of controls.filter(isSeen)) {
    one.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    const { left, top, width, height } = boxOf(one);
    if (!isHit(one, left + width / 2, top + height / 2)) faults.push('is covered: ' + name(one));
  }
  window.scrollTo(0, 0);
  for (const one of controls.filter((any) => any.checkVisibility({ visibilityProperty: true }))) {
    one.focus();
    if (document.activeElement !== one) continue;
    const { left, top, width, height } = boxOf(one);
    const seen = [[.5, .5], [.05, .1], [.95, .1], [.05, .9], [.95, .9]]
      .some(([x, y]) => isHit(one, left + width * x, top + height * y));
    if (!seen) faults.push('hides its focus: ' + name(one));
  }
  document.activeElement?.blur();
  return faults;
})()`;

export async function unreachableControls(page: Page): Promise<readonly string[]> {
  return z.array(z.string()).parse(await page.evaluate(UNREACHABLE));
}
