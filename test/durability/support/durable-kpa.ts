/** A KPA in a folder of its own, and the real service over it, killed and started again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../../src/config.ts';
import { createKpa } from '../../../src/features/kpas/create-kpa.ts';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import { addPerson } from '../../../src/features/people/add-person.ts';
import { createServices } from '../../../src/services.ts';
import { type TestServer, freePort, startServer } from '../../support/programs/process.ts';
import { createVisitor } from '../../support/visitor.ts';

const HOLDERS =
  'Awa Bruno Fatima Lucas Inès Omar Sule Rosa Paul Zoé Hana Igor Jade Kenza Louis Maya Noé'.split(
    ' ',
  );
const NAMES = { name: 'KPA des Hauts-Prés', place: 'Villeneuve', description: 'Cuisine et bois.' };

export type DurableKpa = Awaited<ReturnType<typeof createDurableKpa>>;

/** `services` look into the same folder as the server: they see what is on the disk. */
export async function createDurableKpa() {
  const folder = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const config = readConfig({ DATA_DIR: folder, PORT: port, PUBLIC_URL: url });
  const services = await createServices(config, { log: pino({ level: 'silent' }) });
  const details = { slug: 'hauts-pres', ...NAMES, contact: {}, memberSince: 2023 };
  const kpa = await createKpa(services, details);
  const none = { email: undefined, title: undefined };
  const staff = await addPerson(services, kpa.id, {
    ...none,
    name: 'Nadia Roche',
    roles: ['accompagnant'],
  });
  const holders = await Promise.all(
    HOLDERS.map((name) => addPerson(services, kpa.id, { ...none, name, roles: ['cooperant'] })),
  );
  let server: TestServer | undefined;

  return {
    folder,
    services,
    kpa,
    holders,
    /** Who signs in as `staff`. */
    member: staff,
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
    /** Once is enough: the session is stored, and survives the service. */
    async signIn(browser: ReturnType<typeof createVisitor>) {
      const token = await services.createSignInLink(staff, { minutes: 10 });
      return browser.press(await browser.get(`/connexion/lien/${token}`), 'Entrer');
    },
    /** `on`: others that look into the folder, once these were closed. */
    async recordExperience(title: string, on = services) {
      const values = {
        title,
        kind: 'prestation',
        date: '2026-10-12',
        place: undefined,
        people: holders.map(({ id }) => id),
      } as const;
      return recordExperience(on, {
        values: { ...values, people: [...values.people] },
        participants: holders,
        by: staff,
      });
    },
    async destroy() {
      await server?.stop();
      await services.store.close();
      await rm(folder, { recursive: true });
    },
  };
}
