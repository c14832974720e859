import { describe, expect, it } from 'vitest';
import { endOf, monthsLater } from '../../../src/features/awards/end-of-validity.ts';

describe('so many months later', () => {
  it.each([
    ['2026-10-14T16:30:00.000Z', 36, '2029-10-14T16:30:00.000Z'],
    ['2026-10-14T16:30:00.000Z', 18, '2028-04-14T16:30:00.000Z'],
    ['2026-12-31T23:59:59.999Z', 1, '2027-01-31T23:59:59.999Z'],
    // A month that is shorter ends on its last day.
    ['2027-01-31T12:00:00.000Z', 1, '2027-02-28T12:00:00.000Z'],
    ['2028-01-31T12:00:00.000Z', 1, '2028-02-29T12:00:00.000Z'],
    ['2026-10-31T00:00:00.000Z', 6, '2027-04-30T00:00:00.000Z'],
    ['2026-08-31T12:00:00.000Z', 1, '2026-09-30T12:00:00.000Z'],
    // 29 February: only in leap years.
    ['2028-02-29T08:00:00.000Z', 12, '2029-02-28T08:00:00.000Z'],
    ['2028-02-29T08:00:00.000Z', 48, '2032-02-29T08:00:00.000Z'],
    ['2027-02-28T08:00:00.000Z', 12, '2028-02-28T08:00:00.000Z'],
    // Where the clocks change, and where the day is another one in Paris.
    ['2026-10-24T22:30:00.000Z', 12, '2027-10-24T22:30:00.000Z'],
    ['2026-12-31T23:30:00.000Z', 120, '2036-12-31T23:30:00.000Z'],
  ])('%s and %i months make %s', (from, months, until) => {
    expect(monthsLater(from, months)).toBe(until);
  });

  it('is never earlier for a later beginning, on any day of four years', () => {
    const days = Array.from({ length: 1_461 }, (_, day) => Date.UTC(2027, 0, 1 + day));
    const ends = days.map((day) => monthsLater(new Date(day).toISOString(), 6));
    expect(ends).toEqual(ends.toSorted());
  });
});

it('has no end where the badge class says none', () => {
  expect(endOf({}, '2026-10-14T16:30:00.000Z')).toEqual({});
});
