/** The profile of a KPA, changed by its managers: what employers then read, and what is refused. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { playAcceptance } from '../../support/scene.ts';
import type { Fields } from '../../support/forms.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let karim: TestVisitor;
let lea: TestVisitor;
let badge: string;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  const { accepted } = await playAcceptance(world, { kpa, staff, holder });
  badge = `/k/hauts-pres/credentials/${accepted.id}`;
  karim = await world.signIn(await world.add(kpa, 'Karim Benali', 'manager'));
  lea = await world.signIn(await world.add(kpa, 'Léa Dumont', 'manager'));
});
afterAll(() => world.destroy());

const save = async (fields: Fields, by = karim) =>
  by.press(await by.get('/kpa'), 'Enregistrer le profil', fields);
const entries = () =>
  world.services.store
    .registerEntries(world.hautsPres.id)
    .all({ index: 'byTime' })
    .toArray()
    .then((all) => all.map(({ act }) => act));

it('shows employers what a manager writes, in French and in English', async () => {
  const page = await save({
    description: 'On y cuisine, on y coud, on y jardine.',
    descriptionInEnglish: 'People cook, sew and garden there.',
    carrier: 'Association Le Quai',
    email: 'contact@hauts-pres.example',
    phone: '03 20 00 00 00',
    keepsYears: '3',
  });
  expect([page.status, page.text]).toEqual([
    200,
    expect.stringContaining('Le profil est enregistré'),
  ]);
  const french = await world.visitor().get('/k/hauts-pres');
  expect(french.text).toContain('On y cuisine, on y coud, on y jardine.');
  expect(french.text).toContain('Association Le Quai');
  const english = await world.visitor().get('/k/hauts-pres?lang=en');
  expect(english.text).toContain('People cook, sew and garden there.');
  expect(english.$('.lede').attr('lang')).toBeUndefined();
  expect(await entries()).toContain('profile-changed');
});

it('shows what is typed beside the form, and keeps nothing of it', async () => {
  const page = await karim.press(await karim.get('/kpa'), 'Voir sans enregistrer', {
    name: 'KPA du Canal',
  });
  expect(page.$('#apercu').text()).toContain('KPA du Canal');
  expect(page.$('[name=name]').attr('value')).toBe('KPA du Canal');
  expect((await world.visitor().get('/k/hauts-pres')).heading).toBe('KPA des Hauts-Prés');
});

it('gives it another name: badges of before stay authentic, and say under which they were signed', async () => {
  expect((await save({ name: 'KPA de la Lys' })).status).toBe(200);
  const page = await world.visitor().get(badge);
  expect(page.heading).toMatch(/^Ce badge est authentique/);
  expect(page.text).toContain('KPA de la Lys');
  expect(page.text).toContain('Dans le badge, son nom est « KPA des Hauts-Prés ».');
  const list = await world.visitor().get('/network.json');
  expect(list.html).toContain('KPA de la Lys');
  expect(list.html).not.toContain('KPA des Hauts-Prés');
  expect((await world.visitor().get('/k/hauts-pres/did.json')).status).toBe(200);
});

it.each([
  ['another KPA has', 'KPA des Moulins'],
  ['looks like that of another', 'КPА  Мoulins'],
])('refuses a name that %s', async (_, name) => {
  const page = await save({ name });
  expect([page.status, page.text]).toEqual([
    422,
    expect.stringContaining('ressemble trop à « KPA des Moulins »'),
  ]);
  expect((await world.visitor().get('/k/hauts-pres')).heading).toBe('KPA de la Lys');
});

it.each(['RSA', 'au chômage', 'un QPV', 'quartier prioritaire', 'demandeurs d’emploi'])(
  'never says « %s » in public',
  async (words) => {
    const page = await save({ description: `Pour les gens, ${words}.` });
    expect([page.status, page.text]).toEqual([
      422,
      expect.stringContaining('cette page est publique'),
    ]);
  },
);

it('asks once about a word that may be innocent', async () => {
  const asked = await save({ carrier: 'Maison de l’insertion' });
  expect([asked.status, asked.text]).toEqual([
    422,
    expect.stringContaining('« insertion » peut dire'),
  ]);
  expect((await karim.press(asked, 'Enregistrer le profil')).status).toBe(200);
  expect((await world.visitor().get('/k/hauts-pres')).text).toContain('Maison de l’insertion');
});

it('asks once before somebody’s own address becomes public', async () => {
  const asked = await save({ email: 'nadia@hauts-pres.example' });
  expect([asked.status, asked.text]).toEqual([
    422,
    expect.stringContaining('l’adresse d’une personne'),
  ]);
});

it('tells the second of two managers what the first wrote, and loses neither', async () => {
  const before = await lea.get('/kpa');
  expect((await save({ place: 'Armentières' })).status).toBe(200);
  const late = await lea.press(before, 'Enregistrer le profil', { place: 'Lille', phone: '' });
  expect(late.status).toBe(409);
  expect(late.text).toContain('Ville : Armentières');
  expect(late.$('[name=place]').attr('value')).toBe('Lille');
  expect((await world.visitor().get('/k/hauts-pres')).text).toContain('Armentières');
  expect((await lea.press(late, 'Enregistrer le profil')).status).toBe(200);
  expect((await world.visitor().get('/k/hauts-pres')).text).toContain('Lille');
});

it('notes only what was written, and once', async () => {
  const count = async () => (await entries()).filter((act) => act === 'profile-changed').length;
  const before = await count();
  const [one, other] = await Promise.all([karim.get('/kpa'), lea.get('/kpa')]);
  const answers = await Promise.all([
    karim.press(one, 'Enregistrer le profil', { place: 'Tourcoing' }),
    karim.press(one, 'Enregistrer le profil', { place: 'Tourcoing' }),
    lea.press(other, 'Enregistrer le profil', { place: 'Wattrelos' }),
  ]);
  expect(answers.map(({ status }) => status).toSorted()).toContain(409);
  expect(await count()).toBe(before + 1);
});

it('saves the same form once', async () => {
  const page = await karim.get('/kpa');
  const all = await Promise.all(
    [1, 2, 3].map(() => karim.press(page, 'Enregistrer le profil', { place: 'Roubaix' })),
  );
  expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
});

it('shows it to the team without a form', async () => {
  const page = await (await world.signIn(world.nadia)).get('/kpa');
  expect(page.$('main form')).toHaveLength(0);
  expect(page.text).toContain('KPA de la Lys');
});

it('changes the key after a question, once, and notes it', async () => {
  const question = await karim.click(await karim.get('/kpa'), 'Changer de clé');
  await Promise.all([1, 2].map(() => karim.press(question, 'Changer de clé')));
  const records = await world.services.keys.records(world.hautsPres.id);
  expect(records.map(({ state }) => state).sort()).toEqual([
    'active',
    'active',
    'retired',
    'retired',
  ]);
  expect((await world.visitor().get(badge)).heading).toMatch(/^Ce badge est authentique/);
  expect((await entries()).filter((act) => act === 'key-rotated')).toHaveLength(1);
});

it('asks a manager once how they sign, where nobody has said it', async () => {
  const shown = await karim.get('/kpa');
  expect(shown.$('[name=ownTitle]')).toHaveLength(1);
  const long = await karim.press(shown, 'Enregistrer le profil', { ownTitle: 'x'.repeat(61) });
  expect([long.status, long.$('#ownTitle-error').length]).toEqual([422, 1]);
  const preview = await karim.press(shown, 'Voir sans enregistrer', { ownTitle: 'Coordinateur' });
  expect(preview.$('#apercu').text()).toContain('Coordinateur');
  const saved = await karim.press(preview, 'Enregistrer le profil');
  expect([saved.status, saved.$('[name=ownTitle]').length]).toEqual([200, 0]);
  expect(saved.$('#apercu').text()).toContain('Coordinateur');
  // An old form does not write over it.
  await karim.press(shown, 'Enregistrer le profil', { ownTitle: 'Autre', seen: seenOf(saved) });
  expect((await karim.get('/kpa')).$('#apercu').text()).toContain('Coordinateur');
});

const seenOf = ({ $ }: Page) => $('[name=seen]').attr('value') ?? '';
