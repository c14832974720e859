/** The metrics of several processes as those of one: sums, but for what all of them see alike. */
import { AggregatorRegistry, type PrometheusContentType } from 'prom-client';
import type { Metrics } from './metrics.ts';

/** What one process gave (`Metrics.parts`). */
type Parts = readonly object[];

export interface MetricsOfAll extends Pick<Metrics, 'read'> {
  /** It is gone. What it has counted goes on counting, else the sums would fall. */
  keep(worker: number): void;
}

/** `ask`: those of each process that answers, by its number. */
export function createMetricsOfAll(ask: () => Promise<ReadonlyMap<number, Parts>>): MetricsOfAll {
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
  AggregatorRegistry.aggregate<PrometheusContentType>(all.map((parts) => [...parts]));

const isCounted = (part: object): boolean =>
  'type' in part && (part.type === 'counter' || part.type === 'histogram');
