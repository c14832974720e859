/** The requests of a KPA that has many: who left holds nobody up, and what is personal stands among the others. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onRequestIdOf } from '../../../src/claims/claims.ts';
import type { Person } from '../../../src/storage/store.ts';
import { growClaims, growPeople } from '../../support/badges/grown-kpa.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let nadia: TestVisitor;
let karim: TestVisitor;
let here: readonly Person[];
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, services } = world;
  const gone = await growPeople(world, kpa, { count: 130 });
  await growClaims(world, gone);
  const people = services.store.people(kpa.id);
  for (const { id } of gone) {
    await people.update(id, (now) => ({ ...now, leftOn: '2026-10-01' }));
  }
  here = await growPeople(world, kpa, { from: 200, count: 25 });
  await growClaims(world, here, { from: 200 });
  nadia = await world.signIn(world.nadia);
  karim = await world.signIn(await world.add(kpa, 'Karim Benali', 'accompagnant'));
}, 60_000);
afterAll(() => world.destroy());

const rowsOf = ({ $ }: Page) => $('main .ruled li').length;

it('are those of who is here, the longest wait first', async () => {
  const page = await nadia.get('/demandes');
  expect(rowsOf(page)).toBe(20);
  expect(page.$('main .ruled li').first().text()).toContain(here[0]?.name);
  expect(rowsOf(await nadia.click(page, /^Page suivante/))).toBe(5);
  const attends = await nadia.get('/ce-qui-m-attend');
  expect(attends.$('#demandes h2').text()).toContain('25');
  expect(attends.$('#demandes').text()).toContain(here[2]?.name);
});

it('of objective 6 is in the order of the others, for one of the team alone', async () => {
  const awa = await world.signIn(world.awa);
  const { badgeClasses } = world.services.definitions;
  const slug = badgeClasses.find(({ sensitive }) => sensitive)?.slug ?? '';
  const found = await awa.get(`/demander-un-badge/${slug}?nom=Nadia`);
  await awa.press(found, 'Demander', { to: world.nadia.id });
  const last = async (who: TestVisitor) => who.click(await who.get('/demandes'), /^Page suivante/);
  expect((await last(nadia)).$('main .ruled li').last().text()).toContain('Awa');
  expect(rowsOf(await last(nadia))).toBe(6);
  expect(rowsOf(await last(karim))).toBe(5);
  const back = await nadia.click(await last(nadia), /^Page précédente/);
  expect(rowsOf(back)).toBe(20);
  // Its id is made of what many know: an address that names it says nothing of it to anybody else.
  const id = onRequestIdOf(slug, world.awa.id);
  const bruno = await world.signIn(world.bruno);
  for (const side of ['apres', 'avant']) {
    expect((await nadia.get(`/demandes?page=${side}-${id}`)).status).toBe(200);
    expect((await karim.get(`/demandes?page=${side}-${id}`)).status).toBe(400);
    expect((await awa.get(`/mes-demandes?page=${side}-${id}`)).status).toBe(200);
    expect((await bruno.get(`/mes-demandes?page=${side}-${id}`)).status).toBe(400);
  }
});
