import { defineConfig } from 'vitest/config';
import { reporters } from './vitest.reporters.ts';

/** The tests that need nothing but Node. The others: vitest.browser.config.ts. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/built/**'],
    // Files import the same application: isolating them costs more than the tests themselves.
    isolate: false,
    // Many tests wait for a child process: two workers also where there are two cores.
    maxWorkers: 2,
    expect: { requireAssertions: true },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    ...reporters(),
  },
});
