/**
 * A small memory of answers: bounded in number, size and age; the least recently used goes first.
 * When an answer was given is known for longer than the answer itself.
 */

interface Limits {
  readonly entries: number;
  /** Of all bodies together. */
  readonly bytes: number;
  readonly ageMs: number;
  /** How many times of answers are known. */
  readonly times: number;
  readonly clock: () => Date;
}

interface Entry<T> {
  readonly answer: T;
  readonly until: number;
}

export function createAnswerCache<T extends { readonly body: { readonly length: number } }>(
  limits: Limits,
) {
  const kept = new Map<string, Entry<T>>();
  const times = new Map<string, Date>();
  let bytes = 0;

  function forget(key: string): Entry<T> | undefined {
    const entry = kept.get(key);
    if (entry) bytes -= entry.answer.body.length;
    kept.delete(key);
    return entry;
  }

  function keep(key: string, entry: Entry<T>): void {
    forget(key);
    kept.set(key, entry);
    bytes += entry.answer.body.length;
    // A Map keeps the order of insertion: the first is the one used longest ago.
    for (const oldest of kept.keys()) {
      if (kept.size <= limits.entries && bytes <= limits.bytes) break;
      forget(oldest);
    }
  }

  return {
    find(key: string): T | undefined {
      const entry = forget(key);
      if (!entry || entry.until <= limits.clock().getTime()) return undefined;
      keep(key, entry);
      return entry.answer;
    },
    keep(key: string, answer: T): void {
      const now = limits.clock();
      keep(key, { answer, until: now.getTime() + limits.ageMs });
      times.delete(key);
      times.set(key, now);
      for (const oldest of times.keys()) {
        if (times.size <= limits.times) break;
        times.delete(oldest);
      }
    },
    /** When the newest answer was given, also if it is no longer kept. */
    lastKept: (key: string): Date | undefined => times.get(key),
  };
}
