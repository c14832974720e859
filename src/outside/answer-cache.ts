/**
 * A small memory of answers: bounded in number, size and age; the least recently used goes first.
 * When an answer was given is known for longer than the answer itself.
 */
import { LRUCache } from 'lru-cache';

interface Limits {
  readonly entries: number;
  /** Of all bodies together. */
  readonly bytes: number;
  readonly ageMs: number;
  /** How many times of answers are known. */
  readonly times: number;
  readonly clock: () => Date;
}

export function createAnswerCache<T extends { readonly body: { readonly length: number } }>({
  entries,
  bytes,
  ageMs,
  times,
  clock,
}: Limits) {
  const kept = new LRUCache<string, T>({
    max: entries,
    maxSize: bytes,
    // An empty body is an answer, too, and lru-cache knows no size of none.
    sizeCalculation: ({ body }) => Math.max(1, body.length),
    // For lru-cache an entry is too old after its age, for us at it.
    ttl: ageMs - 1,
    // The clock is asked each time, and not believed for a while.
    ttlResolution: 0,
    perf: { now: () => clock().getTime() },
  });
  const given = new LRUCache<string, Date>({ max: times });

  return {
    find: (key: string): T | undefined => kept.get(key),
    keep(key: string, answer: T): void {
      kept.set(key, answer);
      given.set(key, clock());
    },
    /** When the newest answer was given, also if it is no longer kept. */
    lastKept: (key: string): Date | undefined => given.peek(key),
  };
}
