import type { Worker } from 'node:worker_threads';
import { startDeadline } from './deadline.ts';
import type { Done, FromThread, ToThread } from './task.ts';

/** In a thread that is ready. Nothing if it ended before, by itself or because it took too long. */
export function runTask<R>(
  thread: Worker,
  task: ToThread,
  milliseconds: number,
): Promise<Done<R> | undefined> {
  return new Promise((resolve) => {
    const callOff = startDeadline(milliseconds, () => {
      // An answer that comes now is too late: the thread is on its way out.
      thread.off('message', hear);
      void thread.terminate();
    });
    function finish(done?: Done<R>): void {
      callOff();
      thread.off('message', hear).off('exit', lose);
      resolve(done);
    }
    function lose(): void {
      finish();
    }
    function hear(message: FromThread<R>): void {
      if (message.kind === 'done') finish(message);
    }
    thread.on('message', hear).on('exit', lose);
    thread.postMessage(task);
  });
}
