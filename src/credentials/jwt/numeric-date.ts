/** The years that an instant of a credential can name, in seconds. */
const FIRST = Date.parse('0000-01-01T00:00:00Z') / 1000;
const LAST = Date.parse('9999-12-31T23:59:59Z') / 1000;

/** A NumericDate (RFC 7519 §2). Milliseconds instead of seconds are thousands of years away. */
export function instantOf(seconds: unknown): string | undefined {
  if (typeof seconds !== 'number') return undefined;
  return new Date(Math.min(Math.max(seconds, FIRST), LAST) * 1000).toISOString();
}
