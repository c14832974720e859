import { defineConfig } from 'vitest/config';
import { LONGER, shared } from './vitest.shared.ts';

/**
 * What .ci/run adds: journeys in a real browser, the service as it is built for production, and the
 * commands, each a process that takes seconds to start, and the thousands of mutants.
 */
export default defineConfig({
  test: {
    ...shared,
    include: LONGER,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
