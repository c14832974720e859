/** Numbers by lot that come again with the same seed (mulberry32): a failure can be repeated. */
export function createRandom(seed: number) {
  let state = seed;
  function below(limit: number): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }
  function oneOf<T>(all: readonly T[]): T {
    const one = all[below(all.length)];
    if (one === undefined) throw new Error('Nothing to draw from');
    return one;
  }
  return { below, oneOf };
}
