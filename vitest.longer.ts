/** Tests that `npm test` leaves to .ci/run: they need a browser, a build, or seconds per process. */
export const LONGER = [
  'test/browser/**/*.test.ts',
  'test/built/**/*.test.ts',
  'test/http-process/**/*.test.ts',
  'test/admin/**/*.test.ts',
  'test/cli/**/*.test.ts',
  'test/**/*-processes.test.ts',
  'test/**/*-threads.test.ts',
  'test/credentials/mutants/**/*.test.ts',
];
