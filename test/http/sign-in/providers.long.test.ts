/** Coming in with the account of a structure: OpenID Connect, against a real provider (docs/adr/0045). */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/storage/store.ts';
import { recordFor } from '../../support/own-classes.ts';
import { awardTo } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import {
  chooseProvider,
  enterWithAccount,
  linked,
  linkIn,
  RETURN,
  setOut,
  START,
} from '../../support/ways/accounts.ts';
import {
  CLIENT,
  ISSUER,
  startProvider,
  type TestProvider,
} from '../../support/ways/openid-provider.ts';
import { type World, createWorld } from '../../support/world.ts';

let provider: TestProvider;
let world: World;
let karim: Person;
let manager: TestVisitor;
beforeAll(async () => {
  provider = await startProvider([RETURN, RETURN.replace('hauts-pres', 'moulins')]);
});
afterAll(() => provider.close());
beforeEach(async () => {
  world = await createWorld({ guardedExchange: provider.guardedExchange });
  karim = await world.add(world.hautsPres, 'Karim Benali', 'manager');
  manager = await world.signIn(karim);
  await chooseProvider(manager);
});
afterEach(async () => {
  provider.up();
  await world.destroy();
});

const codeOn = (page: Page) => page.$('.card-code').text().trim();
const acts = async (about: string) => {
  const entries = world.services.store.registerEntries(world.hautsPres.id);
  const { items } = await entries.find({ index: 'byAbout', equals: [about] });
  return items.map(({ act, by }) => ({ act, by }));
};

describe('an account', () => {
  it('that nobody linked opens nothing, makes nobody, and gets a code to say', async () => {
    const browser = world.visitor();
    const page = await enterWithAccount(browser, provider.browser(), 'nadia@hauts-pres.example');
    expect([page.status, page.heading]).toEqual([403, 'Votre compte n’est pas encore relié']);
    expect(codeOn(page)).toMatch(/^[2-9A-Y]{3} [2-9A-Y]{3}$/);
    expect((await browser.get('/mon-compte')).path).toBe('/connexion');
    const again = await enterWithAccount(
      world.visitor(),
      provider.browser(),
      'nadia@hauts-pres.example',
    );
    expect(codeOn(again)).toBe(codeOn(page));
    const { people, accountRequests } = world.services.store;
    const names = await people(world.hautsPres.id).find({ index: 'byName' });
    expect(names.items).toHaveLength(4);
    expect(await accountRequests.count({ index: 'byKpa' })).toBe(1);
  });

  it('that a responsable linked by its code opens, and the register and the person know', async () => {
    const there = provider.browser();
    const code = codeOn(await enterWithAccount(world.visitor(), there, 'n.roche'));
    await enterWithAccount(world.visitor(), provider.browser(), 'somebody.else');
    const page = await linkIn(manager, world.nadia, code);
    expect([page.status, page.path]).toEqual([200, `/personnes/${world.nadia.id}`]);
    expect(page.text).toContain('Relié le 14 octobre 2026.');
    const browser = world.visitor();
    const home = await enterWithAccount(browser, there, 'n.roche');
    expect([home.path, home.status]).toEqual(['/ce-qui-m-attend', 200]);
    const account = await browser.get('/mon-compte');
    expect(account.text).toContain('Avec le compte de la structure, depuis le 14 octobre 2026.');
    expect(account.text).toContain('Karim Benali a relié votre compte de la structure.');
    expect(await acts(world.nadia.id)).toEqual([{ act: 'account-linked', by: karim.id }]);
    const other = await enterWithAccount(world.visitor(), provider.browser(), 'somebody.else');
    expect(other.status).toBe(403);
  });

  it('is unlinked in one touch: it opens nothing, and who came in with it is out', async () => {
    await linked(world, provider, manager, world.nadia, 'n.roche');
    const browser = world.visitor();
    await enterWithAccount(browser, provider.browser(), 'n.roche');
    world.passTime(1);
    const page = await manager.get(`/personnes/${world.nadia.id}/compte`);
    await manager.press(page, 'Délier le compte');
    expect((await browser.get('/experiences')).path).toBe('/connexion');
    const again = await enterWithAccount(world.visitor(), provider.browser(), 'n.roche');
    expect([again.status, codeOn(again) !== '']).toEqual([403, true]);
    expect((await acts(world.nadia.id)).map(({ act }) => act)).toEqual([
      'account-linked',
      'account-unlinked',
    ]);
  });

  it('is one person’s, and a person has one, however many forms are sent at once', async () => {
    const codes = [];
    for (const login of ['one', 'other']) {
      codes.push(codeOn(await enterWithAccount(world.visitor(), provider.browser(), login)));
    }
    const { linkedAccounts } = world.services.store;
    const [one = '', other = ''] = codes;
    const pages = await Promise.all([
      ...[linkIn(manager, world.nadia, one), linkIn(manager, world.nadia, one)],
      ...[linkIn(manager, world.nadia, other), linkIn(manager, world.bruno, one)],
      ...[linkIn(manager, world.bruno, one), linkIn(manager, world.awa, one)],
    ]);
    expect(pages.filter(({ status }) => ![200, 422].includes(status))).toEqual([]);
    const links = await linkedAccounts.find({ index: 'byAccount' });
    const whose = links.items.map(({ personId }) => personId);
    expect(new Set(whose).size).toBe(whose.length);
    expect(new Set(links.items.map(({ account }) => account)).size).toBe(whose.length);
    // One account was asked for by three: whoever has it keeps it, and another one of them does not get it.
    const [theirs] = links.items.filter(({ personId }) => personId !== world.nadia.id);
    const late = theirs?.personId === world.awa.id ? world.bruno : world.awa;
    const page = await manager.get(`/personnes/${late.id}/compte`);
    const taken = await manager.post(`/personnes/${late.id}/compte`, {
      _csrf: page.$('[name=_csrf]').attr('value') ?? '',
      account: (theirs ?? links.items[0])?.account ?? '',
    });
    expect(taken.status).toBe(422);
  });

  it('never opens as somebody of the network: whoever chose the provider would run all KPAs', async () => {
    const zoe = await world.add(world.hautsPres, 'Zoé Petit', 'accompagnant');
    await linked(world, provider, manager, zoe, 'z.petit');
    world.passTime(1);
    await world.inNetwork(zoe);
    expect((await enterWithAccount(world.visitor(), provider.browser(), 'z.petit')).status).toBe(
      403,
    );
    await enterWithAccount(world.visitor(), provider.browser(), 'another');
    const page = await manager.get(`/personnes/${zoe.id}`);
    expect(page.html).not.toContain(`/personnes/${zoe.id}/compte`);
    const _csrf = page.$('[name=_csrf]').attr('value') ?? '';
    const [waiting] = (await world.services.store.accountRequests.find({ index: 'byKpa' })).items;
    for (const end of ['', '/delier']) {
      const fields = { _csrf, account: waiting?.id ?? '' };
      const answer = await manager.post(`/personnes/${zoe.id}/compte${end}`, fields);
      expect(answer.status).toBe(403);
    }
    expect((await manager.get(`/personnes/${zoe.id}/compte`)).status).toBe(403);
  });

  it('of before a new role opens nothing, is said to, and is linked anew', async () => {
    await linked(world, provider, manager, world.bruno, 'b.martin');
    world.passTime(1);
    const form = await manager.get(`/personnes/${world.bruno.id}/corriger`);
    await manager.press(form, 'Enregistrer', { roles: ['cooperant', 'accompagnant'] });
    const unknown = await enterWithAccount(world.visitor(), provider.browser(), 'b.martin');
    expect([unknown.status, codeOn(unknown)]).toEqual([403, expect.stringMatching(/./)]);
    const page = await manager.get(`/personnes/${world.bruno.id}`);
    expect(page.text).toContain('Relié avant son nouveau rôle. Ce compte n’ouvre plus rien.');
    await linkIn(manager, world.bruno, codeOn(unknown));
    const home = await enterWithAccount(world.visitor(), provider.browser(), 'b.martin');
    expect([home.status, home.path]).toEqual([200, '/ce-qui-m-attend']);
  });

  it('opens nothing for who has left, and asks for nothing', async () => {
    await linked(world, provider, manager, world.nadia, 'n.roche');
    const { people } = world.services.store;
    await people(world.hautsPres.id).update(world.nadia.id, (now) => ({
      ...now,
      leftOn: '2026-10-14',
    }));
    const page = await enterWithAccount(world.visitor(), provider.browser(), 'n.roche');
    expect([page.status, page.heading, codeOn(page)]).toEqual([
      ...[403, 'Ce compte n’ouvre rien ici', ''],
    ]);
  });

  it('of one KPA is none in another that has the same provider', async () => {
    await linked(world, provider, manager, world.nadia, 'n.roche');
    const zoe = await world.add(world.moulins, 'Zoé Petit', 'manager');
    const elsewhere = await world.signIn(zoe);
    await chooseProvider(elsewhere);
    const browser = world.visitor();
    const out = await setOut(browser, START.replace('hauts-pres', 'moulins'));
    const back = await provider.browser().signIn(out, 'n.roche');
    expect((await browser.get(back)).status).toBe(403);
    // Nor is it offered there, or linked from there.
    const waiting = await manager.get(`/personnes/${world.bruno.id}/compte`);
    expect(waiting.$('input[name=account]')).toHaveLength(0);
  });

  it('that waits is forgotten after two weeks', async () => {
    const code = codeOn(await enterWithAccount(world.visitor(), provider.browser(), 'late'));
    const page = await manager.get(`/personnes/${world.nadia.id}/compte`);
    expect(page.text).toContain(code);
    world.passTime(14 * 24 * 60);
    const later = await world.signIn(karim);
    expect((await later.get(`/personnes/${world.nadia.id}/compte`)).text).not.toContain(code);
  });
});

describe('on the way', () => {
  it('asks for `openid` alone, with PKCE, state and nonce, each time others', async () => {
    const [one, other] = [await setOut(world.visitor()), await setOut(world.visitor())].map(
      (address) => new URL(address).searchParams,
    );
    expect(Object.fromEntries(one ?? [])).toMatchObject({
      client_id: CLIENT.clientId,
      redirect_uri: RETURN,
      response_type: 'code',
      scope: 'openid',
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one?.get(name)).toMatch(/^[\w-]{43}$/);
      expect(one?.get(name)).not.toBe(other?.get(name));
    }
  });

  it('stopped there: a sentence, and the other ways', async () => {
    const browser = world.visitor();
    const page = await browser.get(await provider.browser().stop(await setOut(browser)));
    expect([page.status, page.heading]).toEqual([403, 'Vous n’êtes pas encore dans votre espace']);
    expect(page.text).toContain('La Fabrique ne vous a pas laissé passer');
    expect(page.$('a[href="/connexion"]').length).toBeGreaterThan(0);
  });

  it.each<[string, (back: string, browser: TestVisitor) => Promise<Page>]>([
    ['in another browser', (back) => world.visitor().get(back)],
    ['with another state', (back, browser) => browser.get(back.replace(/state=./, 'state=~'))],
    ['without a state', (back, browser) => browser.get(back.replace(/state=[^&]+/, ''))],
    [
      'to another KPA',
      async (back, browser) => {
        await chooseProvider(await world.signIn(await world.add(world.moulins, 'Zoé', 'manager')));
        return browser.get(back.replace('hauts-pres', 'moulins'));
      },
    ],
    [
      'ten minutes later',
      (back, browser) => {
        world.passTime(10);
        return browser.get(back);
      },
    ],
    [
      'a second time',
      async (back, browser) => {
        await browser.get(back);
        return browser.get(back);
      },
    ],
  ])('does not come back %s', async (_, comeBack) => {
    await linked(world, provider, manager, world.nadia, 'n.roche');
    const browser = world.visitor();
    const back = await provider.browser().signIn(await setOut(browser), 'n.roche');
    const page = await comeBack(back, browser);
    expect([page.status, page.text]).toEqual([410, expect.stringContaining('a déjà servi')]);
  });

  it('with a code of somebody else: refused by the provider, for another verifier', async () => {
    await linked(world, provider, manager, world.nadia, 'n.roche');
    const [victim, thief] = [world.visitor(), world.visitor()];
    const stolen = await provider.browser().signIn(await setOut(victim), 'n.roche');
    const own = new URL(await provider.browser().signIn(await setOut(thief), 'thief'));
    own.searchParams.set('code', new URL(stolen).searchParams.get('code') ?? '');
    const page = await thief.get(own.href);
    expect(page.status).toBe(410);
    expect((await thief.get('/experiences')).path).toBe('/connexion');
  });

  it('with another issuer in the answer: not believed', async () => {
    const browser = world.visitor();
    const back = new URL(await provider.browser().signIn(await setOut(browser), 'n.roche'));
    back.searchParams.set('iss', 'https://evil.example');
    const page = await browser.get(back.href);
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('ne va pas')]);
  });

  it('one session, whatever comes back at the same moment', async () => {
    await linked(world, provider, manager, world.nadia, 'n.roche');
    const browser = world.visitor();
    const back = await provider.browser().signIn(await setOut(browser), 'n.roche');
    const { pathname, search } = new URL(back);
    const headers = { Cookie: browser.cookies.header() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => browser.send(`${pathname}${search}`, { headers })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      303,
      ...Array.from({ length: 9 }, () => 410),
    ]);
  });

  it('a provider that is down: a sentence, before and after; and it is asked again later', async () => {
    const browser = world.visitor();
    const back = await provider.browser().signIn(await setOut(browser), 'n.roche');
    provider.down();
    const page = await browser.get(back);
    expect([page.status, page.text]).toEqual([
      503,
      expect.stringContaining('La Fabrique ne répond pas en ce moment.'),
    ]);
    world.passTime(11);
    const start = await world.visitor().get(START);
    expect([start.status, start.heading]).toEqual([
      503,
      'Vous n’êtes pas encore dans votre espace',
    ]);
    provider.up();
    expect((await enterWithAccount(world.visitor(), provider.browser(), 'n.roche')).status).toBe(
      403,
    );
  });

  it('who has to show again who they are is asked there once more, and comes back to the page', async () => {
    await linked(world, provider, manager, karim, 'k.benali');
    const [browser, there] = [world.visitor(), provider.browser()];
    await enterWithAccount(browser, there, 'k.benali');
    world.passTime(31);
    const asked = await browser.get('/kpa/compte');
    expect(asked.heading).toBe('C’est bien vous ?');
    const out = await setOut(browser);
    expect(new URL(out).searchParams.get('prompt')).toBe('login');
    const page = await browser.get(await there.signIn(out, 'k.benali'));
    expect([page.path, page.heading]).toEqual(['/kpa/compte', 'Le compte de votre structure']);
  });

  it('nothing of a code, a state, a subject or a secret is in the log', async () => {
    const browser = world.visitor();
    const back = await provider.browser().signIn(await setOut(browser), 'very.private.subject');
    await browser.get(back);
    await world.visitor().get(back);
    const logged = world.logged.join('\n');
    const { searchParams } = new URL(back);
    for (const name of ['code', 'state']) expect(logged).not.toContain(searchParams.get(name));
    expect(logged).not.toContain('very.private');
    expect(logged).not.toContain(CLIENT.secret);
  });
});

describe('the page to sign in', () => {
  it('offers the structure; a KPA without one has no such page', async () => {
    const page = await world.visitor().get('/connexion');
    expect(page.$(`a[href="${START}"]`).text()).toBe('Avec le compte de La Fabrique');
    expect((await world.visitor().get(START.replace('hauts-pres', 'moulins'))).status).toBe(404);
    expect((await world.visitor().get(START.replace('hauts-pres', 'nobody'))).status).toBe(404);
  });

  it('has a list where there are many', async () => {
    const { signInProviders, kpas } = world.services.store;
    const [before] = (await signInProviders.find({ index: 'byName' })).items;
    const [kpa] = (await kpas.find({ index: 'bySlug', equals: ['moulins'] })).items;
    if (!before || !kpa) throw new Error('They were just made');
    for (let one = 0; one < 4; one += 1) {
      const id = crypto.randomUUID();
      const { version: _version, ...rest } = { ...kpa, id, slug: `kpa-${one}`, name: `KPA ${one}` };
      await kpas.insert(rest);
      const { version: _other, ...copy } = { ...before, id, kpaId: id, name: `Structure ${one}` };
      await signInProviders.insert(copy);
    }
    const page = await world.visitor().get('/connexion');
    const list = await world.visitor().click(page, 'Choisir ma structure');
    expect(list.$('main .ruled a')).toHaveLength(5);
    expect(list.text).toContain('KPA 3');
  });
});

describe('chosen by a responsable', () => {
  it('with the secret sealed, shown to nobody, and the act in the register', async () => {
    const page = await manager.get('/kpa/compte');
    expect(page.html).not.toContain(CLIENT.secret);
    expect(page.text).toContain(RETURN);
    const stored = await world.services.store.signInProviders.findById(world.hautsPres.id);
    expect(stored).toMatchObject({ issuer: ISSUER, clientId: CLIENT.clientId });
    expect(JSON.stringify(stored)).not.toContain(CLIENT.secret);
    const journal = await manager.get('/kpa/journal');
    expect(journal.text).toContain('Karim Benali a choisi le service qui ouvre avec un compte.');
  });

  it('keeps the secret for whom it was for, and for nobody else', async () => {
    expect((await chooseProvider(manager, { secret: '', name: 'La Halle' })).status).toBe(200);
    for (const more of [{ issuer: 'https://evil.test' }, { clientId: 'other' }]) {
      const page = await chooseProvider(manager, { secret: '', ...more });
      expect([page.status, page.text]).toEqual([
        422,
        expect.stringContaining('Écrivez le secret du client.'),
      ]);
    }
  });

  it.each([
    ['http', 'http://issuer.test', 'commence par https'],
    ['no address', 'issuer.test', 'commence par https'],
    ['with a query', 'https://issuer.test/?a=b', 'commence par https'],
    ['a port', 'https://issuer.test:8443', 'commence par https'],
    ['nothing of the kind', 'https://issuer.test/nothing', 'pas de service pour se connecter'],
  ])('not with an address that is %s: beside the field, the rest kept', async (_, issuer, why) => {
    const page = await chooseProvider(manager, { issuer, name: 'Tiers-lieu' });
    expect([page.status, page.text]).toEqual([422, expect.stringContaining(why)]);
    expect(page.$('input[name=name]').attr('value')).toBe('Tiers-lieu');
    expect(page.$('input[name=issuer]').attr('value')).toBe(issuer);
    expect(page.$('input[name=secret]').attr('value')).toBe('');
  });

  it('takes the address of the discovery document, too', async () => {
    const issuer = `${ISSUER}/.well-known/openid-configuration`;
    expect((await chooseProvider(manager, { issuer })).text).toContain('C’est enregistré');
  });

  it('once by a form that is sent five times at once', async () => {
    const zoe = await world.signIn(await world.add(world.moulins, 'Zoé Petit', 'manager'));
    const page = await zoe.get('/kpa/compte');
    const fields = { name: 'La Fabrique', issuer: ISSUER, ...CLIENT };
    const pages = await Promise.all(
      Array.from({ length: 5 }, () => zoe.press(page, 'Essayer et enregistrer', fields)),
    );
    expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 200));
    const noted = await world.services.store
      .registerEntries(world.moulins.id)
      .find({ index: 'byTime' });
    expect(noted.items.map(({ act }) => act)).toEqual(['provider-chosen']);
  });

  it('after a recent proof alone, and by nobody else of the team', async () => {
    world.passTime(31);
    expect((await manager.get('/kpa/compte')).heading).toBe('C’est bien vous ?');
    expect((await (await world.signIn(world.nadia)).get('/kpa/compte')).status).toBe(403);
    const link = await (await world.signIn(world.nadia)).get(`/personnes/${karim.id}/compte`);
    expect(link.status).toBe(403);
  });

  it('and removed: nobody comes in with an account any more', async () => {
    await linked(world, provider, manager, world.nadia, 'n.roche');
    await manager.press(await manager.get('/kpa/compte'), 'Retirer ce service');
    expect((await world.visitor().get('/connexion')).text).not.toContain('La Fabrique');
    expect((await world.visitor().get(START)).status).toBe(404);
  });
});

it('nobody is brought in by a page of others: it is asked on one of ours', async () => {
  const from = (site: string) =>
    world.visitor().send(START, { headers: { 'Sec-Fetch-Site': site, Accept: 'text/html' } });
  for (const site of ['cross-site', 'same-site']) {
    const page = await from(site);
    expect([page.status, page.headers.get('set-cookie')]).toEqual([200, null]);
    expect(page.html).toContain(`href="${START}"`);
  }
  for (const site of ['same-origin', 'none']) expect((await from(site)).status).toBe(303);
});

it('who is in proves it again by a link, which leads to the provider', async () => {
  await linked(world, provider, manager, world.nadia, 'n.roche');
  const browser = world.visitor();
  await enterWithAccount(browser, provider.browser(), 'n.roche');
  world.passTime(31);
  const page = await browser.get('/preuve');
  expect(page.$(`main a[href="${START}"]`)).toHaveLength(1);
  const to = new URL(await setOut(browser, START));
  expect([to.searchParams.get('prompt'), to.searchParams.get('max_age')]).toEqual(['login', '0']);
});

describe('a phone that was passed on', () => {
  const prompts = async (phone: TestVisitor) => {
    const { searchParams } = new URL(await setOut(phone, START));
    return [searchParams.get('prompt'), searchParams.get('max_age')];
  };
  const anew = ['login', '0'];
  const silent = [null, null];

  async function passedOn() {
    await linked(world, provider, manager, world.nadia, 'n.roche');
    const [phone, there] = [world.visitor(), provider.browser()];
    await enterWithAccount(phone, there, 'n.roche');
    const { hautsPres: kpa, nadia: staff, awa: holder, bruno } = world;
    const experience = await recordFor(world, staff, [holder, bruno, karim]);
    const badge = 'travailler-en-equipe';
    const award = await awardTo(world, { kpa, staff, holder, experience, badge, level: 2 });
    const path = `/reconnaissances/${award.id}/groupe`;
    const opened = await phone.press(await phone.get(path), 'Demander au groupe');
    const passed = await phone.press(opened, 'Passer ce téléphone');
    return { phone, there, passed, path };
  }

  it('does not open who passed it: the provider asks anew, and from there one is back', async () => {
    const { phone, there, passed, path } = await passedOn();
    const back = await phone.click(passed, 'Rendre le téléphone');
    expect(back.path).toBe('/connexion');
    expect(await prompts(phone)).toEqual(anew);
    const page = await phone.get(await there.signIn(await setOut(phone), 'n.roche'));
    expect([page.status, page.path]).toEqual([200, path]);
    // It is hers again: nothing is left of it once she signs out.
    await phone.press(page, 'Se déconnecter');
    expect(await prompts(phone)).toEqual(silent);
  });

  it('nor once it was passed long ago, nor where whoever holds it signs out', async () => {
    const { phone, passed } = await passedOn();
    const _csrf = passed.$('[name=_csrf]').first().attr('value') ?? '';
    world.passTime(121);
    expect((await phone.get('/groupe')).$('footer a').text()).not.toContain('Rendre');
    expect(await prompts(phone)).toEqual(anew);
    await phone.post('/deconnexion', { _csrf });
    expect(await prompts(phone)).toEqual(anew);
    expect(await prompts(world.visitor())).toEqual(silent);
  });
});

it('comes back in vain fifty times in an hour, and no more', async () => {
  const stranger = world.visitor();
  for (let time = 0; time < 50; time += 1) {
    expect((await stranger.get(`${START}/retour?code=x&state=y`)).status).toBe(410);
  }
  expect((await stranger.get(`${START}/retour?code=x&state=y`)).status).toBe(429);
});
