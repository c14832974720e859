/** What the parent asks of a server beside its requests: a few words there, a few words back. */
import { z } from 'zod';

const question = z.object({
  number: z.int(),
  command: z.string(),
  words: z.array(z.string()),
});
export const reply = z.object({
  number: z.int(),
  words: z.array(z.string()).default([]),
  error: z.string().optional(),
});

type Commands = Readonly<Record<string, (...words: string[]) => Promise<readonly string[]>>>;

const always: Commands = {
  /** Microseconds so far: user and system, all threads. */
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return Promise.resolve([String(user + system)]);
  },
  /** Bytes that are resident, once what is not needed is gone. */
  memory: () => {
    globalThis.gc?.();
    return Promise.resolve([String(process.memoryUsage.rss())]);
  },
};

/** `origin`: where this server listens. It ends with its parent. */
export function answerParent(commands: Commands, origin = ''): void {
  process.on('message', (message) => {
    const { number, command, words } = question.parse(message);
    const run = { ...always, ...commands }[command];
    const answer = run ? run(...words) : Promise.reject(new Error(`No command ${command}`));
    answer.then(
      (said) => process.send?.({ number, words: said }),
      (error: unknown) => process.send?.({ number, error: String(error) }),
    );
  });
  process.once('disconnect', () => process.exit());
  process.send?.({ number: 0, words: [origin] });
}
