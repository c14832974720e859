/** Programs of ours as processes of their own: what they say, how they end, killed at will. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { compiled, root } from './compiled.ts';

/** Set and empty: what somebody has in a .env of their own is not for tests. */
const unset = Object.fromEntries(
  [...readFileSync(join(root, '.env.example'), 'utf8').matchAll(/^([A-Z0-9_]+)=/gm)].map(
    ([, name = '']) => [name, ''],
  ),
);
const running = new Set<ChildProcess>();
/** Files, each of which says that a port is somebody's. */
const marks = new Set<string>();

// Whatever happens to the test, nothing it started outlives it.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  for (const mark of marks) rmSync(mark, { force: true });
});

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface TestProcess {
  readonly pid: number;
  /** Everything said so far, on both outputs. */
  readonly output: () => string;
  /** What of it was said on the second one. */
  readonly errors: () => string;
  /** Resolves once the output matches; rejects if the process ends before. */
  says(wanted: RegExp): Promise<RegExpExecArray>;
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<Ending>;
  /** Kills it if it still runs. */
  stop(): Promise<void>;
}

interface Options {
  /** The whole environment, but for PATH and the like; `undefined`: also not set to nothing. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly args?: readonly string[];
  /** Where `program` and the working folder are; the repository unless said. */
  readonly folder?: string;
  /** Nobody reads its first output, as behind `| head`: it is closed from the beginning. */
  readonly unread?: boolean;
}

/**
 * Node itself runs the program, so that a signal reaches it and no wrapper: in TypeScript, as it is
 * compiled.
 */
export function startProcess(program: string, options: Options = {}): TestProcess {
  const { env = {}, args = [], folder = root, unread = false } = options;
  const child = spawn(
    process.execPath,
    [program.endsWith('.ts') ? compiled(program) : program, ...args],
    {
      cwd: folder,
      env: { ...inherited(), ...unset, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  running.add(child);
  let text = '';
  let errors = '';
  let over = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  child.stderr.on('data', (chunk: string) => (errors += chunk));
  if (unread) child.stdout.destroy();
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      running.delete(child);
      over = true;
      resolve({ code, signal });
    });
  });
  return {
    // None: `ended` is rejected.
    pid: child.pid ?? -1,
    output: () => text,
    errors: () => errors,
    ended,
    async says(wanted) {
      for (;;) {
        const found = wanted.exec(text);
        if (found) return found;
        if (over) throw new Error(`It ended without saying ${String(wanted)}:\n${text}`);
        await wait(10);
      }
    },
    signal: (name) => {
      child.kill(name);
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function inherited(): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ['PATH', 'HOME', 'TMPDIR']) {
    const value = process.env[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

/**
 * A port that stays free until it is used. It is none of those that the system deals out to
 * connections and to whoever asks for any port (from 32,768 on Linux, from 49,152 elsewhere:
 * RFC 6335, section 6): one of these may be somebody else's a moment later. And whoever of this run
 * was given it leaves a mark, so that nobody else is.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const port = randomInt(16_000, 32_000);
    if (isMarked(port) && (await isFree(port))) return port;
  }
  throw new Error('No port is free');
}

function isMarked(port: number): boolean {
  const mark = join(tmpdir(), `kpa-badges-port-${port}`);
  try {
    writeFileSync(mark, '', { flag: 'wx' });
  } catch {
    return false;
  }
  marks.add(mark);
  return true;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

export interface TestServer extends TestProcess {
  readonly url: string;
}

/**
 * Resolves once it is ready, or, of one that never will be, alive. `env` needs no PORT: give one to
 * keep the address over restarts.
 */
export async function startServer(
  program: string,
  { env = {}, ...options }: Options = {},
  until: 'ready' | 'live' = 'ready',
): Promise<TestServer> {
  const port = env['PORT'] ?? String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const server = startProcess(program, {
    ...options,
    env: { PUBLIC_URL: url, LOG_LEVEL: 'info', ...env, PORT: port, HOST: '127.0.0.1' },
  });
  const ended = server.ended.then(() => 'ended' as const);
  while (!(await isOk(`${url}/health/${until}`))) {
    if ((await Promise.race([ended, wait(20)])) === 'ended') {
      throw new Error(`The server ended before it was ready:
${server.output()}`);
    }
  }
  return { ...server, url };
}

async function isOk(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
