/** Who runs the network: given and taken in the browser, and never taken from the last one. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Person } from '../../../src/storage/store.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let zoePerson: Person;
let zoe: TestVisitor;
beforeEach(async () => {
  world = await createWorld();
  zoePerson = await world.inNetwork(await world.add(world.moulins, 'Zoé Petit', 'accompagnant'));
  zoe = await world.signIn(zoePerson);
});
afterEach(() => world.destroy());

const give = async (email: string, by = zoe): Promise<Page> => {
  const kpa = await by.get('/reseau/hauts-pres');
  world.passTime(1);
  const form = await by.click(kpa, 'Donner le rôle du réseau');
  return by.press(form, 'Donner ce rôle', { email });
};
const team = ({ $ }: Page) =>
  $('#role h3')
    .toArray()
    .map((one) => $(one).text());
const register = async (kpaId: string) => {
  const entries = world.services.store.registerEntries(kpaId).all({ index: 'byTime' });
  return (await entries.toArray()).map(({ act, by, about }) => [act, by, about]);
};
const nadiaEmail = () => world.nadia.email ?? '';

it('is given by an e-mail of a KPA’s team, and taken again; both are in the register', async () => {
  const page = await give(nadiaEmail().toUpperCase());
  expect([page.path, team(page)]).toEqual(['/reseau', ['Zoé Petit', 'Nadia Roche']]);
  const nadia = await world.signIn(world.nadia);
  expect((await nadia.get('/personnes')).$('nav a[href="/reseau"]')).toHaveLength(1);
  world.passTime(1);
  const taken = await zoe.press(page, /Retirer ce rôle.*Nadia/);
  expect(team(taken)).toEqual(['Zoé Petit']);
  expect((await nadia.get('/reseau')).status).toBe(403);
  expect(await register(world.hautsPres.id)).toEqual([
    ['network-role-given', zoePerson.id, world.nadia.id],
    ['network-role-taken', zoePerson.id, world.nadia.id],
  ]);
});

it.each([
  ['a coopérante', 'awa@hauts-pres.example'],
  ['somebody of another KPA', 'ines@moulins.example'],
  ['nobody', 'personne@hauts-pres.example'],
])('says the same of %s', async (_, email) => {
  const page = await give(email);
  expect([page.status, page.$('[name=email]').attr('value')]).toEqual([422, email]);
  expect(page.text).toContain('Personne de l’équipe de ce KPA n’a cet e-mail.');
});

it('is never taken from the last one, by whatever is sent', async () => {
  const page = await zoe.get('/reseau');
  expect(page.text).not.toContain('Retirer ce rôle');
  const csrf = page.$('[name=_csrf]').attr('value') ?? '';
  const whose = { person: zoePerson.id, kpa: zoePerson.kpaId };
  const refused = await zoe.post('/reseau/role/retirer', { ...whose, _csrf: csrf });
  expect([refused.status, refused.text]).toEqual([
    409,
    expect.stringContaining('Une personne au moins fait partie du réseau.'),
  ]);
  expect((await zoe.get('/reseau')).status).toBe(200);
});

it('stays with somebody when two take it from each other at once, again and again', async () => {
  for (let round = 0; round < 5; round += 1) {
    await world.inNetwork(world.nadia);
    await world.inNetwork(zoePerson);
    const nadia = await world.signIn(world.nadia);
    const [ofZoe, ofNadia] = [await zoe.get('/reseau'), await nadia.get('/reseau')];
    await Promise.all([
      zoe.press(ofZoe, /Retirer ce rôle.*Nadia/),
      nadia.press(ofNadia, /Retirer ce rôle.*Zoé/),
    ]);
    const people = await world.services.store.people.across.all({ index: 'byName' }).toArray();
    expect(people.filter(({ network }) => network === true).length).toBeGreaterThan(0);
  }
});

it('pressed several times at once is given and noted once', async () => {
  const form = await zoe.get('/reseau/hauts-pres/role');
  const press = () => zoe.press(form, 'Donner ce rôle', { email: nadiaEmail() });
  const pages = await Promise.all([press(), press(), press(), press()]);
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(await register(world.hautsPres.id)).toHaveLength(1);
});

it('is given up before somebody leaves, whom only the network sees off', async () => {
  const nadia = await world.inNetwork(world.nadia);
  const karim = await world.add(world.hautsPres, 'Karim Benali', 'manager');
  const path = `/personnes/${nadia.id}/depart`;
  const manager = await world.signIn(karim);
  expect((await manager.get(path)).status).toBe(403);
  const both = await world.signIn(await world.inNetwork(karim));
  const refused = await both.press(await both.get(path), 'Noter le départ');
  expect([refused.status, refused.text]).toEqual([
    422,
    expect.stringContaining('Retirez d’abord ce rôle.'),
  ]);
  await both.press(await both.get('/reseau'), /Retirer ce rôle.*Nadia/);
  const gone = await both.press(await both.get(path), 'Noter le départ');
  expect(gone.text).toContain('A quitté le KPA');
});
