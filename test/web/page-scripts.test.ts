/** What pages load is what page-scripts/ says, and little of it. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pageBundles, SCRIPT_BUDGET } from '../../scripts/page-bundles.ts';

const bundles = await pageBundles();

describe.each(bundles)('assets/$name', ({ name, code }) => {
  it('is what its source makes: npm run build:pages', () => {
    expect(readFileSync(`assets/${name}`, 'utf8')).toBe(code);
  });

  // A page has one at most: test/http/pages/page-rules.ts.
  it('takes no more than 15 KB of a page, compressed', () => {
    expect(gzipSync(code).length).toBeLessThanOrEqual(SCRIPT_BUDGET);
  });
});
