/** A disk that is full, a file that is gone, damaged or another’s: told to who watches, and to people. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseSync } from '@photostructure/sqlite';
import { z } from 'zod';
import { createDurableKpa, type DurableKpa } from '../durability/support/durable-kpa.ts';
import { freePort, startProcess, type TestServer } from '../support/programs/process.ts';
import { createVisitor } from '../support/visitor.ts';

let house: DurableKpa;
let file: string;
beforeEach(async () => {
  house = await createDurableKpa();
  file = join(house.folder, 'kpa-badges.sqlite');
});
afterEach(() => house.destroy());

async function untilReadiness({ url }: TestServer, wanted: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/health/ready`);
    if (`${answer.status} ${await answer.text()}` === wanted) return;
    await wait(50);
  }
}

/** Nothing that this process writes may be longer: the disk is as good as full. */
const limitFiles = (pid: number, bytes: string) => {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
};

const linesOf = (server: TestServer, words: string) =>
  server
    .output()
    .split('\n')
    .filter((line) => line.includes(words));

describe('While it runs', () => {
  it('a disk that is full: not ready, 503 with a sentence, once in the log; and back', async () => {
    const token = await house.services.createSignInLink(house.member, { minutes: 10 });
    const server = await house.start();
    const browser = createVisitor(house.url, house.url);
    const entrance = await browser.get(`/connexion/lien/${token}`);
    limitFiles(server.pid, '1');
    await untilReadiness(server, '503 not ready: storage');
    for (let times = 0; times < 3; times += 1) {
      const page = await browser.press(entrance, 'Entrer');
      expect([page.status, page.headers.get('retry-after')]).toEqual([503, '10']);
      expect(page.text).toContain('Réessayez dans une minute.');
    }
    expect((await browser.get('/badges')).status).toBe(200);
    expect(linesOf(server, 'The storage is away')).toHaveLength(1);
    expect(linesOf(server, 'unexpected error')).toEqual([]);
    limitFiles(server.pid, 'unlimited');
    await untilReadiness(server, '200 ok');
    expect(linesOf(server, 'The storage answers again')).toHaveLength(1);
    expect((await browser.press(entrance, 'Entrer')).status).toBe(200);
  });

  it('a file that was removed, or that another has taken the place of: not ready', async () => {
    const server = await house.start();
    const copy = await readFile(file);
    await rm(file);
    await untilReadiness(server, '503 not ready: storage');
    await writeFile(file, copy);
    expect(linesOf(server, 'not there any more')).toHaveLength(1);
    // Not the one that we write to.
    await untilReadiness(server, '503 not ready: storage');
  });

  it('a file that is damaged in the middle: not ready, and what was found is in the log', async () => {
    await house.recordExperience('Buffet');
    await house.services.store.close();
    await damage(file);
    const server = await house.start('live');
    await untilReadiness(server, '503 not ready: damaged');
    expect(linesOf(server, 'What is stored is damaged')).toHaveLength(1);
  });
});

/** A page becomes noise: that of a table which nobody reads, wherever it lies, so that the start goes well. */
async function damage(path: string): Promise<void> {
  const database = new DatabaseSync(path);
  database.exec('CREATE TABLE "unread" ("text" TEXT)');
  database.prepare('INSERT INTO "unread" VALUES (?)').run('x'.repeat(1_000));
  const { rootpage: root } = z
    .object({ rootpage: z.number() })
    .parse(database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'unread'").get());
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  const page = 4_096;
  const handle = await open(path, 'r+');
  await handle.write(Buffer.alloc(page, 0xab), 0, page, (root - 1) * page);
  await handle.close();
}

describe('A start with storage that cannot be used says so in a sentence, without a stack', () => {
  async function failure(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const service = startProcess('src/server.ts', {
      env: { LOG_LEVEL: 'silent', HOST: '127.0.0.1', PORT: String(await freePort()), ...env },
    });
    expect(await service.ended).toEqual({ code: 1, signal: null });
    const [headline, ...said] = service.output().trim().split('\n');
    expect(headline).toBe('The service did not start.');
    return said;
  }

  it('a folder that cannot be made', async () => {
    const said = await failure({ DATA_DIR: '/sys/kpa-badges' });
    expect(said).toEqual([expect.stringMatching(/^DATA_DIR=\/sys\/kpa-badges cannot be made/)]);
  });

  it('a file of which nothing can be read behind its head', async () => {
    const database = new DatabaseSync(file);
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    const { size } = await stat(file);
    const head = 4_096;
    await writeFile(
      file,
      Buffer.concat([(await readFile(file)).subarray(0, head), Buffer.alloc(size - head, 0xab)]),
    );
    const said = await failure({ DATA_DIR: house.folder, PUBLIC_URL: house.url });
    expect(said).toEqual([expect.stringContaining('it is damaged: restore a backup')]);
  });

  it('a file that is no database', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
    await writeFile(join(folder, 'kpa-badges.sqlite'), 'Not a database, but a letter. '.repeat(99));
    const said = await failure({ DATA_DIR: folder });
    expect(said).toEqual([expect.stringContaining('it is no SQLite database: restore a backup')]);
    await rm(folder, { recursive: true });
  });

  it('a MongoDB server that does not answer, whose password is not shown', async () => {
    const port = await freePort();
    const MONGODB_URI = `mongodb://ada:secret@127.0.0.1:${port}/?serverSelectionTimeoutMS=200`;
    const said = await failure({ MONGODB_URI, DATA_DIR: house.folder });
    expect(said).toEqual([`MongoDB at 127.0.0.1:${port}: it does not answer`]);
  });

  it('data of another address, and of another master key', async () => {
    const env = { DATA_DIR: house.folder, PUBLIC_URL: house.url };
    expect(await failure({ ...env, PUBLIC_URL: 'https://badges.example' })).toEqual([
      expect.stringContaining('PUBLIC_URL is https://badges.example'),
    ]);
    const MASTER_KEY = randomBytes(32).toString('base64');
    expect(await failure({ ...env, MASTER_KEY })).toEqual([
      expect.stringContaining('closed under another MASTER_KEY'),
    ]);
  });
});
