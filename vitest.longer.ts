/** Tests that `npm test` leaves to .ci/run: they need a browser, a build, a process, or seconds each. */
export const LONGER = [
  'test/browser/**/*.test.ts',
  'test/built/**/*.test.ts',
  'test/http-process/**/*.test.ts',
  'test/admin/**/*.test.ts',
  'test/durability/**/*.test.ts',
  'test/foreign-verifiers/**/*.test.ts',
  'test/cli/**/*.test.ts',
  'test/definitions/check-badges.test.ts',
  'test/definitions/problems.test.ts',
  'test/http/co-signature.test.ts',
  'test/http/stored-rows.test.ts',
  'test/features/key-management/compromise.test.ts',
  'test/**/*-processes.test.ts',
  'test/**/*-threads.test.ts',
  'test/credentials/mutants/**/*.test.ts',
];
