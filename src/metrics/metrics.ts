/**
 * What an operator can see of the service, for Prometheus (docs/adr/0034): it is told what happens,
 * and nothing else of the house knows it. Loaded only where metrics are wanted.
 */
import type { Logger } from 'pino';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { type CommitCost, isFault, type Watch } from '../storage/store.ts';
import type { AnsweredRequest, UnreadRequest } from '../web/requests/request-log.ts';
import { createInstruments } from './instruments.ts';
import { type Sources, watchSources } from './sources.ts';

export interface Metrics {
  /** In the text format of Prometheus. */
  readonly read: () => Promise<{ readonly type: string; readonly text: string }>;
  /** The same as values, which can be added to those of other processes (`of-all.ts`). */
  readonly parts: () => Promise<readonly object[]>;
  readonly answered: (answered: AnsweredRequest) => void;
  readonly unread: (unread: UnreadRequest) => void;
  readonly watchStore: Watch;
  readonly committed: (cost: CommitCost) => void;
  /** From now on these are asked for, too. Each name once. */
  readonly watch: (sources: Sources) => void;
}

/** By status: whoever was turned away, and not what was merely wrong. */
const DOOR: readonly unknown[] = [401, 403, 408, 413, 429, 431, 503];

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** `build`: what tells one version from another. */
export function createMetrics(
  build: Readonly<Record<string, string>>,
  log: Pick<Logger, 'warn'>,
): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'kpa_build_info',
    help: 'Always 1; its labels say which build this is.',
    labelNames: Object.keys(build),
    aggregator: 'max',
    registers: [registry],
  }).set(build, 1);
  new Gauge({
    name: 'kpa_workers',
    help: 'Processes that serve the port.',
    registers: [registry],
  }).set(1);
  const count = createInstruments(registry);

  return {
    read: async () => ({ type: registry.contentType, text: await registry.metrics() }),
    parts: () => registry.getMetricsAsJSON(),
    answered({ method: given, route, status, aborted, code, ms }) {
      // Node knows some thirty others, and nobody here does.
      const method = METHODS.includes(given) ? given : 'other';
      const outcome = aborted && code === undefined ? 'aborted' : String(status);
      count.requests.inc({ method, route, status: outcome });
      count.requestSeconds.observe({ method, route }, ms / 1000);
      if (code !== undefined && DOOR.includes(status)) count.refusals.inc({ code });
    },
    unread({ status, code }) {
      count.requests.inc({ method: 'other', route: 'none', status });
      count.refusals.inc({ code });
    },
    watchStore({ collection, operation }) {
      const end = count.storeSeconds.startTimer({ collection, operation });
      return (error) => {
        end();
        const hasFailed = error !== undefined && isFault(error);
        if (hasFailed) count.storeFailures.inc({ collection, operation });
      };
    },
    committed({ writes, seconds }) {
      count.commitSeconds.observe(seconds);
      count.commitWrites.observe(writes);
    },
    watch(sources) {
      watchSources(registry, reportTo(log), sources);
    },
  };
}

const reportTo = (log: Pick<Logger, 'warn'>) => (error: unknown, metric: string) => {
  log.warn({ err: error, metric }, 'A metric could not be read');
};
