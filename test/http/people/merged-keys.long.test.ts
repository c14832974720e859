/** What a person comes in with goes on, whichever of their two records it was of: devices and accounts (docs/adr/0047). */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/storage/store.ts';
import { playTwins, type Twins } from '../../support/twins.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { chooseProvider, enterWithAccount, linked, RETURN } from '../../support/ways/accounts.ts';
import { createAuthenticator } from '../../support/ways/authenticator.ts';
import { startProvider, type TestProvider } from '../../support/ways/openid-provider.ts';
import { addPasskeyIn, enterWithDevice } from '../../support/ways/passkeys.ts';
import { createWorld, type World } from '../../support/world.ts';

let provider: TestProvider;
let world: World;
let twins: Twins;
let karim: TestVisitor;
beforeAll(async () => {
  provider = await startProvider([RETURN]);
});
afterAll(() => provider.close());
beforeEach(async () => {
  world = await createWorld({ guardedExchange: provider.guardedExchange });
  const { hautsPres: kpa, nadia: staff } = world;
  twins = await playTwins(world, { kpa, staff }, 'Salima Haddad');
  karim = await world.signIn(await world.add(kpa, 'Karim Benali', 'manager'));
});
afterEach(() => world.destroy());

const addDevice = async (person: Person, label: string) => {
  const device = createAuthenticator(world.config.publicUrl);
  await addPasskeyIn(await world.signIn(person), device, { label });
  return device;
};

async function merge(): Promise<Page> {
  const { first, second } = twins;
  const form = await karim.get(`/personnes/${first.person.id}/reunir/${second.person.id}`);
  const fields = { name: first.person.id, email: first.person.id };
  return karim.press(form, 'Réunir les deux fiches', fields);
}

const isIn = (page: Page) => page.path === '/mes-badges' && page.status === 200;

describe('devices', () => {
  it('of both open, are listed, and end with one press', async () => {
    const devices = [
      await addDevice(twins.first.person, 'Le téléphone bleu'),
      await addDevice(twins.second.person, 'La tablette'),
    ];
    await merge();
    for (const device of devices) {
      const browser = world.visitor();
      expect(isIn(await enterWithDevice(browser, device))).toBe(true);
      const account = await browser.get('/mon-compte');
      expect(account.text).toContain('Salima Haddad');
      expect(account.$('#telephones h3')).toHaveLength(2);
    }
    const sheet = await karim.get(`/personnes/${twins.first.person.id}`);
    await karim.press(sheet, 'Retirer les appareils');
    for (const device of devices) {
      expect(isIn(await enterWithDevice(world.visitor(), device))).toBe(false);
    }
  });

  it('open nothing more where one record could do what the other could not', async () => {
    const { second } = twins;
    const device = await addDevice(second.person, 'La tablette');
    world.passTime(1);
    await world.services.store.people(world.hautsPres.id).update(twins.first.person.id, (now) => ({
      ...now,
      roles: ['cooperant', 'accompagnant'],
    }));
    await merge();
    expect(isIn(await enterWithDevice(world.visitor(), device))).toBe(false);
  });
});

describe('accounts', () => {
  beforeEach(() => chooseProvider(karim));

  const enter = (login: string) => enterWithAccount(world.visitor(), provider.browser(), login);

  it.each(['first', 'second'] as const)(
    'of the %s record alone opens the one that stays',
    async (of) => {
      const { person } = twins[of];
      await linked(world, provider, karim, person, 's.haddad');
      await merge();
      expect(isIn(await enter('s.haddad'))).toBe(true);
      const page = await karim.get(`/personnes/${person.id}/compte`);
      expect(page.path).toBe(`/personnes/${twins.first.person.id}/compte`);
      await karim.press(page, 'Délier le compte');
      expect((await enter('s.haddad')).status).toBe(403);
    },
  );

  it('of both open, and are unlinked together', async () => {
    await linked(world, provider, karim, twins.first.person, 's.haddad');
    await linked(world, provider, karim, twins.second.person, 'haddad.s');
    await merge();
    const logins = ['s.haddad', 'haddad.s'];
    for (const login of logins) expect(isIn(await enter(login))).toBe(true);
    const page = await karim.get(`/personnes/${twins.first.person.id}/compte`);
    await karim.press(page, 'Délier le compte');
    for (const login of logins) expect((await enter(login)).status).toBe(403);
  });
});
