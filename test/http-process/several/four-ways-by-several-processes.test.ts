/** Four processes on one store: fifty people come in at once, by all four ways. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { createKpa } from '../../../src/features/kpas/create-kpa.ts';
import { createServices } from '../../../src/services.ts';
import { type MailServer, startMailServer } from '../../support/mail-server.ts';
import { root } from '../../support/programs/compiled.ts';
import { freePort, startServer, type TestServer } from '../../support/programs/process.ts';
import { storageOfProcesses } from '../../support/storage/of-processes.ts';
import { createVisitor } from '../../support/visitor.ts';
import { START } from '../../support/ways/accounts.ts';
import { type Door, peopleAtTheDoor, sessionsOf } from '../../support/ways/four-ways.ts';
import { startProvider, type TestProvider } from '../../support/ways/openid-provider.ts';

const PROCESSES = 4;

const storage = storageOfProcesses();
let folder: string;
let servers: TestServer[];
let mail: MailServer;
let provider: TestProvider;
let door: Door;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-ways-'));
  const PUBLIC_URL = `http://127.0.0.1:${await freePort()}`;
  mail = await startMailServer();
  provider = await startProvider([`${PUBLIC_URL}${START}/retour`]);
  const env = { ...storage.env, NODE_ENV: 'test', DATA_DIR: folder, PUBLIC_URL };
  const services = await createServices(readConfig(env), {
    log: pino({ level: 'silent' }),
    pinCost: 8,
  });
  const kpa = await createKpa(services, {
    ...{ slug: 'hauts-pres', name: 'KPA des Hauts-Prés', place: 'Villeneuve', contact: {} },
    ...{ description: 'On y cuisine ensemble.', memberSince: 2023 },
  });
  servers = await Promise.all(
    Array.from({ length: PROCESSES }, async () =>
      startServer('test/http-process/ways-server.ts', {
        args: [String(provider.port), join(root, 'test/support/issuers/tls/issuer.test.cert.pem')],
        env: {
          ...{ ...env, PORT: String(await freePort()), TRUST_PROXY: '1' },
          ...{ SMTP_URL: mail.url, MAIL_FROM: 'badges@kpa.example' },
        },
      }),
    ),
  );
  door = { services, kpa, browserAt, provider, linkTo };
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await door.services.store.close();
  await mail.goAway();
  await provider.close();
  await storage.drop();
  await rm(folder, { recursive: true });
});

/** Each from a network of its own, one after the other to each process. */
function browserAt(at: number) {
  const server = servers[at % PROCESSES];
  if (!server) throw new Error('No such process');
  return createVisitor(server.url, door.services.addresses.publicUrl, `10.${at}.2.1`);
}

async function linkTo(email: string): Promise<string> {
  for (;;) {
    const letter = mail.taken.find(({ to }) => to.includes(email));
    const path = letter && /http:\S+?(\/connexion\/lien\/\S+)/.exec(letter.text)?.[1];
    if (path !== undefined) return path;
    await wait(20);
  }
}

it('fifty at once: nothing is lost or doubled, and nothing fails', async () => {
  const entries = await peopleAtTheDoor(door, 50);
  const pages = await Promise.all(entries.map(({ enter }) => enter()));
  expect(pages.map(({ status, path }) => [status, path])).toEqual(
    pages.map(() => [200, '/mes-badges']),
  );
  expect(await sessionsOf(door, entries)).toEqual(entries.map(() => 1));
});
