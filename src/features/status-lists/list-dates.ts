/**
 * From when a list counts, and until when (docs/adr/0032). It never begins later than what is known
 * of the time, whatever the clock says, for nobody believes a list from the future. It ends well after
 * what the clock says: after a stop, that is the truth, and a list that is over answers nothing.
 */
import type { KnownTime } from './known-time.ts';

export interface ListSpan {
  readonly validFrom: string;
  /** Lists from before they ended have none. */
  readonly validUntil?: string | undefined;
}

export interface NextSpan {
  /** Also when its proof was made. */
  readonly from: Date;
  readonly until: Date;
}

export interface ListDates {
  /** Of a list that counts for so many milliseconds, and is signed now, in place of `before`. */
  next(life: number, before?: ListSpan): Promise<NextSpan>;
  /**
   * Whether its dates ask for another one: it is from the future, or one that is signed now counts for
   * so much longer, or not as long by far.
   */
  areOver(list: ListSpan, of: { readonly life: number; readonly period: number }): Promise<boolean>;
}

const HOUR = 3_600_000;

/**
 * A list that begins in so many milliseconds stays: clocks of several processes differ, it is believed
 * soon, and readers refuse one that goes back in time. One that is further away nobody has believed, so
 * it can be followed by an earlier one.
 */
export const NEAR = HOUR / 4;

/**
 * A clock that is ahead makes lists that count for longer, but not for ever. Whoever stops for more
 * than a year has an operator at hand when it starts again.
 */
const MOST_AHEAD = 366 * 24 * HOUR;

export function createListDates(time: Pick<KnownTime, 'read'>): ListDates {
  async function next(life: number, before?: ListSpan): Promise<NextSpan> {
    const { known, clock } = await time.read();
    const from = beginAfter(known.getTime(), clock.getTime(), before);
    const latest = Math.min(Math.max(clock.getTime(), from), from + MOST_AHEAD);
    return { from: new Date(from), until: new Date(latest + life) };
  }

  return {
    next,
    async areOver(list, { life, period }) {
      const { from, until } = await next(life, list);
      const isFromTheFuture = Date.parse(list.validFrom) > from.getTime();
      const gained = until.getTime() - Date.parse(list.validUntil ?? '1970-01-01');
      return isFromTheFuture || gained >= period || gained < -HOUR;
    },
  };
}

/** A list is from the future if it is so by either: what we know may be behind. */
function beginAfter(known: number, clock: number, before: ListSpan | undefined): number {
  const last = before === undefined ? 0 : Date.parse(before.validFrom);
  return last > Math.max(known, clock) + NEAR ? known : Math.max(known, last);
}
