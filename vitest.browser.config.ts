import { defineConfig } from 'vitest/config';
import { reporters } from './vitest.reporters.ts';

/** What .ci/run adds: journeys in a real browser, and the service as it is built for production. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts', 'test/built/**/*.test.ts'],
    expect: { requireAssertions: true },
    testTimeout: 120_000,
    hookTimeout: 60_000,
    ...reporters(),
  },
});
