/** A day as it is written in a list: « 12/10/2026 », « 2026-10-12 », « 12 octobre 2026 ». The day comes first. */
import { z } from 'zod';

const MONTHS = [
  ...[/^jan/, /^f[eé]v|^feb/, /^mar/, /^a[vp]r/, /^ma[iy]/, /^juin|^jun/],
  ...[/^juil|^jul/, /^ao[uû]|^aug/, /^sep/, /^oct/, /^nov/, /^d[eé]c/],
];

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/;
const NUMBERS = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})(?: \d{1,2}:.*)?$/;
const WORDS = /^(?:\p{L}+\.?,? +)?(\d{1,2})(?:er|st|nd|rd|th)? +(\p{L}+)\.? +(\d{4})$/u;

const day = z.iso.date();

/** Undefined for what is no day of the calendar. */
export function readDay(typed: string): string | undefined {
  const text = typed.trim().toLowerCase().normalize('NFC').replace(/\s+/g, ' ');
  const [, isoYear, isoMonth = '', isoDay = ''] = ISO.exec(text) ?? [];
  if (isoYear !== undefined) return dayOf(isoYear, isoMonth, isoDay);
  const [, date = '', month = '', year = ''] = NUMBERS.exec(text) ?? [];
  if (date !== '') return dayOf(year.length === 2 ? `20${year}` : year, month, date);
  const [, first, word = '', last = ''] = WORDS.exec(text) ?? [];
  const at = MONTHS.findIndex((one) => one.test(word));
  return first === undefined || at === -1 ? undefined : dayOf(last, String(at + 1), first);
}

const dayOf = (year: string, month: string, date: string) =>
  day.safeParse(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`).data;
