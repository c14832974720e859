/**
 * How long a list of ours counts. Without an end, an old copy that lacks a revocation could be shown
 * for ever; it is signed again long before, so that nobody reads one that is over.
 */
const DAY = 86_400_000;
const LIFE = 7 * DAY;

export function endOf(validFrom: Date): Date {
  return new Date(validFrom.getTime() + LIFE);
}

interface Ending {
  readonly validUntil?: string | undefined;
}

/** When half its life is over, in milliseconds. Lists from before they had an end are due too. */
export function dueAt({ validUntil }: Ending): number {
  return validUntil === undefined ? 0 : Date.parse(validUntil) - LIFE / 2;
}

export function isDue(list: Ending, now: Date): boolean {
  return dueAt(list) < now.getTime();
}
