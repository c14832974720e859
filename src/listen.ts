/** Listens, and on SIGTERM, SIGINT or an error that nobody caught, closes gracefully. */
import type { Server } from 'node:http';
import type { Express } from 'express';
import { type ClosingTimes, close, watchConnections } from './closing.ts';
import type { Config } from './config.ts';
import { startHousekeeping } from './housekeeping.ts';
import { createHttpServer } from './http-server.ts';
import { createMetricsServer } from './metrics/serve.ts';
import type { Services } from './services.ts';
import { logUnread } from './web/requests/request-log.ts';
import { takePort } from './workers/take-port.ts';

/**
 * In production a load balancer needs a moment to see that we are not ready, and a connection that
 * was kept is left by its client after the next answer, or after the five seconds that each answer
 * names (`Keep-Alive: timeout=5`), to which newer versions of Node add one.
 */
export const timesFor = (production: boolean): ClosingTimes => ({
  notice: production ? 2_000 : 0,
  leave: production ? 6_500 : 0,
  drain: 8_000,
  store: 5_000,
});

type Listening = Pick<Config, 'host' | 'port' | 'production' | 'publicUrl' | 'metrics'>;

/** Resolves once requests are taken. Rejects with `ListenError` when an address cannot be had. */
export async function listen(
  config: Listening,
  services: Services,
  createApp: (services: Services, isClosing: () => boolean) => Express,
  times: ClosingTimes = timesFor(config.production),
): Promise<Server> {
  const { store, threads, log, crew } = services;
  const closing = new AbortController();
  const server = createHttpServer(
    createApp(services, () => closing.signal.aborted),
    {
      ...config,
      closing: closing.signal,
      report: (unread) => {
        logUnread(log, unread);
        services.metrics?.unread(unread);
      },
    },
  );
  const connectionsGone = watchConnections(server);
  await measure(config, services);
  await takePort(server, config, ['PORT', 'HOST']);
  const housekeeping = startHousekeeping(services);
  const end = (exitCode: number) => {
    if (closing.signal.aborted) return;
    closing.abort();
    const parts = { server, connectionsGone, housekeeping, store, threads, log, times };
    close(parts, exitCode).catch((error: unknown) => {
      log.error({ err: error }, 'The store did not close');
      process.exit(1);
    });
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // However often: a supervisor and a terminal may tell the same one (docs/adr/0034).
    process.on(signal, () => {
      end(0);
    });
  }
  crew.whenEnded(() => {
    end(0);
  });
  // Also for rejections. The state may be wrong, so we end; requests under way get their answer.
  process.on('uncaughtException', (error, origin) => {
    log.fatal({ err: error, origin }, 'An error that nobody caught: the service ends');
    end(1);
  });
  crew.tellListening();
  return server;
}

/**
 * On a port of its own, until the process ends: also while it closes there is something to see. Of
 * several workers the primary has that port.
 */
async function measure(
  { metrics: at }: Listening,
  { metrics, log, crew }: Services,
): Promise<void> {
  if (!metrics || !at || crew.giveMetrics(metrics.parts)) return;
  await takePort(createMetricsServer(metrics, log).unref(), at, ['METRICS_PORT', 'METRICS_HOST']);
  log.info(`Metrics at http://${at.host}:${at.port}/metrics`);
}
