import type { Draft } from './draft.ts';

/**
 * So many months later in UTC: the same day and hour, or the last day of a month that is shorter.
 * What begins on 29 February ends on the 28th in most years, and never in March.
 */
export function monthsLater(instant: string, months: number): string {
  const date = new Date(instant);
  const day = date.getUTCDate();
  // By way of the first: on the 31st, a month of 30 days would overflow into the next.
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.toISOString();
}

/** When an award made of a draft ends, if it does. */
export const endOfDraft = (
  { badge, replaces, validUntil }: Pick<Draft, 'badge' | 'replaces' | 'validUntil'>,
  instant: string,
): { readonly validUntil?: string } => {
  if (replaces === undefined) return endOf(badge, instant);
  return validUntil === undefined ? {} : { validUntil };
};

/** When an award that is signed at `instant` ends, if its badge class says so. */
export function endOf(
  badge: { readonly validFor?: number },
  instant: string,
): { readonly validUntil?: string } {
  return badge.validFor === undefined ? {} : { validUntil: monthsLater(instant, badge.validFor) };
}
