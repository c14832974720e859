/**
 * A database as the version of 26 November 2026 left it: each form of an award in a field of its own,
 * under a MAC of that time. `before-forms.json` holds its rows, and the secrets that go with them. It
 * was made once, by the code of then, playing test/support/scene.ts; it is never made again.
 */
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { z } from 'zod';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createHttpServer } from '../../src/http-server.ts';
import { createServices } from '../../src/services.ts';
import type { Database } from '../../src/storage/database.ts';
import type { Award, Stored } from '../../src/storage/store.ts';
import { openTestDatabase } from '../support/storage/databases.ts';
import { createVisitor } from '../support/visitor.ts';
import { listen, threads } from '../support/world.ts';

const oldAward = z.looseObject({
  id: z.string(),
  credential: z.string(),
  credentialJwt: z.string().optional(),
});
/** A row as it was, of which only the forms are of interest. */
export type OldAward = z.infer<typeof oldAward>;

const anyRow = z.looseObject({ id: z.string() });
const fixture = z
  .object({
    secrets: z.record(z.string(), z.string()),
    token: z.string(),
    ids: z.object({
      accepted: z.string(),
      offered: z.string(),
      declined: z.string(),
      revoked: z.string(),
      withoutJwt: z.string(),
    }),
    rows: z.object({ awards: z.array(oldAward) }).catchall(z.array(anyRow)),
  })
  .parse(JSON.parse(readFileSync(new URL('before-forms.json', import.meta.url), 'utf8')));

/** The token of the link that shows `accepted` and `revoked`. */
export const { token, ids, secrets } = fixture;

/** What stood there. */
export function oldRow(id: string): OldAward {
  const row = fixture.rows.awards.find((one) => one.id === id);
  if (!row) throw new Error(`No award ${id}`);
  return row;
}

/** Past our own code: whatever the collection is declared to hold. */
export const rawRows = (database: Database, name: string) =>
  database.collection({ name, schema: anyRow, indexes: {} });

export type OldHouse = Awaited<ReturnType<typeof openOldHouse>>;

/** The service of today on it. `change`: what somebody wrote into a row before it started. */
export async function openOldHouse(change: (award: OldAward) => object = (award) => award) {
  const { database, destroy } = await openTestDatabase();
  const awards = fixture.rows.awards.map((award) => anyRow.parse(change(award)));
  for (const [name, rows] of Object.entries({ ...fixture.rows, awards })) {
    for (const row of rows) await rawRows(database, name).insert(row);
  }
  const logged: string[] = [];
  const config = readConfig({
    NODE_ENV: 'test',
    PUBLIC_URL: 'https://badges.example',
    TRUST_PROXY: '1',
    ...secrets,
  });
  const services = await createServices(config, {
    database,
    clock: () => new Date('2026-10-14T17:00:00Z'),
    threads,
    log: pino({ level: 'warn' }, { write: (line: string) => logged.push(line) }),
  });
  const server = createHttpServer(createApp(services), config);
  const origin = await listen(server);
  const [kpa] = (await services.store.kpas.find({ index: 'bySlug' })).items;
  if (!kpa) throw new Error('No KPA');

  async function award(id: string): Promise<Stored<Award>> {
    const found = await services.store.awards(kpa?.id ?? '').findById(id);
    if (!found) throw new Error(`No award ${id}`);
    return found;
  }

  async function personCalled(name: string) {
    const { items } = await services.store.people(kpa?.id ?? '').find({ index: 'byName' });
    const person = items.find((one) => one.name === name);
    if (!person) throw new Error(`No ${name}`);
    return person;
  }

  const visitor = () => createVisitor(origin, config.publicUrl);

  return {
    database,
    services,
    config,
    kpa,
    logged,
    visitor,
    award,
    personCalled,
    async signIn(name: string) {
      const browser = visitor();
      const link = await services.createSignInLink(await personCalled(name), { minutes: 10 });
      await browser.press(await browser.get(`/connexion/lien/${link}`), 'Entrer');
      return browser;
    },
    async destroy() {
      server.closeAllConnections();
      server.close();
      await destroy();
    },
  };
}
