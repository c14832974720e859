/** The metrics of several processes as those of one: sums, but for what all of them see alike. */
import { AggregatorRegistry, Gauge, type PrometheusContentType } from 'prom-client';
import { z } from 'zod';
import type { Metrics } from './metrics.ts';
import { CLOCK_AHEAD } from './sources.ts';

/** What one process gave (`Metrics.parts`). */
type Parts = readonly object[];

export interface MetricsOfAll extends Pick<Metrics, 'read'> {
  /** It is gone. What it has counted goes on counting, else the sums would fall. */
  keep(worker: number): void;
}

/**
 * `ask`: those of each process that answers, by its number. `since`: when the service began, whichever
 * process of it was replaced since.
 */
export function createMetricsOfAll(
  ask: () => Promise<ReadonlyMap<number, Parts>>,
  since: Date,
): MetricsOfAll {
  const newest = new Map<number, Parts>();
  // As small as what one process gives.
  let gone: Promise<Parts> = Promise.resolve([]);
  return {
    async read() {
      const given = await ask();
      // Of one that is there and says nothing: what it had counted, and no old measure.
      const silent = [...newest].filter(([worker]) => !given.has(worker));
      for (const [worker, parts] of given) newest.set(worker, parts);
      const counted = silent.map(([, parts]) => parts.filter(isCounted));
      const registry = together([...given.values(), ...counted, await gone]);
      // The library leaves it out of what it adds up.
      const name = 'process_start_time_seconds';
      const help = 'Start time of the service since unix epoch in seconds.';
      new Gauge({ name, help, registers: [registry] }).set(Math.floor(since.getTime() / 1_000));
      return { type: registry.contentType, text: await registry.metrics() };
    },
    keep(worker) {
      const counted = (newest.get(worker) ?? []).filter(isCounted);
      newest.delete(worker);
      gone = gone.then((before) => together([before, counted]).getMetricsAsJSON());
    },
  };
}

const together = (all: readonly Parts[]) =>
  AggregatorRegistry.aggregate<PrometheusContentType>(
    all.toSorted((one, other) => clockOff(other) - clockOff(one)).map((parts) => [...parts]),
  );

const clock = z.object({
  name: z.literal(CLOCK_AHEAD),
  values: z.tuple([z.object({ value: z.number() })]),
});

/** By how much the clock of a process is wrong, either way: the first one is that of all. */
function clockOff(parts: Parts): number {
  const [off = -1] = parts.flatMap((part) => {
    const { data } = clock.safeParse(part);
    return data ? [Math.abs(data.values[0].value)] : [];
  });
  return off;
}

const isCounted = (part: object): boolean =>
  'type' in part && (part.type === 'counter' || part.type === 'histogram');
