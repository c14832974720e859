import type { Client } from '../../../src/threads/client.ts';

/** Somebody for whom work is done, without limit; `spent` says how much. */
export function createTestClient(key = 'somebody'): Client & { readonly spent: () => number } {
  let spent = 0;
  return {
    key,
    spend: (values) => (spent += values),
    refuseIfSpent: () => Promise.resolve(),
    hold: () => () => undefined,
    spent: () => spent,
  };
}
