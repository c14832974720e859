/** Months as « 2026-11 », of the year in France: whole ones, so that a page of twelve says so. */
import { HttpError } from '../../problems/http-error.ts';
import { dayIn } from '../../language/dates.ts';
import { say } from '../../language/message.ts';

export const MONTHS = 12;

const MONTH = /^2\d{3}-(?:0[1-9]|1[0-2])$/;

export const monthIn = (instant: Date): string => dayIn(instant).slice(0, 7);

export const firstDay = (month: string): string => `${month}-01`;

export function monthsAfter(month: string, count: number): string {
  const date = new Date(firstDay(month));
  date.setUTCMonth(date.getUTCMonth() + count);
  return date.toISOString().slice(0, 7);
}

/** The month behind the last one shown: of an address, or the one that comes. Throws BAD_REQUEST. */
export function endOf(asked: unknown, now: Date): string {
  const next = monthsAfter(monthIn(now), 1);
  if (asked === undefined) return next;
  if (typeof asked !== 'string' || !MONTH.test(asked) || asked > next) {
    throw new HttpError('BAD_REQUEST', say('error.no-such-page-of-list'));
  }
  return asked;
}

export const monthsBetween = (from: string, before: string): readonly string[] =>
  Array.from({ length: MONTHS }, (_, at) => monthsAfter(from, at)).filter((one) => one < before);
