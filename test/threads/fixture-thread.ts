/** The program of the threads, but for what asks it in so many words to go wrong. */
import { parentPort } from 'node:worker_threads';
// Both listen before the first task comes.
import '../../src/thread.ts';
import type { ToThread } from '../../src/threads/task.ts';

const kept: unknown[] = [];

parentPort?.on('message', ({ name, given }: ToThread) => {
  const text = wordsOf(given);
  if (name.startsWith('read') && text.includes('"never read"')) for (;;);
  if (name.startsWith('prepare') && text.includes('"never prepared"')) for (;;);
  if (!name.startsWith('verify')) return;
  if (text.includes('"for ever"')) for (;;);
  if (text.includes('"much memory"')) for (;;) kept.push(new Array(1_000).fill(text));
  if (text.includes('"thrown"')) throw new Error('thrown in a thread');
});

function wordsOf(given: unknown): string {
  if (given instanceof Uint8Array) return new TextDecoder().decode(given);
  // A text within what is given has its quotes escaped.
  return JSON.stringify(given).replaceAll('\\"', '"');
}
