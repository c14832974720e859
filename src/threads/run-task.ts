/** One thread, and one task in it. */
import { Worker } from 'node:worker_threads';
import { startDeadline } from './deadline.ts';
import type { Done, FromThread, ToThread } from './task.ts';

/** A new thread that has not begun by then never will. */
const START = 30_000;
const begun = new WeakSet<Worker>();

/** It does not keep the process alive, and gets nothing of the environment: no secret is there. */
export function openThread({
  program,
  megabytes,
}: {
  readonly program: URL;
  readonly megabytes: number;
}): Worker {
  const options = { env: {}, resourceLimits: { maxOldGenerationSizeMb: megabytes } };
  const thread = program.pathname.endsWith('.ts')
    ? new Worker(withTypes(program), { ...options, eval: true })
    : new Worker(program, options);
  thread.unref();
  return thread;
}

/** Node 20 reads no TypeScript: in development a thread first learns it from tsx, as we did. */
function withTypes({ href }: URL): string {
  return `import('tsx/esm/api').then((tsx) => {
    tsx.register();
    return import(${JSON.stringify(href)});
  })`;
}

/** Nothing if the thread ended before, by itself or because it took too long. */
export function runTask<R>(
  thread: Worker,
  task: ToThread,
  milliseconds: number,
): Promise<Done<R> | undefined> {
  return new Promise((resolve) => {
    // One that has worked before begins at once, unless something still runs in it.
    let callOff = startDeadline(begun.has(thread) ? milliseconds : START, end);
    function end(): void {
      // An answer that comes now is too late: the thread is on its way out.
      thread.off('message', hear);
      void thread.terminate();
    }
    function settle(done?: Done<R>): void {
      callOff();
      thread.off('message', hear).off('exit', lose);
      resolve(done);
    }
    function lose(): void {
      settle();
    }
    function hear(message: FromThread<R>): void {
      if (message.kind === 'done') settle(message);
      else {
        begun.add(thread);
        callOff();
        callOff = startDeadline(milliseconds, end);
      }
    }
    thread.on('message', hear).on('exit', lose);
    thread.postMessage(task);
  });
}
