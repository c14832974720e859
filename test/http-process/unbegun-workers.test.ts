/** A machine that has no process left, for a while: who serves goes on, and the rest comes later. */
import { mkdir, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crewOf, startCrew, type TestCrew } from '../support/programs/crew.ts';
import { freePort, startProcess } from '../support/programs/process.ts';

const PROGRAM = 'test/http-process/scarce-process.ts';
const UNBEGUN = 'A worker could not begin: it is tried again';

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

describe.each([
  ['later', /"code":"ENOENT"/],
  ['at once', /"code":"EINVAL"/],
])('No process can be had, which is told %s', (how, why) => {
  const place = () => join(folder, 'place');
  const env = () => ({ DATA_DIR: folder, PLACE: place(), NO_PROCESS: how });

  it('a worker that is there answers, until there is place for another one', async () => {
    await mkdir(place());
    crew = await startCrew(env(), 2, PROGRAM);
    const { url, workers, output } = crew;
    await rmdir(place());
    const [keeper = 0] = workers();
    process.kill(keeper, 'SIGKILL');
    // The second time: the first failure has ended nobody.
    await crew.says(new RegExp(`${UNBEGUN}[^]*${UNBEGUN}`));
    const statuses = new Set<number>();
    for (let at = 0; at < 10; at += 1) {
      statuses.add(
        (await fetch(`${url}/health/ready`, { headers: { Connection: 'close' } })).status,
      );
    }
    expect([...statuses]).toEqual([200]);
    expect(output()).toMatch(why);
    expect(workers()).toHaveLength(2);
    await mkdir(place());
    await crew.untilBegun(3);
    expect(output().match(/"msg":"A worker keeps house"/g)).toHaveLength(2);
    crew.signal('SIGTERM');
    expect(await crew.ended).toEqual({ code: 0, signal: null });
  });

  it('a service that begins waits for it, and then begins whole', async () => {
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    const starting = startProcess(PROGRAM, {
      env: { PUBLIC_URL: url, HOST: '127.0.0.1', PORT: port, WORKERS: '2', ...env() },
    });
    await starting.says(new RegExp(UNBEGUN));
    await mkdir(place());
    crew = crewOf({ ...starting, url });
    await crew.untilBegun(2);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });

  it('told to end meanwhile, it ends in order', async () => {
    await mkdir(place());
    crew = await startCrew(env(), 2, PROGRAM);
    await rmdir(place());
    process.kill(crew.workers()[0] ?? 0, 'SIGKILL');
    await crew.says(new RegExp(UNBEGUN));
    crew.signal('SIGTERM');
    expect(await crew.ended).toEqual({ code: 0, signal: null });
  });
});
