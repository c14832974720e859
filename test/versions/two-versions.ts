/**
 * One storage, and two versions of the service over it: this one, and the last that was released. Its
 * folder is in RELEASED (.ci/run builds it out of the history); without that, this one stands in for it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Award } from '../../src/storage/store.ts';
import { createCast } from '../support/cast.ts';
import {
  freePort,
  startProcess,
  startServer,
  type TestServer,
} from '../support/programs/process.ts';
import { jsonOf } from '../support/signed-texts.ts';
import { storageOfProcesses } from '../support/storage/of-processes.ts';
import { createVisitor } from '../support/visitor.ts';

export type Version = 'this' | 'released';
export type House = Awaited<ReturnType<typeof createHouse>>;

const HOLDERS = ['Awa', 'Bruno', 'Fatima', 'Lucas'];
const folderOfReleased = process.env['RELEASED'];

/** Where a program of a version is. */
function programOf(version: Version, name: 'server' | 'admin') {
  if (version === 'this' || folderOfReleased === undefined) return { program: `src/${name}.ts` };
  return { program: `dist/${name}.js`, folder: folderOfReleased };
}

const standing = z.object({ summary: z.object({ authentic: z.string(), standing: z.string() }) });

export async function createHouse() {
  const folder = await mkdtemp(join(tmpdir(), 'kpa-versions-'));
  const storage = storageOfProcesses();
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = { DATA_DIR: folder, PUBLIC_URL: url, ...storage.env };
  const cast = await createCast(env, HOLDERS);
  const running = new Set<TestServer>();

  return {
    ...cast,
    /** One at a time listens where people know it; others beside it do elsewhere. */
    async start(version: Version, where: 'there' | 'beside' = 'there') {
      const { program, ...options } = programOf(version, 'server');
      const PORT = where === 'there' ? new URL(url).port : String(await freePort());
      const server = await startServer(program, { ...options, env: { ...env, PORT } });
      running.add(server);
      return {
        browser: () => createVisitor(server.url, url),
        /** What a program is told of a badge that somebody has in a file. */
        verify: async (award: Award) => {
          const request = { method: 'POST', body: jsonOf(award) };
          const answer = await fetch(`${server.url}/api/verify`, request);
          return standing.parse(await answer.json()).summary;
        },
        /** All that it said, once it has ended by itself. */
        async end() {
          server.signal('SIGTERM');
          await server.ended;
          running.delete(server);
          return server.output();
        },
      };
    },
    /** Reads every document, opens every key, verifies every badge, compares every bit. */
    async check(version: Version) {
      const { program, ...options } = programOf(version, 'admin');
      const run = startProcess(program, { ...options, env, args: ['check'] });
      const { code } = await run.ended;
      return { code, output: run.output() };
    },
    async destroy() {
      await Promise.all([...running].map((server) => server.stop()));
      await cast.services.store.close();
      await storage.drop();
      await rm(folder, { recursive: true });
    },
  };
}
