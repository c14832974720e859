/**
 * How long a list of ours counts. Without an end, an old copy that lacks a revocation could be shown
 * for ever; it is signed again long before, so that nobody reads one that is over.
 */
const DAY = 86_400_000;
const LIFE = 7 * DAY;

export function endOf(validFrom: Date): Date {
  return new Date(validFrom.getTime() + LIFE);
}

/** Half its life is over. Lists from before they had an end are due too. */
export function isDue({ validUntil }: { readonly validUntil?: string | undefined }, now: Date) {
  return validUntil === undefined || Date.parse(validUntil) - now.getTime() < LIFE / 2;
}
