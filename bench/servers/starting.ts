/** The service as an operator starts it, which tells its parent what that took. */
import cluster from 'node:cluster';
import { answerParent } from './commands.ts';

let listening = 0;
cluster.on('listening', () => (listening += 1));

await import('../../src/server.ts');
/** Of the service: its own, and those of its workers. */
const pids = () => {
  const workers = Object.values(cluster.workers ?? {});
  return [process.pid, ...workers.map((one) => one?.process.pid)].map(String);
};
// The parent of a worker is the primary, which asks other things.
if (cluster.isPrimary) {
  const commands = {
    pids: () => Promise.resolve(pids()),
    /** Workers that take connections. */
    listening: () => Promise.resolve([String(listening)]),
  };
  answerParent(commands, `http://127.0.0.1:${process.env['PORT'] ?? ''}`);
}
