/** Tasks that a test holds and lets go: a program for threads, with nothing of the service in it. */
import { serveTasks } from '../../src/threads/serve-tasks.ts';
import type { Task } from '../../src/threads/task.ts';

/** Shared with the thread: 1 once it may go on. */
export type Gate = Int32Array<SharedArrayBuffer>;

export const createGate = (): Gate => new Int32Array(new SharedArrayBuffer(4));

export function openGate(gate: Gate): void {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}

export const heldTask: Task<{ readonly name: string; readonly gate: Gate }, string> = {
  name: 'held',
  run: ({ name, gate }, spend) => {
    spend(7);
    Atomics.wait(gate, 0, 0);
    return name;
  },
};

export const failingTask: Task<string, string> = {
  name: 'failing',
  run: (why) => {
    throw new Error(why);
  },
};

serveTasks([heldTask, failingTask]);
