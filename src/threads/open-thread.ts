import { Worker } from 'node:worker_threads';
import { startDeadline } from './deadline.ts';
import type { FromThread } from './task.ts';

/** A new thread that is not ready by then never will be. */
const START = 30_000;

interface Opening {
  readonly program: URL;
  readonly megabytes: number;
  readonly isShortWayOpen: boolean;
  readonly ready: () => void;
  readonly failed: (error: unknown) => void;
  /** Whatever it is for; then also what was under way in it has no result. */
  readonly ended: () => void;
}

/** It does not keep the process alive, and gets nothing of the environment: no secret is there. */
export function openThread({ program, ready, failed, ended, ...bounds }: Opening): Worker {
  const { megabytes, isShortWayOpen } = bounds;
  const resourceLimits = { maxOldGenerationSizeMb: megabytes };
  const options = { env: {}, resourceLimits, workerData: { isShortWayOpen } };
  const thread = program.pathname.endsWith('.ts')
    ? new Worker(withTypes(program), { ...options, eval: true })
    : new Worker(program, options);
  thread.unref();
  const callOff = startDeadline(START, () => {
    void thread.terminate();
  });
  thread.on('message', ({ kind }: FromThread<unknown>) => {
    if (kind !== 'ready') return;
    callOff();
    ready();
  });
  thread.once('error', failed);
  thread.once('exit', () => {
    callOff();
    ended();
  });
  return thread;
}

/** Node 20 reads no TypeScript: in development a thread first learns it from tsx, as we did. */
function withTypes({ href }: URL): string {
  return `import('tsx/esm/api').then((tsx) => {
    tsx.register();
    return import(${JSON.stringify(href)});
  })`;
}
