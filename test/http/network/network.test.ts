/** The network from its own pages: KPAs made, found, suspended and reopened; figures without persons. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Fields } from '../../support/forms.ts';
import { fold } from '../../support/forms.ts';
import { playScene } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let zoe: TestVisitor;
let karim: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, moulins, nadia, awa } = world;
  await playScene(world, { kpa: hautsPres, staff: nadia, holder: awa });
  const person = await world.inNetwork(await world.add(moulins, 'Zoé Petit', 'accompagnant'));
  zoe = await world.signIn(person);
  karim = await world.signIn(await world.add(hautsPres, 'Karim Benali', 'manager'));
});
afterAll(() => world.destroy());

const LYS = { name: 'KPA de la Lys', place: 'Armentières', person: 'Leïla Haddad' };
const create = async (fields: Fields) =>
  zoe.press(await zoe.get('/reseau/nouveau'), 'Créer le KPA', fields);

it('proposes an address, which is read before it counts', async () => {
  const proposed = await create(LYS);
  expect(proposed.$('[name=slug]').attr('value')).toBe('la-lys');
  expect((await world.visitor().get('/k/la-lys')).status).toBe(404);
  const [made, again] = await Promise.all([
    zoe.press(proposed, 'Créer le KPA'),
    zoe.press(proposed, 'Créer le KPA'),
  ]);
  expect([made.heading, again.heading]).toEqual(['Le KPA est créé', 'Le KPA est créé']);
  expect((await world.visitor().get('/k/la-lys')).heading).toBe('KPA de la Lys');
  const link = made.$('code').text();
  const browser = world.visitor();
  const first = await browser.press(await browser.get(link), /./);
  expect(first.heading).toBe('Bienvenue au KPA de la Lys');
});

it.each([
  [
    'an address that was used',
    { ...LYS, name: 'KPA du Canal', slug: 'la-lys' },
    409,
    'a déjà servi',
  ],
  ['an address of a page', { ...LYS, name: 'KPA du Canal', slug: 'badges' }, 409, 'a déjà servi'],
  ['a name that looks alike', { ...LYS, name: 'КPА Мoulins', slug: 'm' }, 422, 'ressemble trop'],
  ['an address of no shape', { ...LYS, name: 'KPA du Canal', slug: 'Là Lys' }, 422, 'sans accent'],
  ['nobody', { ...LYS, name: 'KPA du Canal', slug: 'c', person: '' }, 422, 'le nom de la personne'],
])('refuses %s', async (_, fields, status, sentence) => {
  const before = await world.services.store.kpas.count({ index: 'bySlug' });
  const page = await create(fields);
  expect([page.status, page.text]).toEqual([status, expect.stringContaining(sentence)]);
  expect(page.$('[name=place]').attr('value')).toBe('Armentières');
  expect(await world.services.store.kpas.count({ index: 'bySlug' })).toBe(before);
});

it('hands no link to a manager whose KPA has begun, however the form is sent again', async () => {
  const proposed = await create({ ...LYS, name: 'KPA du Canal', person: 'Marc Vidal' });
  const made = await zoe.press(proposed, 'Créer le KPA');
  const link = made.$('code').text();
  const browser = world.visitor();
  await browser.press(await browser.get(link), 'Entrer');
  const again = await zoe.press(proposed, 'Créer le KPA');
  expect([again.status, again.$('code').text()]).toEqual([200, '']);
  expect(again.text).toContain('Le premier lien a servi.');
  await browser.press(await browser.get('/kpa'), 'Enregistrer le profil', { name: 'KPA du Port' });
  const later = await zoe.press(proposed, 'Créer le KPA');
  expect([later.status, later.$('code').text()]).toEqual([200, '']);
  const other = await zoe.press(proposed, 'Créer le KPA', { slug: 'le-bassin' });
  expect([other.status, other.text]).toEqual([409, expect.stringContaining('a déjà créé')]);
  expect((await browser.get('/kpa/journal')).text).toContain('un lien à Marc Vidal');
});

it.each([
  ['of one name', 'KPA du Lac', 'KPA du Lac'],
  ['of two names', 'KPA de la Baie', 'KPA de la Rade'],
])('gives an address to one of two forms that ask for it at once: %s', async (_, ...names) => {
  const slug = `at-once-${names
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')}`.slice(0, 60);
  const pages = await Promise.all(names.map(() => zoe.get('/reseau/nouveau')));
  const answers = await Promise.all(
    pages.map((page, at) =>
      zoe.press(page, 'Créer le KPA', {
        ...{ name: names[at] ?? '', slug, place: 'Lille', person: `Responsable ${at + 1}` },
      }),
    ),
  );
  const statuses = answers.map(({ status }) => status).toSorted();
  expect([
    [200, 409],
    [200, 422],
  ]).toContainEqual(statuses);
  const [kpa] = (await world.services.store.kpas.find({ index: 'bySlug', equals: [slug] })).items;
  expect(await world.services.store.people(kpa?.id ?? '').count({ index: 'byName' })).toBe(1);
});

it('finds a KPA by a part of its name, accents aside', async () => {
  const page = await zoe.get('/reseau?cherche=hauts%20pres');
  const found = page.$('main section').first().find('li h3').toArray();
  expect(found.map((one) => page.$(one).text())).toEqual(['KPA des Hauts-Prés']);
});

it('suspends with a reason, and reopens; the KPA reads it in its register, without a name', async () => {
  const page = await zoe.get('/reseau/hauts-pres');
  expect((await zoe.press(page, 'Suspendre le KPA')).status).toBe(422);
  const suspended = await zoe.press(page, 'Suspendre le KPA', { reason: 'to-review' });
  expect(suspended.text).toContain('Suspendu depuis le 14 octobre 2026');
  expect((await karim.get('/kpa')).text).toContain('il ne signe rien pour le moment');
  const open = await zoe.press(suspended, 'Rouvrir le KPA', { reason: 'solved' });
  expect(open.text).toContain('Suspendre ce KPA ?');
  // An old page reopens nothing that was suspended since.
  await zoe.press(open, 'Suspendre le KPA', { reason: 'asked' });
  world.passTime(1);
  await zoe.press(await zoe.get('/reseau/hauts-pres'), 'Rouvrir le KPA', { reason: 'solved' });
  await zoe.press(open, 'Suspendre le KPA', { reason: 'ended' });
  const late = await zoe.press(suspended, 'Rouvrir le KPA', { reason: 'solved' });
  expect(late.status).toBe(409);
  await zoe.press(await zoe.get('/reseau/hauts-pres'), 'Rouvrir le KPA', { reason: 'by-mistake' });
  const register = await karim.get('/kpa/journal');
  expect(register.text).toContain('Le réseau a suspendu le KPA : des badges sont à revoir.');
  expect(register.text).toContain('Le réseau a rouvert le KPA : c’était une erreur.');
  expect(register.text).not.toContain('Zoé');
});

it('suspends and reopens once, however often the button is pressed', async () => {
  const entries = world.services.store.registerEntries(world.moulins.id);
  const acts = async () => (await entries.all({ index: 'byTime' }).toArray()).map(({ act }) => act);
  const page = await zoe.get('/reseau/moulins');
  const press = (one: typeof page, button: string, reason: string) =>
    Promise.all([1, 2, 3].map(() => zoe.press(one, button, { reason })));
  const suspended = await press(page, 'Suspendre le KPA', 'asked');
  // The register tells them by their time.
  world.passTime(1);
  const there = await zoe.get('/reseau/moulins');
  const open = await press(there, 'Rouvrir le KPA', 'solved');
  expect([...suspended, ...open].map(({ status }) => status)).toEqual(Array(6).fill(200));
  expect(await acts()).toEqual(['kpa-suspended-asked', 'kpa-reopened-solved']);
});

it('counts no small number, and names nobody', async () => {
  for (const path of ['/reseau', '/reseau/hauts-pres']) {
    const { $, text } = await zoe.get(path);
    const figures = $('main dl dd')
      .toArray()
      .map((one) => fold($(one).text()));
    expect(figures).toHaveLength(4);
    for (const figure of figures) expect(figure).toMatch(/^(moins de 10|au moins \d+0)$/);
    expect(text).not.toMatch(/Nadia|Awa|Karim/);
  }
});

it('counts all KPAs once an hour, and not for who looks for one', async () => {
  const people = async (path = '/reseau') =>
    fold((await zoe.get(path)).$('main dl dd').first().text());
  const { across } = world.services.store.people;
  world.passTime(60);
  const before = Math.floor((await across.count({ index: 'acrossByDay' })) / 10) * 10;
  const counts = vi.spyOn(across, 'count').mockRejectedValueOnce(new Error('The disk is full'));
  expect((await zoe.get('/reseau')).status).toBe(500);
  counts.mockClear();
  const said = before < 10 ? 'moins de 10' : `au moins ${before}`;
  expect(await people()).toBe(said);
  for (const at of Array(10).keys()) await world.add(world.moulins, `Lou ${at}`, 'cooperant');
  expect([await people(), counts.mock.calls.length]).toEqual([said, 2]);
  world.passTime(60);
  expect(await people('/reseau?cherche=moulins')).toBe('');
  expect(counts.mock.calls).toHaveLength(2);
  expect(await people()).toBe(`au moins ${before + 10}`);
});

it('is closed to whoever is not of the network', async () => {
  expect((await karim.get('/reseau')).status).toBe(403);
  expect((await zoe.get(`/personnes/${world.awa.id}`)).status).toBe(404);
});
