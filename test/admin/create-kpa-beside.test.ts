/** create-kpa on a machine where a service runs: it writes into the data of that service, or nowhere. */
import { randomBytes } from 'node:crypto';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
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
import { asArguments, GIVEN } from './given-kpa.ts';

describe('create-kpa beside a service', () => {
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
});
