/**
 * Ends the service without losing an answer. First it says that it is not ready, and goes on
 * serving while whatever balances the load notices; then it takes no new connection and ends the
 * requests under way; then it stops the housekeeping and closes the store. A deadline ends it in any case.
 */
import type { Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Housekeeping } from './housekeeping.ts';

/** Milliseconds for each stage. Their sum stays under the 20 s that compose.yaml gives. */
export interface ClosingTimes {
  readonly notice: number;
  readonly drain: number;
  readonly store: number;
}

interface Parts {
  readonly server: Server;
  readonly housekeeping: Housekeeping;
  readonly store: { close(): Promise<void> };
  readonly threads: { close(): Promise<void> };
  readonly log: Logger;
  readonly times: ClosingTimes;
}

/** Runs once and does not return: exits with `exitCode`, or 1 past the deadline. */
export async function close(parts: Parts, exitCode: number): Promise<void> {
  const { server, housekeeping, store, threads, log, times } = parts;
  setTimeout(
    () => {
      log.error('The service did not close in time: leaving what is still under way');
      process.exit(1);
    },
    times.notice + times.drain + times.store,
  );
  await wait(times.notice);
  await drain(server, times.drain);
  await housekeeping.stop();
  await threads.close();
  await store.close();
  log.info('Closed');
  process.exit(exitCode);
}

async function drain(server: Server, milliseconds: number): Promise<void> {
  // A kept-alive connection gets idle only once its request is answered.
  const idle = setInterval(() => {
    server.closeIdleConnections();
  }, 50);
  const late = setTimeout(() => {
    server.closeAllConnections();
  }, milliseconds);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(idle);
  clearTimeout(late);
}
