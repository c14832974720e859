/** The processes that serve one port together, as one of them sees them. */
import { createShared, type Shared } from './shared.ts';

export interface Crew {
  readonly size: number;
  readonly shared: Shared;
  /** Calls it once it is this process that keeps house. */
  whenKeeper(begin: () => void): void;
  /** Calls it when the primary wants this process to end. */
  whenEnded(end: () => void): void;
  /** This process takes requests now. */
  tellListening(): void;
  /** The primary gives the metrics of all: `read` gives it ours. False if nobody does. */
  giveMetrics(read: () => Promise<readonly object[]>): boolean;
}

/** There is no other process: the house is its own, and nobody asks. */
export const alone = (): Crew => ({
  size: 1,
  shared: createShared(),
  whenKeeper(begin) {
    begin();
  },
  whenEnded: () => undefined,
  tellListening: () => undefined,
  giveMetrics: () => false,
});
