/**
 * The real service on a machine that has no process left while `PLACE` is not there. Node says so
 * later (`NO_PROCESS=later`: the folder to begin in is missing), or at once (no such user).
 */
import cluster from 'node:cluster';
import { existsSync } from 'node:fs';

const { PLACE = '', NO_PROCESS } = process.env;
const here = { cwd: process.cwd(), uid: process.getuid?.() ?? 0 };
const nowhere = NO_PROCESS === 'later' ? { cwd: PLACE } : { uid: -1 };

if (cluster.isPrimary) {
  const fork = cluster.fork.bind(cluster);
  cluster.fork = (environment) => {
    cluster.setupPrimary({ ...here, ...(!existsSync(PLACE) && nowhere) });
    return fork(environment);
  };
}

await import('../../src/server.ts');
