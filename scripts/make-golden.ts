/**
 * Makes one set of golden files (test/golden/README.md) with the code of today and keys that are
 * thrown away: `npx tsx scripts/make-golden.ts test/golden/<day>`. It never writes over a set.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { awardBadge } from '../src/features/awards/award-badge.ts';
import { revokeAward } from '../src/features/revocations/revoke-award.ts';
import { endorseAward } from '../src/features/endorsements/endorse-award.ts';
import { recordExperience } from '../src/features/experiences/record-experience.ts';
import { createKpa } from '../src/features/kpas/create-kpa.ts';
import { addPerson } from '../src/features/people/add-person.ts';
import { decideAward } from '../src/features/portfolio/decide-award.ts';
import { createServices, type Services } from '../src/services.ts';
import type { Award, Kpa, Stored } from '../src/storage/store.ts';
import { definitionsWithEnd, FADING } from '../test/support/badges/fading-badge.ts';

const AWARD = '5f0c1d2e-8a4b-4c6d-9e1f-2a3b4c5d6e7f';
const REVOKED = '6a1d2e3f-9b5c-4d7e-8f20-3b4c5d6e7f80';
const ENGLISH = '7b2e3f40-ac6d-4e8f-9031-4c5d6e7f8091';

async function start(dataFolder: string): Promise<Services> {
  const config = readConfig({
    NODE_ENV: 'test',
    PUBLIC_URL: 'https://badges.example',
    DATA_DIR: dataFolder,
    MASTER_KEY: randomBytes(32).toString('base64'),
    APP_SECRET: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'warn',
  });
  return createServices(config, { definitions: await definitionsWithEnd('P3Y') });
}

/** One badge with all that a badge can have, one that is withdrawn, and one in English. */
async function play(services: Services): Promise<Kpa> {
  const kpa = await createKpa(services, {
    slug: 'hauts-pres',
    name: 'KPA des Hauts-Prés',
    place: 'Villeneuve',
    description: 'Des habitantes et des habitants y montent ensemble des activités.',
    contact: {},
    memberSince: 2023,
  });
  const add = (name: string, role: 'accompagnant' | 'cooperant') =>
    addPerson(services, kpa.id, { name, roles: [role], email: undefined, title: 'Accompagnante' });
  const nadia = await add('Nadia Roche', 'accompagnant');
  const leila = await add('Leïla Benmansour', 'accompagnant');
  const awa = await add('Awa Diallo', 'cooperant');
  const experience = await recordExperience(services, {
    values: {
      title: 'Buffet de 60 personnes',
      kind: 'prestation',
      date: '2026-11-20',
      place: 'Maison de quartier',
      people: [awa.id],
    },
    participants: [awa],
    by: nadia,
  });
  const award = async (awardId: string, slug: string, level?: number, code = 'fr') => {
    const badge = services.definitions.in(code).findBadgeClass(slug);
    if (!badge) throw new Error(`No badge class ${slug}`);
    const awardedBy = { personId: nadia.id, name: nadia.name, title: 'Accompagnante' };
    const sentence =
      code === 'fr'
        ? 'A relayé un collègue au service sans qu’on le demande.'
        : 'Took over from a colleague during the service without being asked.';
    const draft = { awardId, kpa, person: awa, badge, level, sentence, experience, awardedBy };
    await awardBadge(services, draft);
    await decideAward(services, await reload(services, kpa, awardId), 'accepted');
  };
  await award(AWARD, FADING);
  const seen = 'A gardé le sourire quand la file est devenue longue.';
  await endorseAward(services, kpa, AWARD, leila, seen);
  await award(ENGLISH, 'travailler-en-equipe', 2, 'en');
  await award(REVOKED, 'travailler-en-equipe', 3);
  await revokeAward(services, kpa, await reload(services, kpa, REVOKED), nadia, 'badge');
  return kpa;
}

async function reload({ store }: Services, kpa: Kpa, id: string): Promise<Stored<Award>> {
  const award = await store.awards(kpa.id).findById(id);
  if (!award) throw new Error(`No award ${id}`);
  return award;
}

const FILES: Readonly<Record<string, string>> = {
  'badge.json': `/credentials/${AWARD}.json`,
  'badge.jwt': `/credentials/${AWARD}.jwt`,
  'badge.png': `/credentials/${AWARD}.png`,
  'badge.svg': `/credentials/${AWARD}.svg`,
  'badge-with-jwt.png': `/credentials/${AWARD}.png?signature=vc-jwt`,
  'english.json': `/credentials/${ENGLISH}.json`,
  'english.jwt': `/credentials/${ENGLISH}.jwt`,
  'english.png': `/credentials/${ENGLISH}.png`,
  'revoked.json': `/credentials/${REVOKED}.json`,
  'did.json': '/did.json',
  'status-list.json': '/status/1',
};

/** As anybody would download them. */
async function download(services: Services, folder: string): Promise<void> {
  const server = createServer(createApp(services));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const sums: string[] = [];
  for (const [file, path] of Object.entries(FILES)) {
    const answer = await fetch(`http://127.0.0.1:${port}/k/hauts-pres${path}`);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    await writeFile(join(folder, file), bytes);
    sums.push(`${createHash('sha256').update(bytes).digest('hex')}  ${file}\n`);
  }
  await writeFile(join(folder, 'SHA256SUMS'), sums.join(''));
  server.closeAllConnections();
  server.close();
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say which folder to make: test/golden/<day>');
// Fails for a set that is there.
await mkdir(folder);
const data = await mkdtemp(join(tmpdir(), 'golden-'));
const services = await start(data);
await play(services);
await download(services, folder);
await services.store.close();
await rm(data, { recursive: true });
