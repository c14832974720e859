/**
 * What is asked while the same thing is being done waits, and is then done together, once: a
 * thousand revocations at once sign a handful of lists.
 */
export function coalesce<T>(
  run: (key: string, batch: readonly T[]) => Promise<void>,
): (key: string, item: T) => Promise<void> {
  const lanes = new Map<string, Lane<T>>();

  async function follow(key: string, lane: Lane<T>, before: Promise<void>): Promise<void> {
    // Whoever waited for the one before was told of its failure.
    await before.catch(() => undefined);
    const batch = lane.waiting;
    lanes.set(key, { current: lane.next ?? before, waiting: [], next: undefined });
    try {
      await run(key, batch);
    } finally {
      if (lanes.get(key)?.next === undefined) lanes.delete(key);
    }
  }

  return (key, item) => {
    const lane = lanes.get(key) ?? { current: Promise.resolve(), waiting: [], next: undefined };
    lanes.set(key, lane);
    lane.waiting.push(item);
    lane.next ??= follow(key, lane, lane.current);
    return lane.next;
  };
}

interface Lane<T> {
  /** What is being done now. */
  readonly current: Promise<void>;
  /** What the next round will do. */
  readonly waiting: T[];
  next: Promise<void> | undefined;
}
