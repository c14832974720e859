/**
 * A deadline in time of the processor. On a machine that is busy with something else an honest task
 * takes ten times as long, and must not end for it: so the clock stands still while this process
 * does not run. Node counts for the process alone, not for a thread: with several at work it is the
 * time on the wall that counts.
 */

/** A task that waits for something, and runs not at all, ends too. */
const LONGEST = 6;
const SHORTEST_WAIT = 20;

/** Calls `end` once; returns a function that calls it off. */
export function startDeadline(milliseconds: number, end: () => void): () => void {
  const start = performance.now();
  const used = process.cpuUsage();

  function look(): void {
    const { user, system } = process.cpuUsage(used);
    const worked = (user + system) / 1000;
    const isOver = performance.now() - start >= milliseconds * LONGEST;
    if (isOver || worked >= milliseconds) end();
    else timer = setTimeout(look, Math.max(SHORTEST_WAIT, milliseconds - worked));
  }

  let timer = setTimeout(look, milliseconds);
  return () => {
    clearTimeout(timer);
  };
}
