/** A server in a process of its own, whose CPU is its own: its clients are in the parent. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { reply } from './commands.ts';

export interface Child {
  readonly origin: string;
  /** Rejects with what went wrong there. */
  ask(command: string, ...words: string[]): Promise<readonly string[]>;
  /** Microseconds so far. */
  cpu(): Promise<number>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (words: readonly string[]) => void;
  readonly reject: (error: Error) => void;
}

/** `file`: in this folder, without its ending. Resolves once it says that it is ready. */
export async function startChild(
  file: string,
  words: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Child> {
  const process_ = fork(join(import.meta.dirname, `${file}.js`), words, {
    // What the service logs is written, as in production, and nobody reads it.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--expose-gc'],
    env: { ...process.env, NODE_ENV: 'production', ...env },
  });
  const waiting = new Map<number, Waiting>();
  const expect = (number: number) =>
    new Promise<readonly string[]>((resolve, reject) => {
      waiting.set(number, { resolve, reject });
    });
  process_.on('message', (message) => {
    const { number, words: said, error } = reply.parse(message);
    if (error === undefined) waiting.get(number)?.resolve(said);
    else waiting.get(number)?.reject(new Error(`${file}: ${error}`));
    waiting.delete(number);
  });
  const ended = new Promise<void>((resolve) => {
    process_.once('exit', () => {
      for (const { reject } of waiting.values()) reject(new Error(`${file} has ended`));
      resolve();
    });
  });
  const [origin = ''] = await expect(0);
  let asked = 0;
  const ask = (command: string, ...given: string[]) => {
    asked += 1;
    process_.send({ number: asked, command, words: given });
    return expect(asked);
  };
  return {
    origin,
    ask,
    cpu: async () => Number((await ask('cpu'))[0]),
    close: () => {
      process_.disconnect();
      return ended;
    },
  };
}
