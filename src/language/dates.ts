/** Dates in one language. Formatters are built once: building one costs more than a page. */

const ZONE = 'Europe/Paris';
/** Without a zone it is one of UTC, as the core reads it (credentials/bytes/instants.ts). */
const instantOf = (iso: string): Date =>
  new Date(/T.*(Z|[+-]\d\d:?\d\d)$|^[^T]*$/i.test(iso) ? iso : `${iso}Z`);

const unbroken = (text: string) => text.replaceAll(' ', '\u00a0');

const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, dateStyle: 'short' });

/** The day that it is in France, YYYY-MM-DD: near midnight it is not the one of UTC. */
export const dayIn = (instant: Date): string => calendar.format(instant);

/** YYYY-MM-DD, of a day of the same form. */
export const dayBefore = (day: string): string =>
  new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/** Of a day to come nobody has seen anything. A day of grace: east of France it is tomorrow already. */
export const isToCome = (day: string, now: Date): boolean =>
  day > dayIn(new Date(now.getTime() + 86_400_000));

export interface Dates {
  /** 2026-10-14… → « 14 octobre 2026 », “14 October 2026” */
  day(iso: string): string;
  /** « Octobre 2026 » */
  month(iso: string): string;
  /** « oct. » */
  shortMonth(iso: string): string;
  /** « O » */
  monthLetter(iso: string): string;
  /** « 22 novembre 2026 à 14 h 05 » */
  dateTime(iso: string): string;
  /** 18 → « 1 an et 6 mois » */
  months(count: number): string;
}

/** `locale`: BCP 47; with a region, where the language alone would give another order. */
export function createDates(locale: string): Dates {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: ZONE });
  const longDay = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const monthYear = format({ month: 'long', year: 'numeric' });
  const shortMonth = format({ month: 'short' });
  const monthLetter = format({ month: 'narrow' });
  const clock = format({ hour: 'numeric', minute: '2-digit' });
  const isFrench = locale.startsWith('fr');
  // A day stays with its month.
  const day = (iso: string) => {
    const text = longDay.format(instantOf(iso));
    return (isFrench ? text.replace(/^1 /, '1er ') : text).replace(' ', '\u00a0');
  };
  const time = (iso: string) => {
    const text = clock.format(instantOf(iso));
    if (!isFrench) return unbroken(text);
    const [hours, minutes = '00'] = text.split(':');
    return unbroken(`${Number(hours)} h ${minutes}`);
  };
  const both = isFrench ? ' à ' : ', ';
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const unit = (name: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' });
  const years = unit('year');
  const restOfYear = unit('month');
  return {
    day,
    month(iso) {
      const text = monthYear.format(instantOf(iso));
      return unbroken(text.charAt(0).toLocaleUpperCase(locale) + text.slice(1));
    },
    shortMonth: (iso) => shortMonth.format(instantOf(iso)),
    monthLetter: (iso) => monthLetter.format(instantOf(iso)),
    dateTime: (iso) => `${day(iso)}${both}${time(iso)}`,
    months(count) {
      const parts = [
        ...(count >= 12 ? [years.format(Math.floor(count / 12))] : []),
        ...(count % 12 > 0 ? [restOfYear.format(count % 12)] : []),
      ];
      return list.format(parts.map(unbroken));
    },
  };
}
