/**
 * Milliseconds of an instant, NaN if it is none. Without a time zone it is taken in UTC: what an hour
 * means where we stand is not the issuer's. The offset may lack its colon (ISO 8601, basic format).
 */
export function timeOf(instant: string): number {
  const extended = instant.replace(/([+-]\d\d)(\d\d)$/, (whole, hours: string, minutes: string) =>
    instant.includes('T') ? `${hours}:${minutes}` : whole,
  );
  const isZoned = !extended.includes('T') || /(Z|[+-]\d\d:\d\d)$/i.test(extended);
  return Date.parse(isZoned ? extended : `${extended}Z`);
}
