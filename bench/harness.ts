/**
 * CPU per operation, of all that one row compares, in one run. The host is noisy: whatever else runs
 * there slows each of them alike, because they take turns within each round.
 */

export const SIDES = ['ours', 'plain', 'peer', 'floor'] as const;

/**
 * Whose cost it is. `plain`: the library that everybody uses, in this process; `peer`: the same
 * route in bare Express with that library; `floor`: what cannot be left out (the bare primitives, or
 * a bare echo).
 */
export type Side = (typeof SIDES)[number];

/** Per operation, one for each round, in the order of the rounds. */
export type Samples = Partial<Record<Side, readonly number[]>>;

export interface Work {
  /** Makes what the next `count` operations need. It is not measured. */
  readonly prepare?: (count: number) => Promise<void>;
  readonly run: (count: number) => Promise<void>;
  /** Operations in a turn, at the least: as many as are at once. */
  readonly least?: number;
  /** Microseconds of CPU so far, of the process that does the work. This one, unless said. */
  readonly cpu?: () => Promise<number>;
}

export type Works = Partial<Record<Side, Work>>;

/** One operation after the other. */
export const repeat = (once: () => unknown): Work => ({
  async run(count) {
    for (let done = 0; done < count; done += 1) await once();
  },
});

export interface Pace {
  readonly rounds: number;
  /** Milliseconds of CPU for which one side works in one round; a single operation may take longer. */
  readonly turn: number;
  /** Milliseconds by the clock after which a row has rounds enough, if it has two. */
  readonly patience: number;
}

const ownCpu = (): Promise<number> => {
  const { user, system } = process.cpuUsage();
  return Promise.resolve(user + system);
};

/** Microseconds per operation. */
async function measure({ prepare, run, cpu = ownCpu }: Work, count: number): Promise<number> {
  await prepare?.(count);
  const before = await cpu();
  await run(count);
  return ((await cpu()) - before) / count;
}

/** Turns without a cheaper one, after which it is as warm as it gets; and turns at the most. */
const PATIENT = 20;
const WARMEST = 120;

/**
 * How many operations fill a turn. What is hot is compiled meanwhile, and a service has more of it
 * than a library: it goes on for as long as it gets cheaper.
 */
async function warmUp({ least = 1, ...work }: Work, turn: number): Promise<number> {
  let count = least;
  let cheapest = Infinity;
  for (let turns = 0, since = 0; turns < WARMEST && since < PATIENT; turns += 1, since += 1) {
    const each = (await measure(work, count)) / 1000;
    // Nothing gets warmer by what takes so long.
    if (each > PATIENT * turn) break;
    if (each < cheapest * 0.97) since = 0;
    cheapest = Math.min(cheapest, each);
    count = Math.min(count * 4, Math.max(least, Math.round(turn / Math.max(each, 0.001))));
  }
  return count;
}

const FEWEST = 2;

/** Each round lets every side have its turn, and begins with another one. */
export async function interleave(works: Works, { rounds, turn, patience }: Pace): Promise<Samples> {
  const sides: { side: Side; work: Work; count: number; each: number[] }[] = [];
  for (const side of SIDES) {
    const work = works[side];
    if (work) sides.push({ side, work, count: await warmUp(work, turn), each: [] });
  }
  const end = performance.now() + patience;
  for (let round = 0; round < rounds; round += 1) {
    if (round >= FEWEST && performance.now() > end) break;
    for (const index of sides.keys()) {
      const one = sides[(index + round) % sides.length];
      one?.each.push(await measure(one.work, one.count));
    }
  }
  return Object.fromEntries(sides.map(({ side, each }) => [side, each]));
}
