/**
 * In whose turn SQLite is written to, where several processes do. SQLite alone has them try again and
 * again, so that one that writes without a pause can hold off another until it gives up; here the one
 * that waits for longest is next. What is right does not hang on it: SQLite has a lock of its own.
 */

/** Resolves in one's turn, with what ends it. */
export type TakeWriteTurn = () => Promise<() => void>;

/** Milliseconds. Whoever takes longer waits for the disk, or is stuck: SQLite's own lock goes on. */
const LONGEST = 5_000;

export function createWriteTurns(longest = LONGEST): TakeWriteTurn {
  const waiting: (() => void)[] = [];
  let isTaken = false;

  function next(): void {
    const begin = waiting.shift();
    isTaken = begin !== undefined;
    begin?.();
  }

  /** Ends once, whoever says so first. */
  function turn(): () => void {
    let isOver = false;
    const end = () => {
      if (isOver) return;
      isOver = true;
      clearTimeout(late);
      next();
    };
    const late = setTimeout(end, longest).unref();
    return end;
  }

  return () =>
    new Promise((resolve) => {
      waiting.push(() => {
        resolve(turn());
      });
      if (!isTaken) next();
    });
}
