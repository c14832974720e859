/** A badge of objective 6 is asked for once, of one of the team who is there. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/storage/store.ts';
import { growPeople } from '../../support/badges/grown-kpa.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let holder: Person;
let awa: TestVisitor;
let nadia: TestVisitor;
let karim: Person;
let path: string;
beforeAll(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
  karim = await world.add(world.hautsPres, 'Karim Benali', 'accompagnant');
  const { badgeClasses } = world.services.definitions;
  path = `/demander-un-badge/${badgeClasses.find(({ sensitive }) => sensitive)?.slug ?? ''}`;
});
afterAll(() => world.destroy());
beforeEach(async () => {
  holder = await world.add(world.hautsPres, 'Fatima Zerhouni', 'cooperant');
  awa = await world.signIn(holder);
});

const claims = () => world.services.store.claims(world.hautsPres.id);
const claimsOf = ({ id }: Person) =>
  claims()
    .all({ index: 'byPerson', equals: [id] })
    .toArray();
const search = (name: string, who = awa) => who.get(`${path}?nom=${name}`);
const ask = async ({ id, name }: Person, who = awa) =>
  who.press(await search(name.split(' ')[0] ?? '', who), 'Demander', { to: id });
const idOf = ({ path: at }: Page) => /[0-9a-f-]{36}/.exec(at)?.[0] ?? '';

describe('whom one can ask', () => {
  it('is found among however many have such a name', async () => {
    await growPeople(world, world.hautsPres, { count: 60 });
    const zoe = await world.add(world.hautsPres, 'Lou Zola', 'accompagnant');
    const found = await search('Lou');
    expect(found.$('[name=to]').attr('value')).toBe(zoe.id);
    expect(found.$('[name=to]')).toHaveLength(1);
  });

  it('is of the team of this KPA, and there today', async () => {
    const gone = await world.add(world.hautsPres, 'Lina Perrin', 'accompagnant');
    const page = await search('Nadia');
    const people = world.services.store.people(world.hautsPres.id);
    await people.update(gone.id, (now) => ({ ...now, leftOn: '2026-10-01' }));
    expect((await search('Lina')).text).toContain('Personne de l’équipe ne porte ce nom');
    for (const { id } of [gone, world.ines, world.bruno, holder]) {
      const asked = await awa.press(page, 'Demander', { to: id });
      expect(asked.status).toBe(422);
      expect(asked.text).toContain('Choisissez une personne de l’équipe.');
    }
    expect(await claimsOf(holder)).toEqual([]);
  });
});

describe('a request about objective 6', () => {
  it('goes on with who was asked, and ends the letter that told of the answer', async () => {
    const id = idOf(await ask(world.nadia));
    await nadia.press(await nadia.get(`/demandes/${id}`), 'En parler d’abord');
    expect((await ask(world.nadia)).text).toContain('Nadia Roche va vous répondre');
    const [claim, ...more] = await claimsOf(holder);
    expect([claim?.state, claim?.turns.length, more]).toEqual(['waiting', 3, []]);
    const notices = world.services.store.notices(world.hautsPres.id);
    const told = await notices.all({ index: 'byAbout', equals: [id] }).toArray();
    expect(told.map(({ state }) => state)).toEqual(['over']);
  });

  it('begins anew with another, and a form that asked one asks no other', async () => {
    const page = await search('Nadia');
    await awa.press(page, 'Demander', { to: world.nadia.id });
    const again = await awa.press(page, 'Demander', { to: karim.id });
    expect(again.status).toBe(409);
    expect(again.text).toContain('Vous avez déjà demandé ce badge avec ce formulaire');
    expect(again.$('[name=to][checked]').attr('value')).toBe(karim.id);
    const sent = await awa.press(again, 'Demander', { to: karim.id });
    expect(sent.text).toContain('Karim Benali va vous répondre');
    const [claim, ...more] = await claimsOf(holder);
    expect([claim?.openTo, claim?.turns.length, more]).toEqual([karim.id, 1, []]);
    expect(claim?.waitsFor).toBe(karim.id);
  });

  it('says whom it was asked of, and what becomes of that', async () => {
    const fresh = await awa.get(path);
    expect(fresh.text).not.toContain('Vous l’avez demandé');
    await ask(world.nadia);
    const again = await awa.get(path);
    expect(again.text).toContain('Vous l’avez demandé à Nadia Roche le 14 octobre 2026.');
    const warning = 'Si vous choisissez une autre personne, Nadia ne voit plus la demande.';
    expect(again.text).toContain(warning);
    expect(again.$('[name=to][checked]').attr('value')).toBe(world.nadia.id);
    expect(again.$('main a:contains("Annuler")').attr('href')).toBe(
      path.replace('/demander-un-badge', '/badges'),
    );
    const others = await search('Karim');
    expect(others.$('[name=to]').toArray()).toHaveLength(1);
    await awa.press(others, 'Demander', { to: karim.id });
    expect((await awa.get(path)).text).toContain('Vous l’avez demandé à Karim Benali');
  });

  it('that another record of theirs asked is not asked twice', async () => {
    const other = await world.add(world.hautsPres, 'ZERHOUNI Fatima', 'cooperant');
    await ask(world.nadia);
    await ask(world.nadia, await world.signIn(other));
    const form = await nadia.get(`/personnes/${holder.id}/reunir/${other.id}`);
    await nadia.press(form, 'Réunir les deux fiches', { name: holder.id, email: holder.id });
    const stays = await world.signIn(holder);
    await ask(world.nadia, stays);
    const mine = async () => [...(await claimsOf(holder)), ...(await claimsOf(other))];
    expect(await mine()).toHaveLength(1);
    await ask(karim, stays);
    expect((await mine()).map(({ openTo }) => openTo)).toEqual([karim.id]);
  });

  it('is full after a while, and says so', async () => {
    for (let turns = 0; turns < 18; turns += 1) await ask(world.nadia);
    const full = await ask(world.nadia);
    expect(full.status).toBe(422);
    expect(full.text).toContain('Cette demande est déjà longue. Parlez-en au KPA.');
  });
});
