/** Where the series of kills happens: a storage, and the processes over it, each killed at will. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { root } from '../../test/support/programs/compiled.ts';
import { freePort, startServer, type TestServer } from '../../test/support/programs/process.ts';

const run = promisify(execFile);

/** Of one process after one kill, before the series gives up. */
const STARTS = 20;

export interface Place {
  readonly env: Readonly<Record<string, string>>;
  /** The address that people know, which is that of the first process. */
  readonly url: string;
  readonly origins: readonly string[];
  start(process: number): Promise<void>;
  kill(process: number): Promise<void>;
  /** Ends the server of the database and starts it again; freezes it for as many milliseconds. */
  readonly database: { restart(): Promise<void>; freeze(ms: number): Promise<void> } | undefined;
  remove(): Promise<void>;
}

/** `onMongo`: over a server of its own; else over a file. */
export async function createPlace(processes: number, onMongo: boolean): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'kpa-kills-'));
  const ports = await Promise.all(Array.from({ length: processes }, () => freePort()));
  const [first = 0] = ports;
  const database = onMongo ? await startDatabase(folder) : undefined;
  const env = {
    DATA_DIR: folder,
    PUBLIC_URL: `http://127.0.0.1:${first}`,
    ...(database && { MONGODB_URI: database.uri }),
  };
  const servers: (TestServer | undefined)[] = [];
  return {
    env,
    url: env.PUBLIC_URL,
    origins: ports.map((port) => `http://127.0.0.1:${port}`),
    async start(at) {
      const options = { env: { ...env, PORT: String(ports[at]) } };
      // One that finds no database within its patience ends, and whoever supervises it starts it again.
      for (let left = STARTS - 1; servers[at] === undefined; left -= 1) {
        servers[at] = await startServer('src/server.ts', options).catch((error: unknown) => {
          if (left === 0) throw error;
          return undefined;
        });
      }
    },
    async kill(at) {
      const server = servers[at];
      servers[at] = undefined;
      server?.signal('SIGKILL');
      await server?.ended;
    },
    database,
    async remove() {
      for (const server of servers) await server?.stop();
      await database?.stop();
      await rm(folder, { recursive: true });
    },
  };
}

async function startDatabase(folder: string) {
  const place = join(folder, 'mongo');
  const port = String(await freePort());
  const script = async (what: 'start' | 'stop') => {
    const env = { ...process.env, MONGO_PORT: port };
    // Its output is the server's, too, which goes on: only its end is waited for.
    await run('sh', ['-c', `scripts/mongo-server.sh ${what} "$1" >/dev/null 2>&1`, 'sh', place], {
      cwd: root,
      env,
    });
  };
  const signal = async (name: 'SIGSTOP' | 'SIGCONT') => {
    process.kill(Number(await readFile(join(place, 'pid'), 'utf8')), name);
  };
  await script('start');
  return {
    uri: `mongodb://127.0.0.1:${port}/`,
    stop: () => script('stop'),
    async restart() {
      await script('stop');
      await script('start');
    },
    async freeze(ms: number) {
      await signal('SIGSTOP');
      await wait(ms);
      await signal('SIGCONT');
    },
  };
}
