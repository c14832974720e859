/** Listens, and on SIGTERM, SIGINT or an error that nobody caught, closes gracefully. */
import type { Server } from 'node:http';
import type { Express } from 'express';
import { type ClosingTimes, close, watchConnections } from './closing.ts';
import type { Config } from './config.ts';
import { startHousekeeping } from './housekeeping.ts';
import { createHttpServer } from './http-server.ts';
import type { Services } from './services.ts';
import { logUnread } from './web/requests/request-log.ts';

/**
 * In production a load balancer needs a moment to see that we are not ready, and a connection that
 * was kept is left by its client after the next answer, or after the five seconds that each answer
 * names (`Keep-Alive: timeout=5`), to which newer versions of Node add one.
 */
const timesFor = (production: boolean): ClosingTimes => ({
  notice: production ? 2_000 : 0,
  leave: production ? 6_500 : 0,
  drain: 8_000,
  store: 5_000,
});

class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** Resolves once requests are taken. Throws `ListenError` when the address cannot be had. */
export async function listen(
  config: Pick<Config, 'host' | 'port' | 'production' | 'publicUrl'>,
  services: Services,
  createApp: (services: Services, isClosing: () => boolean) => Express,
  times: ClosingTimes = timesFor(config.production),
): Promise<Server> {
  const { store, threads, log } = services;
  const closing = new AbortController();
  const server = createHttpServer(
    createApp(services, () => closing.signal.aborted),
    {
      ...config,
      closing: closing.signal,
      report: (unread) => {
        logUnread(log, unread);
      },
    },
  );
  const connectionsGone = watchConnections(server);
  await start(server, config);
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
    process.once(signal, () => {
      end(0);
    });
  }
  // Also for rejections. The state may be wrong, so we end; requests under way get their answer.
  process.on('uncaughtException', (error, origin) => {
    log.fatal({ err: error, origin }, 'An error that nobody caught: the service ends');
    end(1);
  });
  return server;
}

function start(server: Server, { host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(refusal(error, host, port));
    });
    server.listen(port, host, resolve);
  });
}

function refusal(cause: NodeJS.ErrnoException, host: string, port: number): Error {
  const why = {
    EADDRINUSE: `Port ${port} is already in use. Stop what uses it, or choose another one, for instance PORT=${port + 1}`,
    EACCES: `This user may not listen on port ${port}. Choose one above 1023, for instance PORT=3000`,
    EADDRNOTAVAIL: `HOST=${host} is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for all`,
    ENOTFOUND: `HOST=${host} is no address. Use 127.0.0.1, or 0.0.0.0 for all`,
  }[cause.code ?? ''];
  return why === undefined ? cause : new ListenError(why, { cause });
}
