/**
 * What somebody hands in is read in a process of its own, one at a time, with bounds of memory and time:
 * what breaks it breaks nothing here, and what it needed is free again when it has ended.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export interface Bounds {
  readonly milliseconds: number;
  /** Of what it says, in bytes. */
  readonly mostSaid: number;
  /** In MB, of JavaScript. */
  readonly heap: number;
}

/** In 64 KiB: what a document may take to be drawn. */
const WASM_PAGES = 4_096;
/** Less than those who answer people. */
const PRIORITY = 5;

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** As it is compiled, or as it is written. */
export const programBeside = (url: string, name: string): URL =>
  new URL(`./${name}.${url.endsWith('.ts') ? 'ts' : 'js'}`, url);

/** Resolves with what it says; undefined where it had to be ended, or ended by itself. */
export function inTurn(
  program: URL,
  bounds: Bounds,
): (file: Uint8Array) => Promise<Buffer | undefined> {
  let last: Promise<unknown> = Promise.resolve();
  return (file) => {
    const mine = last.then(() => runOne(start(program, bounds), file, bounds));
    last = mine.catch(() => undefined);
    return mine;
  };
}

function start(program: URL, { heap }: Bounds): Child {
  const path = fileURLToPath(program);
  // Node 20 reads no TypeScript: in development tsx does.
  const reader = path.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const limits = [`--max-old-space-size=${heap}`, `--wasm-max-mem-pages=${WASM_PAGES}`];
  // It gets nothing of the environment: no secret is there. Without a thread for each core, memory of
  // libc lies in one place, and is less.
  const env = { MALLOC_ARENA_MAX: '1', UV_THREADPOOL_SIZE: '1', VIPS_CONCURRENCY: '1' };
  const child = spawn(process.execPath, [...limits, ...reader, path], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.once('spawn', () => {
    if (child.pid !== undefined) setPriority(child.pid, PRIORITY);
  });
  return child;
}

async function runOne(child: Child, file: Uint8Array, { milliseconds, mostSaid }: Bounds) {
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  // It may end before it has read all of it.
  child.stdin.on('error', () => undefined);
  child.stdin.end(file);
  try {
    const [code, said] = await Promise.all([ended, readAll(child, mostSaid)]);
    return code === 0 ? said : undefined;
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}

async function readAll({ stdout }: Child, mostSaid: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdout.iterator({ destroyOnReturn: true })) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > mostSaid) throw new Error('A process says too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
