/** Nobody keeps a way in that they made for somebody else, once that person comes to more rights. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Person } from '../../../src/storage/store.ts';
import { enterWith, makeCardIn, PIN } from '../../support/cards.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createAuthenticator } from '../../support/ways/authenticator.ts';
import { addPasskeyIn, enterWithDevice } from '../../support/ways/passkeys.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let manager: Person;
let nadia: TestVisitor;
let karim: TestVisitor;
beforeEach(async () => {
  world = await createWorld();
  manager = await world.add(world.hautsPres, 'Karim Benali', 'accompagnant', 'manager');
  nadia = await world.signIn(world.nadia);
  karim = await world.signIn(manager);
});
afterEach(() => world.destroy());

const change = (person: Person, more: Partial<Person>) =>
  world.services.store.people(person.kpaId).update(person.id, (now) => ({ ...now, ...more }));

async function correct(browser: TestVisitor, { id }: Person, fields: Record<string, string[]>) {
  return browser.press(await browser.get(`/personnes/${id}/corriger`), 'Enregistrer', fields);
}

const BOTH: Partial<Person> = { roles: ['cooperant'], formerRoles: ['manager', 'cooperant'] };

const cards = () => world.services.store.cards.find({ index: 'byCode' });

/** Comes in with a link that is given by hand, on a phone that is said to be theirs. */
async function enterByHand({ id }: Person): Promise<TestVisitor> {
  const given = await nadia.press(await nadia.get(`/personnes/${id}`), 'Faire un lien');
  const phone = world.visitor();
  await phone.press(await phone.get(given.$('code').text()), 'Entrer', { kept: 'yes' });
  return phone;
}

describe('who left the team', () => {
  it.each([
    { how: 'altogether', more: { leftOn: '2026-10-14' } },
    { how: 'and stays a coopérant·e', more: BOTH },
  ])('$how gets no card, link or closing from an accompagnante', async ({ more }) => {
    const zoe = await world.add(world.hautsPres, 'Zoé Petit', 'manager');
    await change(zoe, more);
    const csrf = { _csrf: (await nadia.get('/personnes')).$('[name=_csrf]').attr('value') ?? '' };
    expect((await nadia.get(`/personnes/${zoe.id}/carte`)).status).toBe(403);
    for (const path of ['carte', 'lien', 'carte/arreter', 'connexions/fermer']) {
      const fields = { ...csrf, pin: PIN, again: PIN };
      expect((await nadia.post(`/personnes/${zoe.id}/${path}`, fields)).status).toBe(403);
    }
    expect((await cards()).items).toEqual([]);
  });
});

describe('whoever becomes one of the team', () => {
  it('has to come in anew: a card and a session from before open nothing', async () => {
    const { bruno } = world;
    const { code } = await makeCardIn(nadia, bruno);
    const phone = await enterByHand(bruno);
    const device = createAuthenticator(world.config.publicUrl);
    expect((await addPasskeyIn(phone, device)).path).toBe('/mon-compte');
    const later = await nadia.press(await nadia.get(`/personnes/${bruno.id}`), 'Faire un lien');
    expect((await phone.get('/mes-badges')).path).toBe('/mes-badges');
    world.passTime(1);
    await correct(karim, bruno, { roles: ['cooperant', 'manager'] });
    expect((await phone.get('/kpa')).path).toBe('/connexion');
    expect((await world.visitor().get(later.$('code').text())).status).toBe(410);
    expect((await enterWithDevice(world.visitor(), device)).status).toBe(422);
    const thief = await enterWith(world.visitor(), code, PIN);
    expect([thief.status, thief.text]).toEqual([
      422,
      expect.stringContaining('Cela n’a pas marché.'),
    ]);
    const page = await karim.get(`/personnes/${bruno.id}`);
    expect(page.text).toContain('Faite avant son nouveau rôle. Elle n’ouvre plus rien.');
    const renewed = await makeCardIn(karim, bruno);
    const own = world.visitor();
    await enterWith(own, renewed.code, PIN);
    expect((await own.get('/kpa/journal')).status).toBe(200);
  });

  it('while a card is being made for them, does not come in with it', async () => {
    const { bruno, services } = world;
    const hash = services.pinHashes.hash.bind(services.pinHashes);
    // It is asked for before, and written after.
    vi.spyOn(services.pinHashes, 'hash').mockImplementationOnce(async (pin) => {
      world.passTime(1);
      await correct(karim, bruno, { roles: ['cooperant', 'manager'] });
      world.passTime(1);
      return hash(pin);
    });
    const { code } = await makeCardIn(nadia, bruno);
    expect((await enterWith(world.visitor(), code, PIN)).status).toBe(422);
    const page = await karim.get(`/personnes/${bruno.id}`);
    expect(page.text).toContain('Faite avant son nouveau rôle. Elle n’ouvre plus rien.');
  });

  it('keeps card and session where nothing more is gained', async () => {
    const { bruno } = world;
    const { code } = await makeCardIn(nadia, bruno);
    const phone = await enterByHand(bruno);
    world.passTime(1);
    await nadia.press(await nadia.get(`/personnes/${bruno.id}/corriger`), 'Enregistrer', {
      title: 'Coopérant',
    });
    expect((await phone.get('/mes-badges')).path).toBe('/mes-badges');
    expect((await enterWith(world.visitor(), code, PIN)).path).toBe('/mes-badges');
  });
});

describe('who runs the network', () => {
  it('is reached by no manager of their KPA', async () => {
    const zoe = await world.add(world.hautsPres, 'Zoé Petit', 'accompagnant');
    await change(zoe, { network: true });
    const csrf = { _csrf: (await karim.get('/kpa')).$('[name=_csrf]').attr('value') ?? '' };
    const page = await karim.get(`/personnes/${zoe.id}`);
    expect(page.text).not.toMatch(/Faire un lien|Faire une carte|Corriger la fiche/);
    for (const path of ['carte', 'lien', 'connexions/fermer', 'corriger']) {
      const fields = { ...csrf, pin: PIN, again: PIN, name: 'Zoé Petit', email: 'k@e.example' };
      const answer = await karim.post(`/personnes/${zoe.id}/${path}`, fields);
      expect([answer.status, answer.text]).toEqual([
        403,
        expect.stringContaining('Demandez cela à quelqu’un du réseau.'),
      ]);
    }
    await change(manager, { network: true });
    expect((await karim.get(`/personnes/${zoe.id}/carte`)).status).toBe(200);
  });
});

describe('an e-mail that was corrected', () => {
  it('ends what was opened by letters to the one before, and nothing that was given by hand', async () => {
    const { bruno } = world;
    const stranger = world.visitor();
    const { email = '' } = bruno;
    await stranger.press(await stranger.get('/connexion'), /e-mail|lien/i, { email });
    const link = /https:\/\/\S+/.exec((await world.letterTo(email)).text)?.[0] ?? '';
    await stranger.press(await stranger.get(link), 'Entrer', { kept: 'yes' });
    expect((await stranger.get('/mes-badges')).path).toBe('/mes-badges');
    const phone = await enterByHand(bruno);
    world.passTime(1);
    await nadia.press(await nadia.get(`/personnes/${bruno.id}/corriger`), 'Enregistrer', {
      email: 'b.martin@hauts-pres.example',
    });
    expect((await stranger.get('/mes-badges')).path).toBe('/connexion');
    expect((await phone.get('/mes-badges')).path).toBe('/mes-badges');
  });

  it('leaves signed in who corrected their own', async () => {
    world.passTime(1);
    const form = await karim.get(`/personnes/${manager.id}/corriger`);
    const after = await karim.press(form, 'Enregistrer', { email: 'karim.b@hauts-pres.example' });
    expect(after.path).toBe(`/personnes/${manager.id}?fait=corrige`);
    expect((await karim.get('/kpa')).path).toBe('/kpa');
  });
});
