/** A person’s record corrected: who may, what is refused, the e-mail that changes, many at one moment. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postNotices } from '../../../src/features/corrections/email-notices.ts';
import type { Person } from '../../../src/storage/store.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let nadia: TestVisitor;
let karim: TestVisitor;
let manager: Person;
beforeEach(async () => {
  world = await createWorld();
  manager = await world.add(world.hautsPres, 'Karim Benali', 'accompagnant', 'manager');
  nadia = await world.signIn(world.nadia);
  karim = await world.signIn(manager);
});
afterEach(() => world.destroy());

const formOf = (browser: TestVisitor, { id }: Person) => browser.get(`/personnes/${id}/corriger`);

async function correct(browser: TestVisitor, person: Person, fields: Record<string, string>) {
  return browser.press(await formOf(browser, person), 'Enregistrer', fields);
}

async function stored({ kpaId, id }: Person): Promise<Person> {
  const person = await world.services.store.people(kpaId).findById(id);
  if (!person) throw new Error('Nobody');
  return person;
}

const actsOn = async ({ kpaId, id }: Person) => {
  const entries = world.services.store.registerEntries(kpaId);
  return (await entries.all({ index: 'byAbout', equals: [id] }).toArray()).map(({ act }) => act);
};

const errorsOf = ({ $ }: Page) =>
  $('.errors a')
    .toArray()
    .map((one) => $(one).text());

describe('a correction', () => {
  it('changes what is said of a person, once, and is in the register', async () => {
    const { bruno } = world;
    const form = await formOf(nadia, bruno);
    expect(form.$('[name=name]').val()).toBe('Bruno Martin');
    const fields = {
      title: 'Coopérant',
      joinedOn: '2025-01-14',
      email: 'b.martin@hauts-pres.example',
    };
    const after = await nadia.press(form, 'Enregistrer', fields);
    expect(after.path).toBe(`/personnes/${bruno.id}?fait=corrige`);
    expect(after.text).toContain('La fiche est corrigée.');
    expect(after.text).toContain('Au KPA depuis le 14 janvier 2025.');
    expect(after.text).toContain('b.martin@hauts-pres.example');
    const again = await nadia.press(form, 'Enregistrer', fields);
    expect(again.path).toBe(`/personnes/${bruno.id}?fait=corrige`);
    expect(await stored(bruno)).toMatchObject(fields);
    expect((await actsOn(bruno)).toSorted()).toEqual(['email-corrected', 'person-corrected']);
  });

  it('takes an e-mail away, and the page says that there is none', async () => {
    await correct(nadia, world.bruno, { email: '' });
    expect(await stored(world.bruno)).not.toHaveProperty('email');
    expect((await nadia.get(`/personnes/${world.bruno.id}`)).text).toContain('Pas d’e-mail.');
    // It is free again.
    const after = await correct(nadia, world.awa, { email: 'bruno@hauts-pres.example' });
    expect(after.status).toBe(200);
  });

  it('refuses an e-mail that is somebody’s, and says whose', async () => {
    const refused = await correct(nadia, world.bruno, { email: 'AWA@hauts-pres.example' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Cette adresse est déjà celle d’Awa Diallo.');
    expect(refused.$('[name=email]').val()).toBe('AWA@hauts-pres.example');
    expect((await stored(world.bruno)).email).toBe('bruno@hauts-pres.example');
  });

  it('leaves an e-mail that two share from before, until it is corrected itself', async () => {
    const { people } = world.services.store;
    await people(world.hautsPres.id).update(world.bruno.id, ({ emailSlot: _, ...now }) => ({
      ...now,
      email: 'awa@hauts-pres.example',
    }));
    const after = await correct(nadia, world.bruno, { title: 'Coopérant' });
    expect(after.path).toBe(`/personnes/${world.bruno.id}?fait=corrige`);
    expect(await stored(world.bruno)).toMatchObject({ email: 'awa@hauts-pres.example' });
  });

  it('takes names as they are seen, from right to left too', async () => {
    await correct(nadia, world.bruno, { name: '  Bru\u200Bno\u00AD  Martin ' });
    expect((await stored(world.bruno)).name).toBe('Bruno Martin');
    const page = await correct(nadia, world.bruno, { name: 'محمد بن علي' });
    expect(page.heading).toBe('محمد بن علي');
    expect(page.$('h1').attr('dir')).toBe('auto');
    const refused = await correct(nadia, world.bruno, { name: '\u200B\u200B' });
    expect(refused.status).toBe(422);
    expect(errorsOf(refused)).toEqual(['Écrivez le nom de la personne.']);
  });
});

describe('rights', () => {
  it('lets an accompagnante correct nobody of the team', async () => {
    const leila = await world.add(world.hautsPres, 'Leïla Benmansour', 'accompagnant', 'cooperant');
    for (const person of [manager, leila, world.nadia]) {
      expect((await formOf(nadia, person)).status).toBe(403);
    }
    expect((await nadia.get(`/personnes/${manager.id}`)).text).not.toContain('Corriger la fiche');
    expect((await formOf(karim, leila)).status).toBe(200);
  });

  it('nor give a role, whatever is sent', async () => {
    const form = await formOf(nadia, world.bruno);
    expect(form.$('[name=roles]')).toHaveLength(0);
    await nadia.press(form, 'Enregistrer', { title: 'Chef', roles: ['manager'] });
    expect(await stored(world.bruno)).toMatchObject({ title: 'Chef', roles: ['cooperant'] });
  });

  it('has the people of another KPA nowhere', async () => {
    expect((await formOf(karim, world.omar)).status).toBe(404);
  });

  it('takes their rights away at once, and not from the last manager', async () => {
    const form = await formOf(karim, manager);
    const kept = await karim.press(form, 'Enregistrer', { roles: ['accompagnant'] });
    expect(kept.status).toBe(422);
    expect(kept.text).toContain('C’est la seule personne responsable.');
    await karim.press(await formOf(karim, world.nadia), 'Enregistrer', { roles: ['manager'] });
    await karim.press(form, 'Enregistrer', { roles: ['accompagnant'] });
    expect((await stored(manager)).roles).toEqual(['accompagnant']);
    expect((await formOf(karim, world.nadia)).status).toBe(403);
  });

  it('leaves one manager of two who stop at once', async () => {
    const zoe = await world.add(world.hautsPres, 'Zoé Petit', 'manager');
    const browsers = [karim, await world.signIn(zoe)];
    const forms = await Promise.all(
      [manager, zoe].map((person, at) => formOf(browsers[at] ?? karim, person)),
    );
    const answers = await Promise.all(
      forms.map((form, at) =>
        (browsers[at] ?? karim).press(form, 'Enregistrer', { roles: ['accompagnant'] }),
      ),
    );
    expect(Math.max(...answers.map(({ status }) => status))).toBeLessThan(500);
    const roles = (await Promise.all([manager, zoe].map(stored))).flatMap((one) => one.roles);
    expect(roles).toContain('manager');
  });
});

describe('an e-mail that was corrected', () => {
  it('opens nothing: neither a link that was sent or given, nor a letter on its way', async () => {
    const { bruno } = world;
    const asker = world.visitor();
    await asker.press(await asker.get('/connexion'), /e-mail|lien/i, { email: bruno.email ?? '' });
    const sent = /https:\/\/\S+/.exec((await world.letterTo(bruno.email ?? '')).text)?.[0] ?? '';
    const given = await world.services.createSignInLink(bruno, { minutes: 30 });
    expect((await asker.get(sent)).status).toBe(200);
    world.passTime(1);
    await correct(nadia, bruno, { email: 'b.martin@hauts-pres.example' });
    expect((await asker.get(sent)).status).toBe(410);
    expect((await asker.get(`/connexion/lien/${given}`)).status).toBe(410);
    world.passTime(1);
    const fresh = await world.services.createSignInLink(bruno, { minutes: 30 });
    expect((await asker.get(`/connexion/lien/${fresh}`)).status).toBe(200);
  });

  it('is told so by a letter, without a name, and so is nobody else', async () => {
    await correct(nadia, world.bruno, { email: 'b.martin@hauts-pres.example' });
    const letter = await world.letterTo('bruno@hauts-pres.example');
    expect(letter.subject).toBe('Cette adresse ne sert plus pour entrer');
    expect(letter.text).toContain('KPA des Hauts-Prés');
    expect(letter.text).not.toMatch(/Bruno|http/);
    await correct(nadia, world.bruno, { title: 'Coopérant' });
    await world.services.outbox.sendDue();
    expect(world.letters).toHaveLength(1);
  });
});

describe('cut short before the letter to the former address', () => {
  const NEW = 'b.martin@hauts-pres.example';
  async function cutShort() {
    const { outbox } = world.services;
    const before = { ...outbox };
    const form = await formOf(nadia, world.bruno);
    Object.assign(outbox, { post: () => Promise.reject(new Error('The machine stops')) });
    expect((await nadia.press(form, 'Enregistrer', { email: NEW })).status).toBe(500);
    Object.assign(outbox, before);
    return form;
  }
  const told = async () => {
    await world.services.outbox.sendDue();
    return world.letters.map(({ to }) => to);
  };

  it('is told by the same form, sent again, and noted', async () => {
    const form = await cutShort();
    await nadia.press(form, 'Enregistrer', { email: NEW });
    await nadia.press(form, 'Enregistrer', { email: NEW });
    expect(await told()).toEqual(['bruno@hauts-pres.example']);
    expect((await actsOn(world.bruno)).toSorted()).toEqual(['email-corrected', 'person-corrected']);
    expect(await stored(world.bruno)).not.toHaveProperty('formerEmail');
  });

  it('or within the hour', async () => {
    await cutShort();
    await postNotices(world.services, new AbortController().signal);
    await postNotices(world.services, new AbortController().signal);
    expect(await told()).toEqual(['bruno@hauts-pres.example']);
  });
});

it('writes once a day to an address, however often it is typed and corrected', async () => {
  for (const email of ['victim@e.example', 'a@e.example', 'victim@e.example', 'b@e.example']) {
    world.passTime(1);
    await correct(nadia, world.bruno, { email });
  }
  await world.services.outbox.sendDue();
  expect(world.letters.filter(({ to }) => to === 'victim@e.example')).toHaveLength(1);
});

describe('two at the same moment', () => {
  it('leave the names by which a person is found as they are called', async () => {
    const { bruno } = world;
    const { store } = world.services;
    const { nameEntries } = store;
    let others = 0;
    // Somebody else corrects the name while the first correction writes what finds them.
    Object.assign(store, {
      nameEntries: (kpaId: string) => ({
        ...nameEntries(kpaId),
        update: async (...asked: Parameters<ReturnType<typeof nameEntries>['update']>) => {
          others += 1;
          if (others === 1) await correct(karim, bruno, { name: 'Bruno Zorn' });
          return nameEntries(kpaId).update(...asked);
        },
      }),
    });
    await correct(nadia, bruno, { name: 'Bruno Albert' });
    Object.assign(store, { nameEntries });
    expect((await stored(bruno)).name).toBe('Bruno Zorn');
    const entry = await nameEntries(bruno.kpaId).findById(bruno.id);
    expect(entry?.order).toBe('zorn bruno');
    const found = await nadia.press(await nadia.get('/personnes'), 'Chercher', { search: 'zorn' });
    expect(found.text).toContain('Bruno Zorn');
  });

  it('get through one by one: whoever comes second reads what is there now', async () => {
    const { bruno } = world;
    const mine = await formOf(nadia, bruno);
    const theirs = await formOf(karim, bruno);
    await karim.press(theirs, 'Enregistrer', { name: 'Bruno Marten', roles: ['cooperant'] });
    const second = await nadia.press(mine, 'Enregistrer', { name: 'Bruno Martine' });
    expect(second.status).toBe(409);
    expect(errorsOf(second).join()).toContain('Bruno Marten');
    expect(second.$('[name=name]').val()).toBe('Bruno Martine');
    const third = await nadia.press(second, 'Enregistrer');
    expect(third.status).toBe(200);
    expect((await stored(bruno)).name).toBe('Bruno Martine');
  });

  it('twenty at once: one is stored, nineteen are told, nothing is lost', async () => {
    const form = await formOf(nadia, world.bruno);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        nadia.press(form, 'Enregistrer', { name: `Bruno Martin ${at}` }),
      ),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
    const won = answers.find(({ status }) => status === 200)?.heading;
    expect((await stored(world.bruno)).name).toBe(won);
    // Without a badge, nothing is signed in the new name, and nothing said of it.
    expect(await actsOn(world.bruno)).toEqual(['person-corrected']);
  });

  it('keeps what the person writes of themselves meanwhile', async () => {
    const form = await formOf(nadia, world.awa);
    const awa = await world.signIn(world.awa);
    await awa.press(await awa.get('/mes-badges/presentation'), 'Garder', {
      introduction: 'Je cuisine.',
    });
    const after = await nadia.press(form, 'Enregistrer', { title: 'Cuisine' });
    expect(after.status).toBe(200);
    expect(await stored(world.awa)).toMatchObject({
      introduction: 'Je cuisine.',
      title: 'Cuisine',
    });
  });
});
