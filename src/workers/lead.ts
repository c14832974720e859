/**
 * The primary from its start to its end: it serves nobody, and opens no database. Workers, signals,
 * and the one place where metrics are read (docs/adr/0036).
 */
import type { Logger } from 'pino';
import type { MetricsOfAll } from '../metrics/of-all.ts';
import { createMetricsServer } from '../metrics/serve.ts';
import * as questions from './questions.ts';
import { listening, type Supervision, supervise } from './supervise.ts';
import { type Address, takePort } from './take-port.ts';
import type { ServingWorker } from './worker.ts';

interface Led {
  readonly workers: number;
  readonly metrics: Address | undefined;
}

/** Rejects with `ListenError`; otherwise it goes on until this process ends. */
export async function lead(
  { workers, metrics: at }: Led,
  environment: NodeJS.ProcessEnv,
  log: Logger,
): Promise<void> {
  const all = new Set<ServingWorker>();
  const metrics = at && (await openMetrics(all, at, log));
  const lost = (worker: number) => {
    metrics?.keep(worker);
  };
  endWhenTold(supervise({ workers, all, environment, log, lost }), log);
}

function endWhenTold(supervision: Supervision, log: Logger): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      supervision.end(0);
    });
  }
  // Also for rejections.
  process.on('uncaughtException', (error, origin) => {
    log.fatal({ err: error, origin }, 'An error that nobody caught: the service ends');
    supervision.end(1);
  });
}

/** Whoever reads metrics waits for ten seconds, and a worker for five. */
const PATIENCE = 7_000;

async function openMetrics(
  all: ReadonlySet<ServingWorker>,
  at: Address,
  log: Logger,
): Promise<MetricsOfAll> {
  const { createMetricsOfAll } = await import('../metrics/of-all.ts');
  const metrics = createMetricsOfAll(() => askEach(all), new Date(performance.timeOrigin));
  const server = createMetricsServer(metrics, log).unref();
  await takePort(server, at, ['METRICS_PORT', 'METRICS_HOST']);
  log.info(`Metrics at http://${at.host}:${at.port}/metrics`);
  return metrics;
}

/** One that says nothing is left out. */
async function askEach(all: ReadonlySet<ServingWorker>) {
  const given = await Promise.all(
    listening(all).map(async ({ number, channel }) => {
      const asked = channel.ask(questions.readMetrics, undefined).catch(() => undefined);
      return [number, await inTime(asked)] as const;
    }),
  );
  return new Map(given.flatMap(([number, parts]) => (parts ? [[number, parts] as const] : [])));
}

const inTime = <R>(asked: Promise<R>): Promise<R | undefined> =>
  new Promise((resolve) => {
    const late = setTimeout(() => {
      resolve(undefined);
    }, PATIENCE);
    void asked.then((answer) => {
      clearTimeout(late);
      resolve(answer);
    });
  });
