import { defineConfig } from 'vitest/config';
import { LONGER } from './vitest.longer.ts';
import { reporters } from './vitest.reporters.ts';

/** What `npm test` runs, in under a minute. What .ci/run adds: vitest.ci.config.ts. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: LONGER,
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
