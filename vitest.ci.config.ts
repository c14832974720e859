import { defineConfig } from 'vitest/config';
import { LONGER } from './vitest.longer.ts';
import { reporters } from './vitest.reporters.ts';

/**
 * What .ci/run adds: journeys in a real browser, the service as it is built for production, and the
 * commands, each a process that takes seconds to start, and the thousands of mutants.
 */
export default defineConfig({
  test: {
    include: LONGER,
    expect: { requireAssertions: true },
    testTimeout: 120_000,
    hookTimeout: 60_000,
    ...reporters(),
  },
});
