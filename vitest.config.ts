import { defineConfig } from 'vitest/config';
import { LONGER, shared } from './vitest.shared.ts';

/** What `npm test` runs, in a minute or two. What .ci/run adds: vitest.ci.config.ts. */
export default defineConfig({
  test: {
    ...shared,
    include: ['test/**/*.test.ts'],
    exclude: LONGER,
    // Files import the same application: isolating them costs more than the tests themselves.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
