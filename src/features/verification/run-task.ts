/** One thread that verifies, and one task in it. */
import { Worker } from 'node:worker_threads';
import { messageOf } from '../../credentials/errors.ts';
import type { World } from './surroundings.ts';
import type { Answer, FromThread, Question, Reply, Task } from './thread-messages.ts';

export interface TaskOptions {
  readonly world: World;
  /** For one task, with all that it asks of the world. */
  readonly milliseconds: number;
}

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

/** The answer, or nothing if the thread ended before, by itself or because it took too long. */
export function runTask(
  thread: Worker,
  task: Task,
  { world, milliseconds }: TaskOptions,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    // One that has worked before begins at once, unless something still runs in it.
    let late = setTimeout(end, begun.has(thread) ? milliseconds : START);
    function end(): void {
      // An answer that comes now is too late: the thread is on its way out.
      thread.off('message', hear);
      void thread.terminate();
    }
    function settle(answer?: Answer): void {
      clearTimeout(late);
      thread.off('message', hear).off('exit', lose);
      resolve(answer);
    }
    function lose(): void {
      settle();
    }
    function hear(message: FromThread): void {
      if (message.kind === 'asks') void reply(world, message);
      else if (message.kind === 'answers') settle(message.answer);
      else {
        begun.add(thread);
        clearTimeout(late);
        late = setTimeout(end, milliseconds);
      }
    }
    thread.on('message', hear).on('exit', lose);
    thread.postMessage(task);
  });
}

async function reply(world: World, question: Question): Promise<void> {
  const { to } = question;
  const say = (message: Reply) => {
    to.postMessage(message);
    to.close();
  };
  try {
    say({ outcome: 'told', told: await tell(world, question) });
  } catch (error) {
    say({ outcome: 'failed', message: messageOf(error) });
  }
}

function tell(world: World, question: Question) {
  const { asks, about } = question;
  if (asks === 'refresh' || asks === 'endorsed') return world[asks](about, question.form);
  return asks === 'newestSeen' ? world.newestSeen(about, question.made) : world[asks](about);
}
