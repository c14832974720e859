import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, startProcess } from '../support/programs/process.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** What is said on the way out, which must be with code 1. */
async function failure(env: Readonly<Record<string, string>>): Promise<string> {
  const service = startProcess('src/server.ts', {
    env: { LOG_LEVEL: 'error', DATA_DIR: folder, HOST: '127.0.0.1', ...env },
  });
  expect(await service.ended).toEqual({ code: 1, signal: null });
  return service.output();
}

describe('A start that cannot succeed says why in a few lines, without a stack', () => {
  it('the port is taken', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const said = await failure({ PORT: String(port), PUBLIC_URL: 'http://localhost' });
    other.close();
    expect(said).toBe(
      `The service did not start.\nPort ${port} is already in use. Stop what uses it, or choose another one, for instance PORT=${port + 1}\n`,
    );
  });

  it('the port of the metrics is taken', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const ports = { PORT: String(await freePort()), METRICS_PORT: String(port) };
    const said = await failure({ ...ports, PUBLIC_URL: 'http://localhost' });
    other.close();
    expect(said).toBe(
      `The service did not start.\nPort ${port} is already in use. Stop what uses it, or choose another one, for instance METRICS_PORT=${port + 1}\n`,
    );
  });

  it('the host is not this machine', async () => {
    expect(await failure({ HOST: '203.0.113.7', PUBLIC_URL: 'http://localhost' })).toBe(
      'The service did not start.\nHOST=203.0.113.7 is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for all\n',
    );
  });

  it('production without its secrets: each one is named, and how to make it', async () => {
    const lines = (await failure({ NODE_ENV: 'production' })).split('\n');
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'The service did not start.',
      'MASTER_KEY is missing',
      'APP_SECRET is missing',
      'PUBLIC_URL is missing',
      '',
    ]);
  });
});
