/** The real application on real storage, with two KPAs and their people, ready to visit. */
import { isShortWayOpen } from '../../src/credentials/canonical/short-way.ts';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { openDiskBlobs } from '../../src/blobs/disk.ts';
import { loadDefinitions } from '../../src/definitions/definitions.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/configured.ts';
import { createKpa } from '../../src/features/kpas/create-kpa.ts';
import { createSoundReader } from '../../src/claims/sounds.ts';
import { createRenderer } from '../../src/exhibits/render.ts';
import { createHttpServer, type Patience } from '../../src/http-server.ts';
import { withNetworkRole } from '../../src/features/kpas/role/network-role.ts';
import { addPerson } from '../../src/features/people/add-person.ts';
import { readLooks } from '../../src/looks.ts';
import { createThreads } from '../../src/threads/threads.ts';
import { type Replacements, createServices } from '../../src/services.ts';
import type { Kpa, Person, Role } from '../../src/storage/store.ts';
import type { Letter } from '../../src/outside/mailer.ts';
import { openTestDatabase } from './storage/databases.ts';
import { compiledUrl, root } from './programs/compiled.ts';
import { createVisitor, visitorsMoveOn } from './visitor.ts';

/** One pool for all worlds of a process. */
export const threads = createThreads(pino({ level: 'silent' }), {
  threads: 2,
  program: compiledUrl('src/thread.ts'),
  isShortWayOpen: isShortWayOpen(),
});

/** One for all worlds of a process, too. */
const renderer = createRenderer(compiledUrl('src/exhibits/render-process.ts'));

const soundReader = createSoundReader(compiledUrl('src/claims/sound-process.ts'));

/** Read once: they never change. */
const definitions = loadDefinitions(join(root, 'badge-definitions'));
const looks = readLooks(root);

const NO_NETWORK = { outcome: 'unreachable', detail: 'No network in this test' } as const;

export type World = Awaited<ReturnType<typeof createWorld>>;

/** `env`: what an operator sets besides. */
export async function createWorld(
  replacements: Replacements = {},
  patience?: Patience,
  env: Readonly<Record<string, string>> = {},
) {
  const { database, destroy } = await openTestDatabase();
  const blobs = await mkdtemp(join(tmpdir(), 'kpa-badges-blobs-'));
  let now = new Date('2026-10-14T16:30:00Z');
  let uptime = 0;
  const letters: Letter[] = [];
  const emails = new Set<string>();
  const logged: string[] = [];
  const config = readConfig({
    NODE_ENV: 'test',
    PUBLIC_URL: 'https://badges.example',
    MASTER_KEY: randomBytes(32).toString('base64'),
    TRUST_PROXY: '1',
    APP_SECRET: 'a secret for tests, of more than 32 characters',
    ...env,
  });
  const services = await createServices(config, {
    database,
    clock: () => now,
    uptime: () => uptime,
    mailer: {
      send: (letter) => {
        letters.push(letter);
        return Promise.resolve();
      },
    },
    guardedFetch: {
      fetchBytes: () => Promise.resolve(NO_NETWORK),
      fetchJsonText: () => Promise.resolve(NO_NETWORK),
    },
    guardedExchange: () => Promise.resolve(NO_NETWORK),
    letterDelay: () => 0,
    pinCost: 8,
    threads,
    blobs: openDiskBlobs({ folder: blobs }),
    renderer,
    soundReader,
    definitions: await definitions,
    looks,
    log: createLog({ logLevel: 'debug' }, { write: (line: string) => logged.push(line) }),
    ...replacements,
  });
  services.outbox.start();
  const app = createApp(services);
  const server = createHttpServer(app, { ...config, patience });
  const origin = await listen(server);
  visitorsMoveOn();
  const visitor = (address?: string) => createVisitor(origin, config.publicUrl, address);

  async function add(kpa: Kpa, name: string, ...roles: Role[]): Promise<Person> {
    const words = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(' ');
    // One address is one person of a KPA: who comes second with a first name has a longer one.
    const [email = ''] = [words.slice(0, 1), words, [...words, randomUUID()]]
      .map((parts) => `${parts.join('.')}@${kpa.slug}.example`)
      .filter((one) => !emails.has(one));
    emails.add(email);
    const title = roles.includes('accompagnant') ? 'Accompagnante' : undefined;
    return addPerson(services, kpa.id, { name, roles, email, title });
  }

  /** The same person, who runs the network from now on. */
  async function inNetwork({ id, kpaId }: Person): Promise<Person> {
    const people = services.store.people(kpaId);
    const given = await people.update(id, (one) => withNetworkRole(one, now.toISOString()));
    if (!given) throw new Error(`Nobody has the id ${id}`);
    return given;
  }

  /** A browser in which this person has just signed in; the pages on the way have tests of their own. */
  async function signIn(person: Person) {
    const browser = visitor();
    const { name, token } = await services.sessions.create(person, {
      provenAt: now.toISOString(),
    });
    browser.cookies.plant(name, token);
    return browser;
  }

  const hautsPres = await createKpa(services, kpaDetails('hauts-pres', 'KPA des Hauts-Prés'));
  const moulins = await createKpa(services, kpaDetails('moulins', 'KPA des Moulins'));
  return {
    services,
    app,
    /** Where it listens. */
    origin,
    server,
    config,
    letters,
    logged,
    visitor,
    signIn,
    add,
    inNetwork,
    hautsPres,
    moulins,
    nadia: await add(hautsPres, 'Nadia Roche', 'accompagnant'),
    awa: await add(hautsPres, 'Awa Diallo', 'cooperant'),
    bruno: await add(hautsPres, 'Bruno Martin', 'cooperant'),
    ines: await add(moulins, 'Inès Faure', 'accompagnant'),
    omar: await add(moulins, 'Omar Haddad', 'cooperant'),
    passTime(minutes: number) {
      now = new Date(now.getTime() + minutes * 60_000);
      uptime += minutes * 60_000;
    },
    /** Somebody or something sets the clock: no time passes. */
    moveClock(minutes: number) {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    /** The newest letter to this address, once all that are due have left. */
    async letterTo(email: string): Promise<Letter> {
      await services.outbox.sendDue();
      const letter = letters.findLast(({ to }) => to === email);
      if (!letter) throw new Error(`No letter to ${email}`);
      return letter;
    },
    async destroy() {
      server.closeAllConnections();
      server.close();
      await services.outbox.stop();
      await destroy();
      await rm(blobs, { recursive: true });
    },
  };
}

export function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      resolve(`http://127.0.0.1:${port ?? ''}`);
    });
  });
}

function kpaDetails(slug: string, name: string): Omit<Kpa, 'id' | 'createdAt'> {
  const description = 'Des habitantes et des habitants y montent ensemble des activités.';
  return { slug, name, place: 'Villeneuve', description, contact: {}, memberSince: 2023 };
}
