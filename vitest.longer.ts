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
];
