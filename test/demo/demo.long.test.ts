/** What `npm run demo` prints opens what it says, for each of those who are in it. */
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { addressesToTry } from '../../src/demo/addresses-to-try.ts';
import { createDemoClock } from '../../src/demo/clock.ts';
import { seed } from '../../src/demo/seed.ts';
import { createHttpServer } from '../../src/http-server.ts';
import { createServices, type Services } from '../../src/services.ts';
import { enterWith } from '../support/cards.ts';
import { createVisitor } from '../support/visitor.ts';
import { listen, threads } from '../support/world.ts';

let folder: string;
let services: Services;
let server: Server;
let origin: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
  const config = readConfig({ NODE_ENV: 'development', LOG_LEVEL: 'error', DATA_DIR: folder });
  const clock = createDemoClock();
  services = await createServices(config, { clock: () => clock.now(), threads, pinCost: 8 });
  server = createHttpServer(createApp(services), config);
  origin = await listen(server);
  await seed(services, clock);
}, 120_000);
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await services.store.close();
  await rm(folder, { recursive: true });
});

const visitor = () => createVisitor(origin, services.addresses.publicUrl);

async function printed(label: string): Promise<string> {
  const lines = (await addressesToTry(services)).split('\n');
  return lines.find((line) => line.startsWith(`${label}: `))?.slice(label.length + 2) ?? '';
}

async function enter(label: string) {
  const browser = visitor();
  const page = await browser.press(await browser.get(await printed(label)), 'Entrer');
  return { browser, page };
}

it.each([
  ['Accompagnant·e', 'Ce qui m’attend'],
  ['Responsable', 'Ce qui m’attend'],
  ['Réseau', 'Ce qui m’attend'],
  ['KPA qui commence', 'Bienvenue au KPA de la Lys'],
  ['Coopérant·e', 'Mes badges'],
])('%s: lets in', async (label, heading) => {
  expect((await enter(label)).page.heading).toBe(heading);
});

it('Responsable: leads to the KPA and its register, by links', async () => {
  const { browser, page } = await enter('Responsable');
  const kpa = await browser.click(page, 'Le KPA');
  expect(kpa.heading).toBe('Le profil du KPA');
  const register = await browser.click(kpa, 'Le journal du KPA');
  expect(register.text).toContain('Karim Benali a noté le départ de Paul Mercier.');
  expect(register.text).toContain('Karim Benali a fait une carte pour Bruno Martin.');
});

it('Réseau: leads to all KPAs, by a link', async () => {
  const { browser, page } = await enter('Réseau');
  const network = await browser.click(page, 'Réseau');
  expect(network.text).toContain('KPA de la Lys');
});

it('Carte: opens with its two codes, the same at each start', async () => {
  const card = await printed('Carte');
  expect(await printed('Carte')).toBe(card);
  const [address = ''] = card.split(' ');
  expect(address).toMatch(/\/carte$/);
  const [, code = '', pin = ''] = /code de la carte: (.+)  code secret: (\d+)$/.exec(card) ?? [];
  expect((await enterWith(visitor(), code, pin)).path).toBe('/mes-badges');
});

it('shows somebody who has left, and a pasted list to read again', async () => {
  const { browser } = await enter('Responsable');
  const people = await browser.get('/personnes');
  expect(people.$('#parties').text()).toContain('Paul Mercier');
  const list = await browser.get(await printed('Liste à relire, en tant que responsable'));
  expect(list.text).toContain('Ressemble à Bruno Martin');
  const done = await browser.press(list, 'Ajouter ces personnes', { 'line-3': 'leave' });
  expect(done.heading).toBe('2 personnes ajoutées');
});
