/** What both configurations say. */

/**
 * Tests that `npm test` leaves to .ci/run: they need a browser, a build, a process or a foreign
 * program, or take seconds each (`*.long.test.ts`).
 */
export const LONGER = [
  'test/browser/**/*.test.ts',
  'test/built/**/*.test.ts',
  'test/http-process/**/*.test.ts',
  'test/admin/**/*.test.ts',
  'test/durability/**/*.test.ts',
  'test/foreign-verifiers/**/*.test.ts',
  'test/cli/**/*.test.ts',
  'test/**/*.long.test.ts',
  'test/**/*-processes.test.ts',
  'test/**/*-threads.test.ts',
  'test/credentials/mutants/**/*.test.ts',
  'test/versions/**/*.test.ts',
];

export const shared = {
  // Many tests wait for a child process: two workers also where there are two cores.
  maxWorkers: 2,
  setupFiles: ['test/support/short-way.ts'],
  globalSetup: ['test/support/folder-for-tests.ts', 'test/support/programs/compile-sources.ts'],
  // What was compiled for one run is there for the next.
  experimental: { fsModuleCache: true },
  expect: { requireAssertions: true },
  ...reporters(),
};

/**
 * With TEST_RESULTS=<file>, the results are also written there as JSON: .ci/run adds them up. It has
 * several runs at once, so none of them writes how long its files took, where all would.
 */
function reporters() {
  const file = process.env['TEST_RESULTS'];
  return file === undefined
    ? {}
    : { reporters: ['default', 'json'], outputFile: { json: file }, cache: false as const };
}
