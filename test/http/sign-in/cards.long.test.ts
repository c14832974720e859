/** A card: made beside its person, used with its secret code, renewed and stopped (docs/adr/0041). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keysOfCard } from '../../../src/features/cards/card-code.ts';
import { cardIdOf } from '../../../src/features/cards/make-card.ts';
import { qrCode } from '../../../src/web/qr-code.ts';
import { enterWith, makeCardIn, PIN } from '../../support/cards.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

const FAILED = 'Cela n’a pas marché. Le code de la carte et le code secret ne vont pas ensemble.';

let world: World;
let nadia: TestVisitor;
beforeEach(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
});
afterEach(() => world.destroy());

const card = async () => (await makeCardIn(nadia, world.bruno)).code;
const cardPath = () => `/personnes/${world.bruno.id}/carte`;
const isIn = (page: Page) => page.path === '/mes-badges' && page.status === 200;
const compared = () => world.logged.filter((line) => line.includes('a secret code is compared'));

/** What the QR code of the page holds: that its picture is the one of this address, is compared. */
function scanned({ page, act }: { page: Page; act: string }, number = 1): string {
  const { appSecret, addresses } = world.services;
  const { secret } = keysOfCard(appSecret, [cardIdOf(world.bruno), number, act].join('/'));
  expect(page.$('.small-card .qr').attr('src')).toBe(qrCode(addresses.card(secret)));
  return `/carte/${secret}`;
}

describe('made', () => {
  it('in two pages; the code is shown once, and the secret code never', async () => {
    const { page, code } = await makeCardIn(nadia, world.bruno);
    expect(page.heading).toBe('La carte de Bruno est prête');
    expect(code).toMatch(/^[2-9AC-HJKMNP-RTV-Y]{3} [2-9A-Y]{4} [2-9A-Y]{3}$/);
    expect(page.text).not.toContain(PIN);
    expect(page.headers.get('cache-control')).toBe('private, no-store');
    const person = await nadia.get(`/personnes/${world.bruno.id}`);
    expect(person.text).toContain('Faite le 14 octobre 2026.');
    expect(person.text).not.toContain(code);
  });

  it.each([
    ['0000', 'Un seul chiffre se devine. Choisissez un autre code.'],
    ['1234', 'Des chiffres qui se suivent sont trop faciles. Choisissez un autre code.'],
    ['87654', 'Des chiffres qui se suivent sont trop faciles. Choisissez un autre code.'],
    ['7890', 'Des chiffres qui se suivent sont trop faciles. Choisissez un autre code.'],
    ['1987', 'Une année se devine. Choisissez un autre code.'],
    ['2004', 'Une année se devine. Choisissez un autre code.'],
    ['123', 'Le code secret a de 4 à 8 chiffres, et rien d’autre.'],
    ['492817365', 'Le code secret a de 4 à 8 chiffres, et rien d’autre.'],
    ['49a8', 'Le code secret a de 4 à 8 chiffres, et rien d’autre.'],
    ['', 'Écrivez le code secret.'],
  ])('not with the secret code « %s »', async (pin, sentence) => {
    const { page } = await makeCardIn(nadia, world.bruno, pin);
    expect(page.status).toBe(422);
    expect(page.text).toContain(sentence);
    expect(page.$('input[name=pin], input[name=again]').filter('[value]')).toHaveLength(0);
    expect((await nadia.get(`/personnes/${world.bruno.id}`)).text).toContain(
      'Pas encore de carte.',
    );
  });

  it('not with two that differ', async () => {
    const asked = await nadia.get(`/personnes/${world.bruno.id}/carte`);
    const page = await nadia.press(asked, 'Faire ma carte', { pin: PIN, again: '4929' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Les deux codes ne sont pas les mêmes.');
  });

  it('once by a form that is sent twice: the same card', async () => {
    const asked = await nadia.get(`/personnes/${world.bruno.id}/carte`);
    const press = (pin: string) => nadia.press(asked, 'Faire ma carte', { pin, again: pin });
    const codeOn = (page: Page) => page.$('section .card-code').text().trim();
    const [one, other] = await Promise.all([press(PIN), press(PIN)]);
    expect(codeOn(one)).not.toBe('');
    expect(codeOn(other)).toBe(codeOn(one));
    const changed = await press('5839');
    expect([changed.status, changed.text]).toEqual([
      409,
      expect.stringContaining('avec un autre code secret'),
    ]);
    expect(isIn(await enterWith(world.visitor(), codeOn(one), PIN))).toBe(true);
  });

  it('by who accompanies for a coopérant·e alone; by a manager for the team, too', async () => {
    const karim = await world.add(world.hautsPres, 'Karim Benali', 'manager');
    expect((await nadia.get(`/personnes/${karim.id}/carte`)).status).toBe(403);
    const manager = await world.signIn(karim);
    const { code } = await makeCardIn(manager, world.nadia);
    expect((await enterWith(world.visitor(), code, PIN)).path).toBe('/ce-qui-m-attend');
  });

  it('is stopped once, however often the button is pressed', async () => {
    await card();
    const page = await nadia.get(`/personnes/${world.bruno.id}/carte`);
    await Promise.all([1, 2, 3].map(() => nadia.press(page, 'Arrêter la carte')));
    const entries = world.services.store.registerEntries(world.hautsPres.id);
    const acts = await entries.all({ index: 'byTime' }).toArray();
    expect(acts.map(({ act }) => act).toSorted()).toEqual(['card-made', 'card-stopped']);
  });

  it('is in the register, and nothing of the card', async () => {
    await card();
    const entries = world.services.store.registerEntries(world.hautsPres.id);
    const { items } = await entries.find({ index: 'byAbout', equals: [world.bruno.id] });
    expect(items.map(({ act, by }) => ({ act, by }))).toEqual([
      { act: 'card-made', by: world.nadia.id },
    ]);
  });
});

describe('used', () => {
  it('with its code, however it is typed, and the secret code', async () => {
    const code = await card();
    const typed = code
      .toLowerCase()
      .replaceAll('8', 'b')
      .replaceAll('5', 'S')
      .replaceAll('2', 'z')
      .replaceAll(' ', ' - ');
    const asked = await world.visitor().get('/carte');
    expect([asked.path, asked.heading]).toEqual(['/connexion/carte', 'Entrer avec ma carte']);
    expect(isIn(await enterWith(world.visitor(), typed, PIN))).toBe(true);
  });

  it('HEAD and GET change nothing; then it opens, again and again', async () => {
    const path = scanned(await makeCardIn(nadia, world.bruno));
    const browser = world.visitor();
    for (const method of ['HEAD', 'GET', 'GET', 'GET', 'GET', 'GET']) {
      const answer = await browser.send(path, { method });
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
    }
    for (const other of [world.visitor(), world.visitor()]) {
      expect(isIn(await other.press(await other.get(path), 'Entrer', { pin: PIN }))).toBe(true);
    }
    const thief = world.visitor();
    const refused = await thief.press(await thief.get(path), 'Entrer', { pin: '1111' });
    expect([refused.status, isIn(await thief.get('/mes-badges'))]).toEqual([422, false]);
    expect(world.logged.join('\n')).not.toContain(path.split('/').at(-1));
  });

  it('fails with one answer: no such card, wrong secret code, stopped, used up', async () => {
    const code = await card();
    const answers = new Map<string, Page>();
    answers.set('no card', await enterWith(world.visitor(), 'K7M 4R9X 2TE', PIN));
    answers.set('wrong', await enterWith(world.visitor(), code, '8264'));
    for (let more = 0; more < 5; more += 1) await enterWith(world.visitor(), code, '8264');
    answers.set('used up', await enterWith(world.visitor(), code, PIN));
    const again = await card();
    await nadia.press(await nadia.get(`/personnes/${world.bruno.id}/carte`), 'Arrêter la carte');
    answers.set('stopped', await enterWith(world.visitor(), again, PIN));
    const path = scanned(await makeCardIn(nadia, world.bruno), 3);
    await makeCardIn(nadia, world.bruno);
    const late = world.visitor();
    const gone = await late.press(await late.get(path), 'Entrer', { pin: PIN });
    expect([gone.status, gone.text.includes(FAILED)]).toEqual([422, true]);
    answers.set('renewed', await enterWith(world.visitor(), code, PIN));
    const ours = (page: Page) =>
      page.html.replace(/<b class="card-code[^>]*>.*?<\/b>/, '').replace(/content="[^"]*"/g, '');
    const said = [...answers.values()].map((page) => [page.status, page.text.includes(FAILED)]);
    expect(said).toEqual([...answers].map(() => [422, true]));
    expect(new Set([...answers.values()].map(ours)).size).toBe(1);
  });

  it('keeps the code of the card, and empties the secret code', async () => {
    const code = await card();
    const page = await enterWith(world.visitor(), code, '8264', { kept: 'yes' });
    expect(page.text).toContain(`Code de la carte : ${code}`);
    expect(page.$('input[name=pin]').attr('value')).toBeUndefined();
    expect(page.$('input[name=kept]').attr('checked')).toBeDefined();
  });

  it('asks for ten signs, and for digits, before anything is compared', async () => {
    const browser = world.visitor();
    const page = await browser.press(await browser.get('/carte'), 'Continuer', { code: 'K7M 4R9' });
    expect([page.status, page.text]).toEqual([
      422,
      expect.stringContaining('Le code de la carte a 10 signes'),
    ]);
    const pin = await enterWith(browser, await card(), 'quatre');
    expect(pin.text).toContain('Le code secret a de 4 à 8 chiffres, et rien d’autre.');
    expect(compared()).toHaveLength(0);
  });
});

describe('lost', () => {
  it.each([
    ['stopped', async () => nadia.press(await nadia.get(cardPath()), 'Arrêter la carte')],
    ['renewed', async () => makeCardIn(nadia, world.bruno, '7351')],
  ])('and %s, it ends what it opened, and nothing else', async (_, act) => {
    const thief = world.visitor();
    await enterWith(thief, await card(), PIN, { kept: 'yes' });
    const own = await world.signIn(world.bruno);
    expect((await thief.get('/mes-badges')).path).toBe('/mes-badges');
    await act();
    expect((await thief.get('/mes-badges')).path).toBe('/connexion');
    expect((await own.get('/mes-badges')).path).toBe('/mes-badges');
  });
});

describe('tries', () => {
  it('are five in the life of a card, also after a month and in other browsers', async () => {
    const code = await card();
    for (let tried = 0; tried < 5; tried += 1) {
      await enterWith(world.visitor(), code, '8264');
      world.passTime(7 * 24 * 60);
    }
    expect(isIn(await enterWith(world.visitor(), code, PIN))).toBe(false);
    expect(compared()).toHaveLength(5);
    const helper = await world.signIn(world.nadia);
    const page = await helper.get(`/personnes/${world.bruno.id}`);
    expect(page.text).toContain('Arrêtée après plusieurs erreurs.');
    // Another way in stays, and a new card.
    const link = await helper.press(page, 'Faire un lien');
    const phone = world.visitor();
    const opened = await phone.get(link.$('code').text());
    expect(isIn(await phone.press(opened, 'Entrer'))).toBe(true);
    const renewed = await makeCardIn(helper, world.bruno);
    expect(isIn(await enterWith(world.visitor(), renewed.code, PIN))).toBe(true);
  });

  it('of whoever then knows the secret code are forgotten; those of others are not', async () => {
    const code = await card();
    for (let tried = 0; tried < 3; tried += 1) await enterWith(world.visitor(), code, '8264');
    for (let visit = 0; visit < 4; visit += 1) {
      const own = world.visitor();
      await enterWith(own, code, '8265');
      expect(isIn(await enterWith(own, code, PIN))).toBe(true);
    }
    await enterWith(world.visitor(), code, '8264');
    await enterWith(world.visitor(), code, '8264');
    expect(isIn(await enterWith(world.visitor(), code, PIN))).toBe(false);
  });

  it('at once are no more', async () => {
    const code = await card();
    const tries = Array.from({ length: 30 }, () => enterWith(world.visitor(), code, '8264'));
    for (const page of await Promise.all(tries)) expect(page.text).toContain(FAILED);
    expect(compared()).toHaveLength(5);
  });
});

it('lets nobody in who has left', async () => {
  const karim = await world.add(world.hautsPres, 'Karim Benali', 'manager');
  const { code } = await makeCardIn(await world.signIn(karim), world.nadia);
  const { people } = world.services.store;
  await people(world.hautsPres.id).update(world.nadia.id, (now) => ({
    ...now,
    leftOn: '2026-10-14',
  }));
  expect((await enterWith(world.visitor(), code, PIN)).text).toContain(FAILED);
});
