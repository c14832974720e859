/** The inside of a thread: does one task after the other. `thread.ts` says which there are. */
import { parentPort } from 'node:worker_threads';
import type { FromThread, Task } from './task.ts';

/** `given` comes from whoever names the task, and has its type. */
type AnyTask = Task<never, unknown>;

export function serveTasks(tasks: readonly AnyTask[]): void {
  const known = new Map(tasks.map((task) => [task.name, task]));
  // What throws ends the thread: whoever asked gets no answer, and a new thread takes its place.
  parentPort?.on('message', (message: { readonly name: string; readonly given: never }) => {
    const task = known.get(message.name);
    if (!task) throw new Error(`No task is named ${message.name}`);
    void handle(task, message.given);
  });
  say({ kind: 'ready' });
}

async function handle(task: AnyTask, given: never): Promise<void> {
  let spent = 0;
  const result = await task.run(given, (values) => (spent += values));
  say({ kind: 'done', result, spent });
}

function say(message: FromThread<unknown>): void {
  parentPort?.postMessage(message);
}
