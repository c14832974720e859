/** Several processes of the service on one store, with a KPA in it, and browsers that come to each in turn. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../../src/config.ts';
import { createKpa } from '../../../src/features/kpas/create-kpa.ts';
import { createServices } from '../../../src/services.ts';
import type { Person } from '../../../src/storage/store.ts';
import { storageOfProcesses } from '../storage/of-processes.ts';
import { createVisitor } from '../visitor.ts';
import { freePort, startServer } from './process.ts';

export type SeveralProcesses = Awaited<ReturnType<typeof startSeveral>>;

/** `services`: on the same store, in the process of the test. */
export async function startSeveral(count: number) {
  const storage = storageOfProcesses();
  const folder = await mkdtemp(join(tmpdir(), 'kpa-several-'));
  const PUBLIC_URL = `http://127.0.0.1:${await freePort()}`;
  const env = { ...storage.env, NODE_ENV: 'test', DATA_DIR: folder, PUBLIC_URL };
  const log = pino({ level: 'silent' });
  const services = await createServices(readConfig(env), { log, pinCost: 8 });
  const kpa = await createKpa(services, {
    ...{ slug: 'hauts-pres', name: 'KPA des Hauts-Prés', place: 'Villeneuve', contact: {} },
    ...{ description: 'On y cuisine ensemble.', memberSince: 2023 },
  });
  const servers = await Promise.all(
    Array.from({ length: count }, async () =>
      startServer('test/http-process/quick-hashes-server.ts', {
        env: { ...env, PORT: String(await freePort()), TRUST_PROXY: '1' },
      }),
    ),
  );
  return {
    services,
    kpa,
    /** Signed in as this person, from a network of its own; each `at` comes to the next process. */
    async browserAt(at: number, person: Person) {
      const server = servers[at % count];
      if (!server) throw new Error('No such process');
      const address = `10.${at >> 8}.${at & 255}.1`;
      const browser = createVisitor(server.url, services.addresses.publicUrl, address);
      const token = await services.createSignInLink(person, { minutes: 30 });
      await browser.press(await browser.get(`/connexion/lien/${token}`), 'Entrer');
      return browser;
    },
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
      await services.store.close();
      await storage.drop();
      await rm(folder, { recursive: true });
    },
  };
}
