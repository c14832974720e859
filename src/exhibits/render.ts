/**
 * Draws anew what somebody hands in: a photo, or the pages of a document. In a process of its own, one
 * at a time, with bounds of memory and time: what breaks it breaks nothing here, and what it needed is
 * free again when it has ended (docs/adr/0051).
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { NotRendered, Rendered } from './rendered.ts';
import { unpack } from './rendered.ts';

export interface Renderer {
  /** Undefined where it had to be ended, or ended by itself: by the file, or for want of memory. */
  readonly render: (file: Uint8Array) => Promise<Rendered | NotRendered | undefined>;
}

const PROGRAM = new URL(
  `./render-process.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`,
  import.meta.url,
);
/** The largest that is taken needs some seconds of a busy machine. */
const MILLISECONDS = 30_000;
/** In 64 KiB: what a document may take to be drawn. And in MB, of JavaScript, which is hardly used. */
const WASM_PAGES = 4_096;
const HEAP = 128;
/** Five pictures of theirs have less. */
const MOST_SAID = 24 * 1_048_576;
/** Less than those who answer people. */
const PRIORITY = 5;

type Child = ChildProcessByStdio<Writable, Readable, null>;

export function createRenderer(program = PROGRAM, milliseconds = MILLISECONDS): Renderer {
  let last: Promise<unknown> = Promise.resolve();
  return {
    render(file) {
      const mine = last.then(() => renderOne(start(program), file, milliseconds));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

function start(program: URL): Child {
  const path = fileURLToPath(program);
  // Node 20 reads no TypeScript: in development tsx does.
  const reader = path.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const bounds = [`--max-old-space-size=${HEAP}`, `--wasm-max-mem-pages=${WASM_PAGES}`];
  // It gets nothing of the environment: no secret is there. Without a thread for each core, memory of
  // libc lies in one place, and is less.
  const env = { MALLOC_ARENA_MAX: '1', UV_THREADPOOL_SIZE: '1', VIPS_CONCURRENCY: '1' };
  const child = spawn(process.execPath, [...bounds, ...reader, path], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.once('spawn', () => {
    if (child.pid !== undefined) setPriority(child.pid, PRIORITY);
  });
  return child;
}

async function renderOne(child: Child, file: Uint8Array, milliseconds: number) {
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  // It may end before it has read all of it.
  child.stdin.on('error', () => undefined);
  child.stdin.end(file);
  try {
    const [code, said] = await Promise.all([ended, readAll(child)]);
    return code === 0 ? unpack(said) : undefined;
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}

async function readAll({ stdout }: Child): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdout.iterator({ destroyOnReturn: true })) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MOST_SAID) throw new Error('The process that draws says too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
