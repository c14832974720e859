/** One e-mail in a KPA belongs to one person; one letter leads to every KPA of an address. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addPerson } from '../../../src/features/people/add-person.ts';
import { EmailTakenError } from '../../../src/people/email-address.ts';
import { networkCollections, tenantCollections } from '../../../src/storage/collections.ts';
import { person } from '../../../src/storage/documents/people.ts';
import type { Letter } from '../../../src/outside/mailer.ts';
import { openTestDatabase } from '../../support/storage/databases.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

const linkIn = ({ text }: Letter) => /https:\/\/\S+/.exec(text)?.[0] ?? '';
const codeIn = ({ text }: Letter) => /^\d{4} \d{4}$/m.exec(text)?.[0] ?? '';

/** A browser that asked for a link, and the page on which it waits. */
async function ask(world: World, email: string) {
  world.letters.length = 0;
  const browser = world.visitor();
  const wait = await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
  return { browser, wait, letter: await world.letterTo(email) };
}

describe('adding a person', () => {
  let world: World;
  let nadia: TestVisitor;
  beforeAll(async () => {
    world = await createWorld();
    nadia = await world.signIn(world.nadia);
  });
  afterAll(() => world.destroy());

  const add = async (name: string, email: string) =>
    nadia.press(await nadia.get('/personnes/nouvelle'), 'Ajouter', {
      ...{ name, email, roles: ['cooperant'] },
    });
  const withEmail = async (email: string) =>
    (await world.services.store.people.across.find({ index: 'acrossByEmail', equals: [email] }))
      .items;

  it('with the e-mail of somebody else is refused beside the field', async () => {
    for (const email of ['awa@hauts-pres.example', 'AWA@Hauts-Pres.example ']) {
      const page = await add('Awa Traoré', email);
      expect(page.status).toBe(422);
      expect(page.$('#email-error').text()).toContain(
        'Cette adresse est déjà celle d’Awa Diallo. Écrivez-en une autre, ou laissez vide.',
      );
      expect(page.$('.errors a').attr('href')).toBe('#email');
      expect([page.$('[name=name]').val(), page.$('[name=email]').val()]).toEqual([
        'Awa Traoré',
        email,
      ]);
      expect(page.$('[name=roles][checked]').val()).toBe('cooperant');
    }
    expect(await withEmail('awa@hauts-pres.example')).toHaveLength(1);
  });

  it('twice at once adds one', async () => {
    const { services, hautsPres } = world;
    const email = 'une@hauts-pres.example';
    const added = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) =>
        addPerson(services, hautsPres.id, {
          ...{ name: `Personne ${at}`, email, roles: ['cooperant'], title: undefined },
        }),
      ),
    );
    expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of added) {
      if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(EmailTakenError);
    }
    expect(await withEmail(email)).toHaveLength(1);
  });

  it('with an e-mail that is somebody’s in another KPA, or with none, is not', async () => {
    expect((await add('Omar Haddad', 'omar@moulins.example')).heading).toBe('Omar Haddad');
    expect(await withEmail('omar@moulins.example')).toHaveLength(2);
    for (const name of ['Sans Adresse', 'Sans Adresse Non Plus']) {
      expect((await add(name, '')).heading).toBe(name);
    }
  });
});

describe('an e-mail of several KPAs', () => {
  let world: World;
  const email = 'zoe@partout.example';
  beforeAll(async () => {
    world = await createWorld();
    const { services, hautsPres, moulins } = world;
    const zoe = { name: 'Zoé Petit', email, title: undefined };
    await addPerson(services, moulins.id, { ...zoe, roles: ['accompagnant'] });
    await addPerson(services, hautsPres.id, { ...zoe, roles: ['cooperant'] });
  });
  afterAll(() => world.destroy());
  beforeEach(() => {
    world.passTime(60);
  });

  it('gets one letter, whose link leads to a choice', async () => {
    const { browser, letter } = await ask(world, email);
    expect(world.letters).toHaveLength(1);
    expect(letter.text).toContain('Bonjour Zoé Petit,');
    expect(letter.text).toContain('Vous choisirez ensuite où entrer.');
    const page = await browser.get(linkIn(letter));
    expect(page.heading).toBe('Où voulez-vous entrer ?');
    const labels = page.$('fieldset .choice-text').map((_, one) => page.$(one).text());
    expect(labels.get()).toEqual(['KPA des Hauts-PrésZoé Petit', 'KPA des MoulinsZoé Petit']);
    const values = page.$('[name=person]').map((_, one) => String(page.$(one).val()));
    const home = await browser.press(page, 'Entrer', { person: values.get()[1] ?? '' });
    expect(home.path).toBe('/ce-qui-m-attend');
    expect(home.text).toContain('KPA des Moulins');
    expect((await browser.get(linkIn(letter))).status).toBe(410);
  });

  it('enters nowhere without a choice, nor as somebody else, and keeps the link', async () => {
    const { browser, letter } = await ask(world, email);
    const page = await browser.get(linkIn(letter));
    for (const person of [[], world.nadia.id, 'x', ['a', 'b']]) {
      const again = await browser.press(page, 'Entrer', { person });
      expect(again.status).toBe(422);
      expect(again.$('.errors a').attr('href')).toBe('#person');
      expect(again.$('#person-error').text()).toContain('Choisissez où vous voulez entrer.');
    }
    expect((await browser.get('/mes-badges')).path).toBe('/connexion');
    const person = String(page.$('[name=person]').first().val());
    expect((await browser.press(page, 'Entrer', { person })).path).toBe('/mes-badges');
  });

  it('leads to the same choice with the code of the letter, once, in this browser', async () => {
    const { browser, wait, letter } = await ask(world, email);
    const choice = await browser.press(wait, 'Entrer', { code: codeIn(letter) });
    expect(choice.heading).toBe('Où voulez-vous entrer ?');
    expect((await browser.get(linkIn(letter))).status).toBe(410);
    const again = await browser.press(wait, 'Entrer', { code: codeIn(letter) });
    expect(again.status).toBe(422);
    const elsewhere = await world.visitor().get(choice.path);
    expect(elsewhere.$('button')).toHaveLength(0);
    const person = String(choice.$('[name=person]').first().val());
    expect((await browser.press(choice, 'Entrer', { person })).path).toBe('/mes-badges');
  });
});

describe('a database from before, in which two people share an e-mail', () => {
  const email = 'famille@hauts-pres.example';
  const createdAt = '2026-01-01T00:00:00.000Z';
  const kpa = {
    ...{ id: randomUUID(), slug: 'hauts-pres', name: 'KPA des Hauts-Prés', place: 'Villeneuve' },
    ...{ description: 'Cuisine.', contact: {}, memberSince: 2023, createdAt },
  };
  const before = (name: string) => ({
    ...{ id: randomUUID(), kpaId: kpa.id, name, email, roles: ['cooperant' as const] },
    ...{ joinedOn: '2026-01-01', createdAt },
  });
  const { acrossByEmailSlot, ...indexes } = tenantCollections.people.indexes;
  let world: World;
  let end: () => Promise<void>;
  beforeAll(async () => {
    const { database, destroy } = await openTestDatabase();
    end = destroy;
    await database.collection(networkCollections.kpas).insert(kpa);
    const people = database.collection({
      ...{ name: 'people', schema: person.omit({ emailSlot: true }), indexes },
    });
    await people.insert(before('Lila Amar'));
    await people.insert(before('Sami Amar'));
    world = await createWorld({ database });
  });
  afterAll(async () => {
    await world.destroy();
    await end();
  });

  it('starts, and lets both in with one letter', async () => {
    for (const name of ['Lila Amar', 'Sami Amar']) {
      const { browser, letter } = await ask(world, email);
      expect(letter.text).toContain('Bonjour,');
      expect(letter.text).toContain('Vous choisirez ensuite où entrer.');
      const page = await browser.get(linkIn(letter));
      expect(page.text).toContain('Cette adresse e-mail ouvre plusieurs espaces.');
      expect(page.$('legend').text()).toContain('Choisissez un espace');
      const row = page.$('.choice').filter((_, one) => page.$(one).text().includes(name));
      const chosen = String(row.find('input').val());
      const home = await browser.press(page, 'Entrer', { person: chosen });
      expect(home.text).toContain(name);
    }
  });

  it('takes no third one', async () => {
    const nadia = await world.signIn(world.nadia);
    const form = await nadia.get('/personnes/nouvelle');
    const page = await nadia.press(form, 'Ajouter', {
      ...{ name: 'Nour Amar', email, roles: ['cooperant'] },
    });
    expect(page.status).toBe(422);
    expect(page.$('#email-error').text()).toContain('Cette adresse est déjà celle');
  });
});
