import { parseSetCookie, stringifyCookie } from 'cookie';

/** The cookies of one site in one browser, as far as our pages need them. */
export function createCookieJar() {
  const kept = new Map<string, string>();
  return {
    /** What a `Set-Cookie` header says: kept, or removed by a date long past. */
    keep(setCookies: readonly string[]): void {
      for (const line of setCookies) {
        const { name, value = '', expires } = parseSetCookie(line);
        if (expires !== undefined && expires.getTime() < Date.now()) kept.delete(name);
        else kept.set(name, value);
      }
    },
    header: () => stringifyCookie(Object.fromEntries(kept)),
    get: (name: string) => kept.get(name),
    plant: (name: string, value: string) => kept.set(name, value),
    names: () => [...kept.keys()],
  };
}
