/** Coming in: by mail, by the code of the mail, by a link given by hand; and what cannot. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Letter } from '../../../src/outside/mailer.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());

// Letters to one address are counted by the hour.
beforeEach(() => {
  world.passTime(60);
});

const EMAIL = 'awa@hauts-pres.example';

const linkIn = ({ text }: Letter) => /https:\/\/\S+/.exec(text)?.[0] ?? '';
const codeIn = ({ text }: Letter) => /^\d{4} \d{4}$/m.exec(text)?.[0] ?? '';

/** A browser that asked for a link, and the letter it got. */
async function ask(email = EMAIL, browser = world.visitor()) {
  world.letters.length = 0;
  const wait = await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
  expect(wait.text).toContain('Regardez vos e-mails');
  return { browser, wait, letter: await world.letterTo(email.toLowerCase()) };
}

const isSignedIn = async (browser: Awaited<ReturnType<typeof ask>>['browser']) =>
  (await browser.get('/mes-badges')).path === '/mes-badges';

it('opens with the link of the mail, whatever the case of the address', async () => {
  const { browser, letter } = await ask('AWA@Hauts-Pres.Example');
  expect(letter.text).toContain('pendant 10\u00a0minutes, une seule fois');
  const confirm = await browser.get(linkIn(letter));
  expect(confirm.text).toContain('Bonjour Awa Diallo');
  expect(confirm.text).toMatch(/l’espace d[eu] KPA des Hauts-Prés/);
  const home = await browser.press(confirm, 'Entrer');
  expect(home).toMatchObject({ status: 200, path: '/mes-badges' });
  expect(home.text).toContain('Vous n’avez pas encore de badge.');
});

it('opens with the code typed where it was asked for, while the mail is read elsewhere', async () => {
  const { browser, wait, letter } = await ask();
  const elsewhere = await world.visitor().get(linkIn(letter));
  expect(elsewhere.text).toContain('Ouvrez ce lien sur l’autre appareil');
  expect(elsewhere.$('button')).toHaveLength(0);
  const home = await browser.press(wait, 'Entrer', { code: codeIn(letter) });
  expect(home.path).toBe('/mes-badges');
  expect((await browser.get(linkIn(letter))).status).toBe(410);
});

it('sends a letter whatever a stranger wrote into the cookie of known browsers', async () => {
  const browser = world.visitor();
  browser.cookies.plant('__Host-known', 'é'.repeat(22));
  const { letter } = await ask(EMAIL, browser);
  expect((await browser.press(await browser.get(linkIn(letter)), 'Entrer')).path).toBe(
    '/mes-badges',
  );
});

it('refuses the link in another browser, even if the button is made up', async () => {
  const { browser, letter } = await ask();
  const visitor = world.visitor();
  const { pathname } = new URL(linkIn(letter));
  expect((await visitor.post(pathname, {})).status).toBe(410);
  expect(await isSignedIn(visitor)).toBe(false);
  await browser.press(await browser.get(pathname), 'Entrer');
  expect(await isSignedIn(browser)).toBe(true);
});

it('opens with a link given by hand, without e-mail', async () => {
  const nadia = await world.signIn(world.nadia);
  const person = await nadia.get(`/personnes/${world.bruno.id}`);
  const given = await nadia.press(person, 'Faire un lien');
  const address = given.$('code').text();
  expect(given.$('img.qr').attr('src')).toMatch(/^data:image\/svg\+xml;base64,/);
  expect(given.text).toContain('pendant 30 minutes, une seule fois');
  const phone = world.visitor();
  const home = await phone.press(await phone.get(address), 'Entrer');
  expect(home.text).toContain('Bruno Martin');
});

it('lets mail scanners look: one HEAD and five GETs use nothing up', async () => {
  const { browser, letter } = await ask();
  const { pathname } = new URL(linkIn(letter));
  expect((await browser.send(pathname, { method: 'HEAD' })).status).toBe(200);
  const looks = await Promise.all(Array.from({ length: 5 }, () => browser.send(pathname)));
  expect(looks.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(await isSignedIn(browser)).toBe(false);
  await browser.press(await browser.get(pathname), 'Entrer');
  expect(await isSignedIn(browser)).toBe(true);
});

it('opens exactly one session for twenty presses at once', async () => {
  const token = await world.services.createSignInLink(world.omar, { minutes: 10 });
  const sessions = () =>
    world.services.store.sessions.count({
      index: 'byPerson',
      equals: [world.moulins.id, world.omar.id],
    });
  const options = { method: 'POST', headers: { Origin: world.config.publicUrl } };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => world.visitor().send(`/connexion/lien/${token}`, options)),
  );
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 410)).toHaveLength(19);
  expect(await sessions()).toBe(1);
});

it('answers an unknown address with the same page, and writes to nobody', async () => {
  const known = await ask();
  const browser = world.visitor();
  const unknown = await browser.press(await browser.get('/connexion'), 'Recevoir le lien', {
    email: 'personne@ailleurs.example',
  });
  expect(unknown.html).toBe(known.wait.html);
  expect(browser.cookies.names()).toEqual(['__Host-sign-in']);
  await ask();
  expect(world.letters.map(({ to }) => to)).toEqual([EMAIL]);
});

it('refuses a link and a code that have served, or whose time is over', async () => {
  const used = await ask();
  await used.browser.press(await used.browser.get(linkIn(used.letter)), 'Entrer');
  const again = await used.browser.post(new URL(linkIn(used.letter)).pathname, {
    _csrf: (await used.browser.get('/mes-badges')).$('[name=_csrf]').attr('value') ?? '',
  });
  expect(again).toMatchObject({ status: 410 });
  expect(again.text).toContain('Il a déjà servi, ou son temps est passé.');

  const late = await ask();
  world.passTime(10);
  expect((await late.browser.get(linkIn(late.letter))).status).toBe(410);
  const code = await late.browser.press(late.wait, 'Entrer', { code: codeIn(late.letter) });
  expect(code.status).toBe(422);
  expect(code.text).toContain('Ce code ne marche pas, ou ne marche plus.');
  expect(await isSignedIn(late.browser)).toBe(false);
});

it('locks the code after ten wrong tries, and leaves the link as the way in', async () => {
  const { browser, wait, letter } = await ask();
  const code = codeIn(letter).replace(' ', '');
  const wrong = String((Number(code) + 1) % 100_000_000).padStart(8, '0');
  for (let attempt = 0; attempt < 10; attempt += 1) {
    expect((await browser.press(wait, 'Entrer', { code: wrong })).status).toBe(422);
  }
  const locked = await browser.press(wait, 'Entrer', { code });
  expect(locked.status).toBe(429);
  expect(locked.text).toContain('Ouvrez plutôt le lien de l’e-mail.');
  await browser.press(await browser.get(linkIn(letter)), 'Entrer');
  expect(await isSignedIn(browser)).toBe(true);
});

it('never opens with the code in another browser', async () => {
  const { letter } = await ask();
  const { browser, wait } = await ask('bruno@hauts-pres.example');
  expect((await browser.press(wait, 'Entrer', { code: codeIn(letter) })).status).toBe(422);
});

it('lets somebody signed in become somebody else with a code', async () => {
  const { browser, letter } = await ask();
  await browser.press(await browser.get(linkIn(letter)), 'Entrer');
  const nadia = world.nadia.email ?? '';
  const csrf = (await browser.get('/mes-badges')).$('[name=_csrf]').attr('value') ?? '';
  const wait = await browser.post('/connexion', { email: nadia, _csrf: csrf });
  const code = codeIn(await world.letterTo(nadia));
  const home = await browser.press(wait, 'Entrer', { code });
  expect(home.text).toContain('Nadia Roche');
});
