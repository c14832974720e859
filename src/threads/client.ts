/** Somebody for whom work is done: it is their turn, and their minute. */
export interface Client {
  readonly key: string;
  /** Takes what was done for them from their minute. */
  spend(values: number): void;
  /** Rejects with TOO_MANY once nothing of the minute is left. */
  refuseIfSpent(): Promise<void>;
  /** Their request is under way also for this, until the function is called. */
  hold(): () => void;
}
