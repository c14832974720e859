/** The thread that verifies, but for what asks it in so many words to go wrong. */
import { parentPort } from 'node:worker_threads';
// Both listen before the first task comes.
import '../../../src/features/verification/thread.ts';
import type { Task } from '../../../src/features/verification/thread-messages.ts';

const kept: unknown[] = [];

parentPort?.on('message', ({ text }: Task) => {
  if (text.includes('"for ever"')) for (;;);
  if (text.includes('"much memory"')) for (;;) kept.push(new Array(1_000).fill(text));
  if (text.includes('"thrown"')) throw new Error('thrown in a thread');
});
