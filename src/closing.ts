/**
 * Ends the service without losing an answer, nor a request (docs/adr/0034). First it says that it is
 * not ready, and goes on serving, each answer with « Connection: close », until whatever balances the
 * load has noticed and the connections from before have gone; then it takes no new one and ends the
 * requests under way; then it stops the housekeeping and closes the store. A deadline ends it in any
 * case.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Housekeeping } from './housekeeping.ts';

/** Milliseconds for each stage. */
export interface ClosingTimes {
  /** For which it serves on in any case. */
  readonly notice: number;
  /** For which it serves on, at most, while connections from before are there. */
  readonly leave: number;
  readonly drain: number;
  readonly store: number;
}

/** What it takes at most. Whatever stops the service grants it more (`test/compose.test.ts`). */
export const longestClose = ({ notice, leave, drain, store }: ClosingTimes): number =>
  Math.max(notice, leave) + drain + store;

interface Parts {
  readonly server: Server;
  /** Those of now: resolves once all of them have gone. */
  readonly connectionsGone: () => Promise<unknown>;
  readonly housekeeping: Housekeeping;
  readonly store: { close(): Promise<void> };
  readonly threads: { close(): Promise<void> };
  readonly log: Logger;
  readonly times: ClosingTimes;
}

/** Runs once and does not return: exits with `exitCode`, or 1 past the deadline. */
export async function close(parts: Parts, exitCode: number): Promise<void> {
  const { server, connectionsGone, housekeeping, store, threads, log, times } = parts;
  setTimeout(() => {
    log.error('The service did not close in time: leaving what is still under way');
    process.exit(1);
  }, longestClose(times));
  // Closed at the moment in which its client asks once more, a connection loses that request.
  await Promise.all([wait(times.notice), Promise.race([connectionsGone(), wait(times.leave)])]);
  await drain(server, times.drain);
  await housekeeping.stop();
  await threads.close();
  await store.close();
  log.info('Closed');
  process.exit(exitCode);
}

/** To be called before the server listens. */
export function watchConnections(server: Server): () => Promise<unknown> {
  const open = new Map<Socket, Promise<void>>();
  server.on('connection', (socket) => {
    const gone = new Promise<void>((resolve) => {
      socket.once('close', () => {
        open.delete(socket);
        resolve();
      });
    });
    open.set(socket, gone);
  });
  return () => Promise.all(open.values());
}

async function drain(server: Server, milliseconds: number): Promise<void> {
  // What began before the end was announced keeps its connection, and leaves it idle.
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
