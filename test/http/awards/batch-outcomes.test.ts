/** A form that is signed for some and not for others: what became of each, and what was written. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unavailable } from '../../../src/storage/adapter/faults.ts';
import type { Award, Database, Experience } from '../../../src/storage/store.ts';
import { awardTo } from '../../support/scene.ts';
import { fold } from '../../support/forms.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';
import { RULES } from '../pages/page-rules.ts';
import { recognised } from '../../support/recognition.ts';

/** Called before an award of somebody is stored; what it throws is a fault of the storage. */
let beforeInsert: (personId: unknown) => Promise<void>;
let opened: TestDatabase;
let world: World;
let nadia: TestVisitor;
let experience: Experience;

beforeAll(async () => {
  opened = await openTestDatabase();
  world = await createWorld({ database: watched(opened.database) });
  nadia = await world.signIn(world.nadia);
});
afterAll(async () => {
  await world.destroy();
  await opened.destroy();
});
beforeEach(async () => {
  beforeInsert = () => Promise.resolve();
  const { services, hautsPres, nadia: by, awa, bruno } = world;
  const stored = await services.store.experiences(hautsPres.id).insert({
    id: randomUUID(),
    kpaId: hautsPres.id,
    title: 'Buffet de 60 personnes',
    kind: 'prestation',
    date: '2026-10-12',
    participants: [awa, bruno].map(({ id }) => ({ personId: id })),
    createdBy: by.id,
    createdAt: services.clock().toISOString(),
  });
  experience = stored;
});

function watched(database: Database): Database {
  return {
    ...database,
    collection: (declaration) => {
      const port = database.collection(declaration);
      return {
        ...port,
        insert: async (document) => {
          if ('personId' in document && 'forms' in document) await beforeInsert(document.personId);
          return port.insert(document);
        },
      };
    },
  };
}

const BADGE = 'travailler-en-equipe';
const written = () => ({
  ...recognised(world.awa.id, BADGE, { level: 2, sentence: 'A servi la table des enfants.' }),
  ...recognised(world.bruno.id, BADGE, { level: 3, sentence: 'A rangé la salle jusqu’au bout.' }),
});

/** The page that is read again before it is signed, for Awa and for Bruno. */
async function preview(): Promise<Page> {
  const form = await nadia.get(`/experiences/${experience.id}/reconnaitre`);
  return nadia.press(form, 'Relire avant de signer', written());
}

const rowsOf = ({ $ }: Page) =>
  $('main li')
    .toArray()
    .map((row) => fold($(row).text()));

async function stored(): Promise<readonly Award[]> {
  const query = { index: 'byExperience', equals: [experience.id] } as const;
  return (await world.services.store.awards(world.hautsPres.id).find(query)).items;
}

const holders = async () => (await stored()).map(({ personId }) => personId);

function expectRules(page: Page): void {
  for (const [rule, broken] of Object.entries(RULES))
    expect([rule, broken(page)]).toEqual([rule, []]);
}

function failsFor(personId: string, error: Error = new Error('disk full')): void {
  beforeInsert = (whose) => (whose === personId ? Promise.reject(error) : Promise.resolve());
}

describe('where one cannot be stored', () => {
  it('says what became of each, keeps what was written, and signs the rest once', async () => {
    failsFor(world.bruno.id);
    const page = await nadia.press(await preview(), 'Signer 2 badges');
    expect([page.status, page.heading]).toEqual([500, '1 badge signé sur 2']);
    expect(rowsOf(page)).toEqual([
      expect.stringMatching(/^Awa Diallo Je travaille en équipe, niveau 2 Signé\.$/),
      expect.stringMatching(
        /^Bruno Martin Je travaille en équipe, niveau 3 Pas signé : quelque chose n’a pas marché de notre côté\. « A rangé la salle jusqu’au bout\. »$/,
      ),
    ]);
    expectRules(page);
    const [, number = ''] = /donnez-nous ce numéro : (\S+)\./.exec(page.text) ?? [];
    expect(number).toBe(page.headers.get('x-request-id'));
    const told = world.logged.filter((line) => line.includes(number) && line.includes('disk full'));
    expect(told).toHaveLength(1);
    expect(await holders()).toEqual([world.awa.id]);

    beforeInsert = () => Promise.resolve();
    const done = await nadia.press(page, 'Signer 1 badge');
    expect(done.text).toContain('1 badge signé.');
    expect((await holders()).toSorted()).toEqual([world.awa.id, world.bruno.id].toSorted());
    const his = (await stored()).find(({ personId }) => personId === world.bruno.id);
    expect(his).toMatchObject({ sentence: 'A rangé la salle jusqu’au bout.', level: 3 });
  });

  it('says when the storage is away, as on every other page', async () => {
    failsFor(world.bruno.id, unavailable('SQLite: the disk is full'));
    const before = await preview();
    world.logged.length = 0;
    const page = await nadia.press(before, 'Signer 2 badges');
    expect([page.status, page.heading]).toEqual([503, '1 badge signé sur 2']);
    expect(page.headers.get('retry-after')).toBe('10');
    expect(rowsOf(page)[1]).toContain('nous ne pouvons rien enregistrer pour le moment');
    expectRules(page);
    const [, number = ''] = /donnez-nous ce numéro : (\S+)\./.exec(page.text) ?? [];
    expect(number).toBe(page.headers.get('x-request-id'));
    const told = world.logged.filter((line) => line.includes(number));
    // Who watches the storage writes it down once.
    expect(told.filter((line) => line.includes('"level":50'))).toEqual([
      expect.stringContaining('The storage is away'),
    ]);
    expect(told.filter((line) => line.includes('"status":503'))).toEqual([
      expect.stringContaining('"code":"UNAVAILABLE"'),
    ]);
    beforeInsert = () => Promise.resolve();
    expect((await nadia.press(page, 'Signer 1 badge')).text).toContain('1 badge signé.');
  });

  it('lets it be corrected: only the sentence of who is left is in the form', async () => {
    failsFor(world.bruno.id);
    const page = await nadia.press(await preview(), 'Signer 2 badges');
    beforeInsert = () => Promise.resolve();
    const form = await nadia.press(page, 'Corriger');
    expect(form.$(`#sentence-${world.bruno.id}`).val()).toContain('A rangé la salle');
    expect(form.$(`#sentence-${world.awa.id}`).val()).toBe('');
    const corrected = { [`sentence-${world.bruno.id}`]: 'A rangé et lavé la salle.' };
    const again = await nadia.press(form, 'Relire avant de signer', corrected);
    const done = await nadia.press(again, 'Signer 1 badge');
    expect(done.text).toContain('1 badge signé.');
    const his = (await stored()).find(({ personId }) => personId === world.bruno.id);
    expect(his).toMatchObject({ sentence: 'A rangé et lavé la salle.' });
  });

  it('can be read in the other language, and goes on from there', async () => {
    failsFor(world.bruno.id);
    const page = await nadia.press(await preview(), 'Signer 2 badges');
    beforeInsert = () => Promise.resolve();
    const english = await nadia.press(page, 'English');
    expect(english.status).toBe(200);
    expect(english.$(`input[name="sentence-${world.bruno.id}"]`).val()).toBe(
      'A rangé la salle jusqu’au bout.',
    );
    const done = await nadia.press(english, 'Sign 1 badge');
    expect(done.text).toContain('1 badge signed.');
    await nadia.press(done, 'Français');
  });
});

it('where a colleague signed the same for one of them in between, says who has it already', async () => {
  const { hautsPres: kpa, bruno: holder } = world;
  const staff = await world.add(kpa, 'Karim Benali', 'accompagnant');
  beforeInsert = async (personId) => {
    if (personId !== holder.id) return;
    beforeInsert = () => Promise.resolve();
    await awardTo(world, { kpa, staff, holder, experience, badge: BADGE, level: 3 });
  };
  const page = await nadia.press(await preview(), 'Signer 2 badges');
  expect([page.status, page.heading]).toEqual([422, '1 badge signé sur 2']);
  expect(rowsOf(page)[1]).toContain('Bruno a déjà ce badge pour cette expérience.');
  expect(rowsOf(page)[1]).toContain('A rangé la salle jusqu’au bout.');
  // Nothing is left to be signed.
  expect(page.$('main button')).toHaveLength(0);
  expectRules(page);
  const signers = (await stored()).map(({ awardedBy }) => awardedBy.name);
  expect(signers.toSorted()).toEqual(['Karim Benali', 'Nadia Roche']);
});

it('where the keys are gone, says that nothing is signed, and signs once they are back', async () => {
  const before = await preview();
  const keys = world.services.store.keys(world.hautsPres.id);
  const rows = await keys.all({ index: 'byFragment' }).toArray();
  for (const { id } of rows) await keys.remove(id);
  const page = await nadia.press(before, 'Signer 2 badges');
  expect([page.status, page.heading]).toEqual([500, 'Rien n’est signé']);
  expect(page.text).toContain('Ce que vous avez écrit est gardé ici.');
  for (const row of rowsOf(page)) expect(row).toContain('Pas signé');
  expect(await stored()).toEqual([]);
  for (const { version: _, ...row } of rows) await keys.insert(row);
  expect((await nadia.press(page, 'Signer 2 badges')).text).toContain('2 badges signés.');
});
