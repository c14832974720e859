/**
 * What all processes of a port have together, though it stands in no database: limits that are counted
 * in memory, and what is remembered for the sake of all (docs/adr/0036).
 */
import { type Damage, rememberDamage } from '../features/health/readiness.ts';
import { rememberLatest, type TellLatest } from '../features/verification/newest-seen.ts';
import { createFetchQuota, FETCH_LIMITS, type FetchQuota } from '../outside/fetch-quota.ts';
import { type CountFlood, createFloodCounts } from '../web/limits/flood-counts.ts';
import { createWorkAccounts, type WorkAccounts } from '../web/limits/work-accounts.ts';
import { createWriteTurns, type TakeWriteTurn } from './write-turns.ts';

export interface Shared {
  readonly countFlood: CountFlood;
  readonly workAccounts: WorkAccounts;
  readonly fetchQuota: FetchQuota;
  /** Of the status lists that were seen. */
  readonly tellLatest: TellLatest;
  readonly damage: Damage;
  readonly takeWriteTurn: TakeWriteTurn;
}

/** In this process: for it alone, or, in the primary, for all workers. */
export function createShared(clock: () => Date = () => new Date()): Shared {
  return {
    countFlood: createFloodCounts(),
    workAccounts: createWorkAccounts(),
    fetchQuota: createFetchQuota({ ...FETCH_LIMITS, clock }),
    tellLatest: rememberLatest(),
    damage: rememberDamage(),
    takeWriteTurn: createWriteTurns(),
  };
}
