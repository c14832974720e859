/** Commands on a machine where a service runs: they work with the data of that service, or say so. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { access, copyFile, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite.ts';
import {
  freePort,
  startProcess,
  startServer,
  type TestServer,
} from '../support/programs/process.ts';
import { listen } from '../support/world.ts';
import { asArguments, GIVEN } from './given-kpa.ts';

describe('a command beside a service', () => {
  let folder: string;
  let elsewhere: string;
  let server: TestServer;
  let port: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
    elsewhere = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
    port = String(await freePort());
    const env = { DATA_DIR: folder, PORT: port, PUBLIC_URL: `http://localhost:${port}` };
    server = await startServer('src/server.ts', { env });
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
    await rm(elsewhere, { recursive: true });
  });

  async function createKpa(env: Readonly<Record<string, string>>, cwd?: string) {
    const run = startProcess(resolve('src/admin.ts'), {
      env: { PORT: port, ...env },
      args: ['create-kpa', ...asArguments(GIVEN)],
      ...(cwd !== undefined && { folder: cwd }),
    });
    const { code } = await run.ended;
    return { code, said: run.output() };
  }
  async function runAdmin(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const run = startProcess('src/admin.ts', {
      env: { PORT: port, DATA_DIR: folder, ...env },
      args,
    });
    const { code } = await run.ended;
    return { code, said: run.output() };
  }
  const admin = (...args: readonly string[]) => runAdmin(args);
  const isServed = async () => (await fetch(`${server.url}/k/hauts-pres/did.json`)).status === 200;

  it('refuses other data, made or not, and makes none', async () => {
    const unmade = join(elsewhere, 'unmade');
    const refused = await createKpa({ DATA_DIR: unmade });
    expect(refused.code).toBe(1);
    expect(refused.said).toMatch(
      /^Nothing was done\.\nThe service at http:\/\/127\.0\.0\.1:\d+ works with other data than .*unmade\/kpa-badges\.sqlite, which is not there\. Give this command the configuration/,
    );
    await expect(access(unmade)).rejects.toThrow('ENOENT');
    await (await openSqlite({ folder: elsewhere })).close();
    const other = await createKpa({ DATA_DIR: elsewhere });
    expect([other.code, other.said]).toEqual([
      1,
      expect.stringContaining(`other data than SQLite in ${elsewhere}/kpa-badges.sqlite`),
    ]);
    expect(await isServed()).toBe(false);
  });

  it('refuses another PUBLIC_URL, and another master key', async () => {
    const address = await createKpa({ DATA_DIR: folder, PUBLIC_URL: 'https://badges.example' });
    expect([address.code, address.said]).toEqual([
      1,
      expect.stringContaining('PUBLIC_URL is https://badges.example, and the data in'),
    ]);
    const MASTER_KEY = randomBytes(32).toString('base64');
    const key = await createKpa({ DATA_DIR: folder, MASTER_KEY });
    expect([key.code, key.said]).toEqual([
      1,
      expect.stringContaining('closed under another MASTER_KEY'),
    ]);
    expect(key.said).not.toContain('/connexion/lien/');
    expect(key.said).not.toContain('other data');
    expect(await isServed()).toBe(false);
  });

  it('reads what the service reads: .env in the working folder', async () => {
    const work = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
    await writeFile(join(work, '.env'), `DATA_DIR="${folder}"\nPORT=${port}\n`);
    const env = Object.fromEntries(['DATA_DIR', 'PORT'].map((name) => [name, undefined]));
    const run = startProcess(resolve('src/admin.ts'), {
      ...{ env, args: ['create-kpa', ...asArguments(GIVEN)], folder: work },
    });
    expect(await run.ended).toMatchObject({ code: 0 });
    expect(run.output()).toContain(`The service at http://127.0.0.1:${port} works with it.`);
    expect(await isServed()).toBe(true);
    await rm(work, { recursive: true });
  });

  /** The service, as it is a second behind: `/health/ready` is what it is told to say, one after the other. */
  async function startBehind(...readiness: readonly string[]) {
    const left = [...readiness];
    const stand = createServer((req, res) => {
      const path = req.url ?? '';
      if (path === '/health/ready') res.setHeader('X-Version', '0').end(left.shift() ?? 'ok');
      else if (path.startsWith('/k/')) res.writeHead(404).end();
      else {
        void fetch(`${server.url}${path}`)
          .then((answer) => answer.text())
          .then((text) => res.end(text));
      }
    });
    const origin = await listen(stand);
    const env = { PORT: new URL(origin).port, PUBLIC_URL: `http://localhost:${port}` };
    return { env, end: () => stand.close() };
  }

  it('says so where the service does not show what was written, whatever it says of itself', async () => {
    const behind = await startBehind('ok');
    const { code, said } = await createKpa({ DATA_DIR: folder, ...behind.env });
    behind.end();
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(/does not show it: .* Start it again\.$/m),
    ]);
    expect(said).not.toContain('works with it');
  });

  it('looks at the service once more when all is rewrapped', async () => {
    const behind = await startBehind('ok', 'not ready: configuration');
    const line = ['rewrap', '--by', 'Karim', '--reason', 'Yearly'];
    const { code, said } = await runAdmin(line, behind.env);
    behind.end();
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(
        /any more\.\nThe service at \S+ says « not ready: configuration »: start it/,
      ),
    ]);
  });

  it('refuses a file that was put in the place of the one that the service has open', async () => {
    const file = join(folder, 'kpa-badges.sqlite');
    const aside = join(elsewhere, 'aside');
    const { code } = await admin('backup');
    expect(code).toBe(0);
    const [backup = ''] = await readdir(join(folder, 'backups'));
    for (const end of ['', '-wal', '-shm']) await rename(`${file}${end}`, `${aside}${end}`);
    await copyFile(join(folder, 'backups', backup), file);
    const refused = await createKpa({ DATA_DIR: folder });
    expect([refused.code, refused.said]).toEqual([
      1,
      expect.stringContaining('says « not ready: storage »: was its file removed or replaced'),
    ]);
    const replayed = await admin('replay-journal', '--by', 'Karim', '--reason', 'A drill');
    expect(replayed.said).toContain('says « not ready: storage »: start it again afterwards.');
    for (const end of ['', '-wal', '-shm']) {
      await rm(`${file}${end}`, { force: true });
      await rename(`${aside}${end}`, `${file}${end}`);
    }
    const beside = await admin('replay-journal', '--by', 'Karim', '--reason', 'A drill');
    expect(beside.said).toMatch(/^The service at \S+ runs: what it gives meanwhile/);
  });

  it('rewraps nothing beside a service that does not know the new master key', async () => {
    const MASTER_KEY = randomBytes(32).toString('base64');
    const MASTER_KEY_PREVIOUS = (await readFile(join(folder, 'master.key'), 'utf8')).trim();
    const env = { MASTER_KEY, MASTER_KEY_PREVIOUS };
    const line = ['rewrap', '--by', 'Karim', '--reason', 'Yearly'];
    const { code, said } = await runAdmin(line, env);
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(
        /^Nothing was done\.\nThe service at \S+ says « not ready: configuration »: start it again with this MASTER_KEY/,
      ),
    ]);
    await server.stop();
    const own = { DATA_DIR: folder, PORT: port, PUBLIC_URL: `http://localhost:${port}` };
    server = await startServer('src/server.ts', { env: { ...own, ...env } });
    const again = await runAdmin(line, env);
    expect([again.code, again.said]).toEqual([
      0,
      expect.stringContaining('Nothing needs the previous master key any more.'),
    ]);
  });
});
