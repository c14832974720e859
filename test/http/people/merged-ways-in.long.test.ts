/** Who comes in as whom, while two records become one, and afterwards (docs/adr/0038, 0047). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { peopleOfNetwork } from '../../../src/features/kpas/role/network-role.ts';
import { completeMerge } from '../../../src/features/merging/complete-merges.ts';
import { markMerged } from '../../../src/features/merging/mark-merged.ts';
import { pairOf } from '../../../src/features/merging/pair.ts';
import type { Person, Role, Stored } from '../../../src/storage/store.ts';
import { enterWith, makeCardIn, PIN } from '../../support/cards.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let manager: Person;
beforeEach(async () => {
  world = await createWorld();
  manager = await world.add(world.hautsPres, 'Karim Benali', 'accompagnant', 'manager');
});
afterEach(() => world.destroy());

async function stored({ kpaId, id }: Person): Promise<Stored<Person>> {
  const person = await world.services.store.people(kpaId).findById(id);
  if (!person) throw new Error('Nobody');
  return person;
}

/** Two records, the older one first. */
async function add(...roles: readonly (readonly Role[])[]): Promise<Person[]> {
  const names = ['Lina Roux', 'Lina Rous', 'Lina Rouse'];
  const people: Person[] = [];
  for (const [at, of] of roles.entries()) {
    people.push(await world.add(world.hautsPres, names[at] ?? '', ...of));
    world.passTime(60);
  }
  return people;
}

const pair = async (...roles: [readonly Role[], readonly Role[]]): Promise<[Person, Person]> => {
  const [older, younger] = await add(...roles);
  if (!older || !younger) throw new Error('Nobody');
  return [older, younger];
};

/** The first of the two writes. */
async function decide(older: Person, younger: Person): Promise<Stored<Person>> {
  const both = pairOf(await stored(older), await stored(younger));
  const { id } = both.stays;
  const chosen = { name: id, email: id, card: id };
  return markMerged(world.services, { pair: both, chosen, by: manager });
}

const complete = (gone: Stored<Person>) => completeMerge(world.services, world.hautsPres, gone);

const linkFor = (person: Person) => world.services.createSignInLink(person, { minutes: 30 });

const opens = async (link: string) => (await world.visitor().get(`/connexion/lien/${link}`)).status;

/** Undefined where no letter comes. */
async function enterByLetter({ email = '' }: Person): Promise<Page | undefined> {
  await world.services.outbox.sendDue();
  world.letters.length = 0;
  const browser = world.visitor();
  await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
  await world.services.outbox.sendDue();
  const letter = world.letters.find(({ to }) => to === email);
  const link = /https:\/\/\S+/.exec(letter?.text ?? '')?.[0];
  return link === undefined ? undefined : browser.press(await browser.get(link), 'Entrer');
}

describe('where the roles of both are more than those of one', () => {
  it('all addresses let in, also those of earlier merges; nothing of before does', async () => {
    const all = await add(['cooperant'], ['cooperant'], ['accompagnant']);
    const [first, second, third] = all;
    if (!first || !second || !third) throw new Error('Nobody');
    await complete(await decide(first, second));
    world.passTime(1);
    const before = await Promise.all(
      all.map(async (one) => ({ browser: await world.signIn(one), link: await linkFor(one) })),
    );
    world.passTime(1);
    const gone = await decide(first, third);
    world.passTime(1);
    await complete(gone);
    for (const one of all) {
      const page = await enterByLetter(one);
      expect([one.email, page?.status, page?.path]).toEqual([one.email, 200, '/ce-qui-m-attend']);
    }
    for (const { browser, link } of before) {
      expect((await browser.get('/mon-compte')).path).toBe('/connexion');
      expect(await opens(link)).toBe(410);
    }
  });

  it('and none of them lets in once the e-mail is corrected', async () => {
    const [older, younger] = await pair(['cooperant'], ['accompagnant']);
    await complete(await decide(older, younger));
    const karim = await world.signIn(manager);
    const form = await karim.get(`/personnes/${older.id}/corriger`);
    const email = 'lina@trois.example';
    await karim.press(form, 'Enregistrer', { email });
    for (const one of [older, younger]) expect(await enterByLetter(one)).toBeUndefined();
    expect((await enterByLetter({ ...older, email }))?.path).toBe('/ce-qui-m-attend');
  });

  it('nothing of the one opens the other between the two writes', async () => {
    const [older, younger] = await pair(['accompagnant'], ['cooperant']);
    const link = await linkFor(younger);
    world.passTime(1);
    const gone = await decide(older, younger);
    expect(await opens(link)).toBe(410);
    expect(await enterByLetter(younger)).toBeUndefined();
    await complete(gone);
    expect(await opens(link)).toBe(410);
    expect((await enterByLetter(younger))?.path).toBe('/ce-qui-m-attend');
  });
});

describe('where they are the same', () => {
  it('a link of the one opens the other from the second write on', async () => {
    const [older, younger] = await pair(['cooperant'], ['cooperant']);
    const link = await linkFor(younger);
    const gone = await decide(older, younger);
    expect(await opens(link)).toBe(410);
    await complete(gone);
    expect(await opens(link)).toBe(200);
  });

  it('nobody else gets the address of the one between the two writes', async () => {
    const [older, younger] = await pair(['cooperant'], ['cooperant']);
    const gone = await decide(older, younger);
    const nadia = await world.signIn(world.nadia);
    const fields = { name: 'Zoé Petit', roles: ['cooperant'], email: younger.email ?? '' };
    const page = await nadia.press(await nadia.get('/personnes/nouvelle'), 'Ajouter', fields);
    expect(page.text).toContain('Cette adresse est déjà celle de Lina Roux.');
    await complete(gone);
    expect((await enterByLetter(younger))?.path).toBe('/mes-badges');
  });

  it('of two of the team, the card that is chosen goes on opening', async () => {
    const [older, younger] = await pair(['accompagnant'], ['accompagnant']);
    const karim = await world.signIn(manager);
    const one = await makeCardIn(karim, older);
    const other = await makeCardIn(karim, younger);
    world.passTime(1);
    const form = await karim.get(`/personnes/${older.id}/reunir/${younger.id}`);
    const chosen = { name: older.id, email: older.id, card: younger.id };
    await karim.press(form, 'Réunir les deux fiches', chosen);
    expect(await stored(older)).not.toHaveProperty('waysSince');
    expect((await enterWith(world.visitor(), one.code, PIN)).status).toBe(422);
    expect((await enterWith(world.visitor(), other.code, PIN)).path).toBe('/ce-qui-m-attend');
  });
});

describe('who runs the network', () => {
  const inNetwork = async () =>
    (await peopleOfNetwork(world.services)).map(({ person }) => person.id);

  it('is found as before, since the earlier day, whichever record said so', async () => {
    const [older, younger] = await pair(['manager'], ['manager']);
    const { networkSince } = await world.inNetwork(younger);
    world.passTime(60);
    const gone = await decide(older, younger);
    await complete(gone);
    expect(await stored(older)).toMatchObject({ network: true, networkSince });
    expect(await inNetwork()).toEqual([older.id]);
  });

  it('in both, since the earlier of two days', async () => {
    const [older, younger] = await pair(['manager'], ['manager']);
    const { networkSince } = await world.inNetwork(younger);
    world.passTime(60);
    await world.inNetwork(older);
    await complete(await decide(older, younger));
    expect(await stored(older)).toMatchObject({ network: true, networkSince });
  });

  it('and left, runs it no more by a record that is there', async () => {
    const [older, younger] = await pair(['manager'], ['cooperant']);
    await world.inNetwork(older);
    const people = world.services.store.people(older.kpaId);
    await people.update(older.id, (now) => ({ ...now, leftOn: '2026-10-14' }));
    await complete(await decide(older, younger));
    const after = await stored(older);
    for (const field of ['network', 'networkSince', 'leftOn']) {
      expect(after).not.toHaveProperty(field);
    }
    expect(await inNetwork()).toEqual([]);
  });
});

describe('a form that was kept', () => {
  async function enter(browser: TestVisitor, person: Person): Promise<Page> {
    return browser.press(await browser.get(`/connexion/lien/${await linkFor(person)}`), 'Entrer');
  }

  it('of a record that was merged meanwhile is shown over the one that stays', async () => {
    const [older, younger] = await pair(['cooperant'], ['cooperant']);
    const browser = world.visitor();
    await enter(browser, world.nadia);
    const form = await browser.get(`/personnes/${younger.id}/corriger`);
    world.passTime(12 * 60 + 1);
    await browser.press(form, 'Enregistrer', { title: 'Cuisinière' });
    await complete(await decide(older, younger));
    const again = await enter(browser, world.nadia);
    const title = again.$('[name=title]').attr('value');
    expect([again.status, title]).toEqual([200, 'Cuisinière']);
    // It was filled in over the other one.
    const answer = await browser.press(again, 'Enregistrer');
    expect([answer.status, answer.path]).toEqual([409, `/personnes/${older.id}/corriger`]);
    expect(await stored(older)).not.toHaveProperty('title');
  });
});
