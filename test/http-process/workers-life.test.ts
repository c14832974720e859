/** The life of several workers: they begin once, are replaced, and end together (docs/adr/0036). */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCrew, type TestCrew } from '../support/programs/crew.ts';
import { freePort, startProcess } from '../support/programs/process.ts';
import { sendHalf, untilRefused } from './half-sent.ts';

let folder: string;
let crew: TestCrew | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
});
afterEach(async () => {
  await crew?.stop();
  crew = undefined;
  await rm(folder, { recursive: true });
});

const start = async (env: Readonly<Record<string, string>> = {}): Promise<TestCrew> =>
  (crew = await startCrew({ DATA_DIR: folder, ...env }));

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const timesIn = (text: string, words: string): number => text.split(words).length - 1;

describe('A start that cannot succeed', () => {
  async function failure(env: Readonly<Record<string, string>>): Promise<string> {
    const port = String(await freePort());
    const service = startProcess('src/server.ts', {
      env: { ...{ DATA_DIR: folder, HOST: '127.0.0.1', PORT: port, WORKERS: '3' }, ...env },
    });
    expect(await service.ended).toEqual({ code: 1, signal: null });
    return service.output();
  }

  it('says why once, and ends', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const said = await failure({ PORT: String(port), LOG_LEVEL: 'error' });
    other.close();
    expect(said).toBe(
      `The service did not start.\nPort ${port} is already in use. Stop what uses it, or choose another one, for instance PORT=${port + 1}\n`,
    );
  });

  it('also where the data is of another service, or too many are wanted', async () => {
    await (await start()).stop();
    const said = await failure({ PUBLIC_URL: 'http://localhost:1' });
    expect(timesIn(said, 'The service did not start.')).toBe(1);
    expect(timesIn(said, 'KPA-Cité badges starts')).toBe(1);
    expect(await failure({ WORKERS: '65' })).toMatch(/^The service did not start\.\nWORKERS: /);
  });
});

describe('A worker', () => {
  it('that ends, asked or not, has a successor; what was under way is answered', async () => {
    const { workers, url, untilBegun, output } = await start();
    const [first = 0, second = 0] = workers();
    const underWay = await Promise.all([1, 2].map(() => sendHalf(url)));
    process.kill(first, 'SIGTERM');
    process.kill(second, 'SIGTERM');
    for (const one of underWay) expect(await one.finish()).toMatch(/^HTTP\/1\.1 303 /);
    await untilBegun(4);
    expect(new Set(workers()).size).toBe(4);
    expect(timesIn(output(), 'A worker has ended: another one begins')).toBe(2);
    expect(timesIn(output(), '"msg":"A worker keeps house"')).toBeGreaterThan(1);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });

  it('does not outlive its primary', async () => {
    const { workers, ...primary } = await start();
    primary.signal('SIGKILL');
    while (workers().some(isThere)) await wait(10);
    expect(workers()).toHaveLength(2);
  });
});

describe('All of them, told to end', () => {
  it('by a terminal or by whoever tells each process, answer, and end once', async () => {
    const { workers, url, ended, output, ...primary } = await start();
    const underWay = await sendHalf(url);
    for (const name of ['SIGINT', 'SIGINT', 'SIGTERM', 'SIGTERM'] as const) {
      primary.signal(name);
      for (const pid of workers()) if (isThere(pid)) process.kill(pid, name);
      // Else the system makes one of two that are alike.
      await untilRefused(url);
    }
    expect(await underWay.finish()).toMatch(/^HTTP\/1\.1 303 /);
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(timesIn(output(), '"msg":"Closed"')).toBe(2);
    expect(timesIn(output(), '"msg":"All workers have closed"')).toBe(1);
    expect(output()).not.toContain('another one begins');
  });
});
