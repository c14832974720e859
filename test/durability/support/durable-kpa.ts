/** A KPA in a folder of its own, and the real service over it, killed and started again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCast } from '../../support/cast.ts';
import { type TestServer, freePort, startServer } from '../../support/programs/process.ts';
import { createVisitor } from '../../support/visitor.ts';

const HOLDERS =
  'Awa Bruno Fatima Lucas Inès Omar Sule Rosa Paul Zoé Hana Igor Jade Kenza Louis Maya Noé'.split(
    ' ',
  );

export type DurableKpa = Awaited<ReturnType<typeof createDurableKpa>>;

/** `services` look into the same folder as the server: they see what is on the disk. */
export async function createDurableKpa() {
  const folder = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const cast = await createCast({ DATA_DIR: folder, PORT: port, PUBLIC_URL: url }, HOLDERS);
  let server: TestServer | undefined;

  return {
    ...cast,
    folder,
    url,
    staff: createVisitor(url, url),

    async start(until: 'ready' | 'live' = 'ready') {
      server = await startServer('src/server.ts', { env: { DATA_DIR: folder, PORT: port } }, until);
      return server;
    },
    async kill() {
      server?.signal('SIGKILL');
      await server?.ended;
    },
    async destroy() {
      await server?.stop();
      await cast.services.store.close();
      await rm(folder, { recursive: true });
    },
  };
}
