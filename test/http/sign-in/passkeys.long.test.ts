/** A person’s own phone as a second way in: added, used, removed; and what opens nothing (docs/adr/0045). */
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/storage/store.ts';
import { enterWith as enterWithCard, makeCardIn, PIN } from '../../support/cards.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import {
  type Authenticator,
  type Bent,
  createAuthenticator,
} from '../../support/ways/authenticator.ts';
import {
  addPasskeyIn,
  askToAdd,
  askToEnter,
  enterWithDevice,
  sendToEnter,
} from '../../support/ways/passkeys.ts';
import { type World, createWorld } from '../../support/world.ts';

const FAILED = 'Cet appareil n’ouvre rien ici. Prenez une autre façon d’entrer.';

let world: World;
let phone: Authenticator;
beforeEach(async () => {
  world = await createWorld();
  phone = createAuthenticator(world.config.publicUrl);
});
afterEach(() => world.destroy());

/** With a link, a moment ago. */
async function enter(person: Person, browser = world.visitor()): Promise<TestVisitor> {
  const token = await world.services.createSignInLink(person, { minutes: 30 });
  await browser.press(await browser.get(`/connexion/lien/${token}`), 'Entrer');
  return browser;
}
const isIn = (page: Page, path = '/mes-badges') => page.path === path && page.status === 200;
const stored = (person: Person) =>
  world.services.store.passkeys.count({ index: 'byPerson', equals: [person.kpaId, person.id] });
const change = (person: Person, fields: Partial<Person>) =>
  world.services.store.people(person.kpaId).update(person.id, (now) => ({ ...now, ...fields }));

describe('added', () => {
  it('in « Mon compte », called by its person, and told with its days', async () => {
    const browser = await enter(world.bruno);
    const offered = await browser.get('/mon-compte');
    expect((await browser.click(offered, 'Ajouter un appareil')).heading).toBe(
      'Entrer avec cet appareil',
    );
    const page = await addPasskeyIn(browser, phone, { label: 'Mon téléphone bleu' });
    expect(page.path).toBe('/mon-compte');
    expect(page.$('#telephones h3').text()).toBe('Mon téléphone bleu');
    expect(page.text).toContain('Ajouté le 14 octobre 2026.');
    world.passTime(24 * 60);
    expect(isIn(await enterWithDevice(world.visitor(), phone))).toBe(true);
    const later = await (await enter(world.bruno)).get('/mon-compte');
    expect(later.text).toContain('A servi le 15 octobre 2026.');
  });

  it('is told in a letter, to who has an e-mail', async () => {
    const email = world.bruno.email ?? '';
    const browser = await enter(world.bruno);
    world.letters.length = 0;
    await addPasskeyIn(browser, phone, { label: 'Mon téléphone bleu' });
    const { subject, text } = await world.letterTo(email);
    expect(subject).toBe('Un appareil de plus ouvre votre page');
    expect(text).toContain('KPA des Hauts-Prés');
    expect(text).toContain('Ce n’est pas vous ?');
    expect(text).not.toContain('bleu');
    expect(world.letters).toHaveLength(1);
  });

  it('asks the device for a lock and for whose it is, and shows it nothing but the name', async () => {
    const { options } = await askToAdd(await enter(world.bruno));
    expect(options).toMatchObject({
      rp: { id: 'badges.example', name: 'KPA-Cité' },
      user: { displayName: 'Bruno Martin', name: 'Bruno Martin, KPA des Hauts-Prés' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    expect(JSON.stringify(options)).not.toContain(world.bruno.id);
    expect(await askToEnter(world.visitor())).toMatchObject({
      rpId: 'badges.example',
      userVerification: 'required',
    });
  });

  it('without a name is told by its kind', async () => {
    const page = await addPasskeyIn(await enter(world.bruno), phone, { label: '  ' });
    expect(page.$('#telephones h3').text()).toBe('Un appareil');
  });

  it('once: the form sent twice, the same device again, five at the same moment', async () => {
    const browser = await enter(world.bruno);
    const { page, options } = await askToAdd(browser);
    const _csrf = page.$('[name=_csrf]').attr('value') ?? '';
    const form = { _csrf, passkey: phone.create(options) ?? '', label: 'Bleu' };
    const pages = await Promise.all(
      Array.from({ length: 5 }, () => browser.post('/mon-compte/telephones', form)),
    );
    expect(pages.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    expect((await browser.post('/mon-compte/telephones', form)).path).toBe('/mon-compte');
    expect(await stored(world.bruno)).toBe(1);
    expect(phone.create((await askToAdd(browser)).options)).toBeUndefined();
  });

  it('ten at most', async () => {
    const browser = await enter(world.bruno);
    const add = () => addPasskeyIn(browser, createAuthenticator(world.config.publicUrl));
    for (let one = 0; one < 10; one += 1) expect((await add()).path).toBe('/mon-compte');
    const refused = await add();
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining('Vous avez déjà dix appareils.'),
    ]);
    expect(await stored(world.bruno)).toBe(10);
  });

  it('after a recent proof alone: else one signs in again, and is back on the page', async () => {
    const browser = await enter(world.bruno);
    world.passTime(31);
    const { page, options } = await askToAdd(browser);
    expect([page.heading, options]).toEqual(['C’est bien vous ?', undefined]);
    const sent = await browser.post('/mon-compte/telephones', {
      _csrf: page.$('[name=_csrf]').attr('value') ?? '',
      passkey: '{}',
    });
    expect(sent.heading).toBe('C’est bien vous ?');
    const token = await world.services.createSignInLink(world.bruno, { minutes: 30 });
    const back = await browser.press(await browser.get(`/connexion/lien/${token}`), 'Entrer');
    expect([back.path, back.heading]).toEqual([
      '/mon-compte/telephones',
      'Entrer avec cet appareil',
    ]);
  });

  it('beside a card or an e-mail, and never alone', async () => {
    const { people } = world.services.store;
    await people(world.bruno.kpaId).update(world.bruno.id, ({ email: _email, ...now }) => now);
    const browser = await enter(world.bruno);
    const { page, options } = await askToAdd(browser);
    expect(page.heading).toBe('Il vous faut d’abord une carte ou un e-mail');
    expect(options).toBeUndefined();
    const nadia = await world.signIn(world.nadia);
    await makeCardIn(nadia, world.bruno);
    expect((await addPasskeyIn(browser, phone)).path).toBe('/mon-compte');
    await nadia.press(await nadia.get(`/personnes/${world.bruno.id}/carte`), 'Arrêter la carte');
    expect((await browser.get('/mon-compte')).text).toContain(
      'Vous n’avez plus que cela pour entrer. Demandez une carte à votre KPA.',
    );
  });

  it.each<[string, Bent]>([
    ['another site', { origin: 'https://badges.evil.example' }],
    ['another rpID', { rpId: 'evil.example' }],
    ['another challenge', { challenge: 'AAAA' }],
    ['an answer to something else', { type: 'webauthn.get' }],
    ['no lock', { unverified: true }],
  ])('not from %s', async (_, bent) => {
    const page = await addPasskeyIn(await enter(world.bruno), phone, { bent });
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('n’a pas marché')]);
    expect(await stored(world.bruno)).toBe(0);
  });

  it('not by an answer that was drawn for another session, or five minutes ago', async () => {
    const [one, other] = [await enter(world.bruno), await enter(world.awa)];
    const [{ options }, { page }] = [await askToAdd(one), await askToAdd(other)];
    const form = { passkey: phone.create(options) ?? '' };
    const post = (browser: TestVisitor, on: Page) =>
      browser.post('/mon-compte/telephones', {
        ...form,
        _csrf: on.$('[name=_csrf]').attr('value') ?? '',
      });
    expect((await post(other, page)).status).toBe(422);
    world.passTime(5);
    expect((await post(one, await one.get('/mon-compte/telephones'))).status).toBe(422);
    expect([await stored(world.bruno), await stored(world.awa)]).toEqual([0, 0]);
  });
});

describe('used', () => {
  beforeEach(async () => {
    await addPasskeyIn(await enter(world.bruno), phone);
  });

  it('opens without a name, and « Mes connexions » says how', async () => {
    const browser = world.visitor();
    expect(isIn(await enterWithDevice(browser, phone))).toBe(true);
    expect((await browser.get('/mon-compte')).text).toContain('Par l’appareil lui-même, depuis');
  });

  it('ends with the visit, unless the device is said to be theirs', async () => {
    const browser = world.visitor();
    const answer = phone.get(await askToEnter(browser));
    expect(isIn(await sendToEnter(browser, answer, { kept: 'yes' }))).toBe(true);
    world.passTime(20 * 24 * 60);
    expect(isIn(await browser.get('/mes-badges'))).toBe(true);
  });

  it.each<[string, Bent]>([
    ['another site', { origin: 'https://badges.evil.example' }],
    ['another rpID', { rpId: 'evil.example' }],
    ['another challenge', { challenge: 'AAAA' }],
    ['an answer to something else', { type: 'webauthn.create' }],
    ['no lock', { unverified: true }],
    ['another key', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }],
    ['somebody else’s name', { userHandle: 'AAAA' }],
  ])('not from %s: the one answer for every failure', async (_, bent) => {
    const browser = world.visitor();
    const page = await enterWithDevice(browser, phone, bent);
    expect([page.status, page.text.includes(FAILED)]).toEqual([422, true]);
    expect((await browser.get('/mes-badges')).path).toBe('/connexion');
  });

  it('not what is no answer, is unknown, or was removed: the same', async () => {
    const unknown = createAuthenticator(world.config.publicUrl);
    await addPasskeyIn(await enter(world.awa), unknown);
    const awa = await enter(world.awa);
    const gone = await awa.press(await awa.get('/mon-compte'), /^Retirer/);
    expect(gone.$('#telephones h3')).toHaveLength(0);
    const pages = [
      await enterWithDevice(world.visitor(), unknown),
      await sendToEnter(world.visitor(), phone.get(await askToEnter(world.visitor()))),
      ...(await Promise.all(
        ['', '{', '{}', '[]', 'null', '{"id":"A"}', 'x'.repeat(50_000)].map((answer) =>
          sendToEnter(world.visitor(), answer),
        ),
      )),
    ];
    expect(pages.map(({ status, text }) => [status, text.includes(FAILED)])).toEqual(
      pages.map(() => [422, true]),
    );
  });

  it('once for one challenge, however many are sent at the same moment', async () => {
    const browser = world.visitor();
    const answer = phone.get(await askToEnter(browser));
    const cookie = browser.cookies.header();
    const send = () =>
      browser.send('/connexion/telephone', {
        method: 'POST',
        headers: { Origin: world.config.publicUrl, Cookie: cookie },
        body: new URLSearchParams({ passkey: answer }),
      });
    const answers = await Promise.all(Array.from({ length: 20 }, send));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(19);
  });

  it('not in another browser, nor five minutes later', async () => {
    const browser = world.visitor();
    const answer = phone.get(await askToEnter(browser));
    const other = world.visitor();
    await askToEnter(other);
    expect((await sendToEnter(other, answer)).status).toBe(422);
    world.passTime(5);
    expect((await sendToEnter(browser, answer)).status).toBe(422);
  });

  it('not by a copy, which counts what the other has counted', async () => {
    const counting = createAuthenticator(world.config.publicUrl, true);
    await addPasskeyIn(await enter(world.awa), counting);
    expect(isIn(await enterWithDevice(world.visitor(), counting))).toBe(true);
    for (const counter of [1, 2]) {
      expect((await enterWithDevice(world.visitor(), counting, { counter })).status).toBe(422);
    }
    const copies = [world.visitor(), world.visitor(), world.visitor()];
    const signed = await Promise.all(
      copies.map(async (browser) => counting.get(await askToEnter(browser), { counter: 9 })),
    );
    const pages = await Promise.all(
      copies.map((browser, at) => sendToEnter(browser, signed[at] ?? '')),
    );
    expect(pages.filter((page) => isIn(page))).toHaveLength(1);
    expect(pages.every(({ status }) => status < 500)).toBe(true);
  });

  it('not by who has left, and not after their ways in were closed', async () => {
    const stays = createAuthenticator(world.config.publicUrl);
    await addPasskeyIn(await enter(world.nadia), stays);
    expect(isIn(await enterWithDevice(world.visitor(), stays), '/ce-qui-m-attend')).toBe(true);
    await change(world.nadia, { leftOn: '2026-10-14' });
    expect((await enterWithDevice(world.visitor(), stays)).text).toContain(FAILED);
    world.passTime(1);
    await change(world.bruno, { accessSince: '2026-10-14T16:31:00.000Z' });
    expect((await enterWithDevice(world.visitor(), phone)).text).toContain(FAILED);
    const again = await enter(world.bruno);
    expect((await again.get('/mon-compte')).$('#telephones h3')).toHaveLength(0);
  });

  it('also in a KPA that is suspended, as with other ways', async () => {
    await world.services.store.kpas.update(world.hautsPres.id, (now) => ({
      ...now,
      suspended: { since: '2026-10-14T16:30:00.000Z', reason: 'asked' as const },
    }));
    expect(isIn(await enterWithDevice(world.visitor(), phone))).toBe(true);
  });

  it('and fifty failures in an hour close this way for a client, whoever else comes in', async () => {
    const thief = world.visitor('10.9.9.9');
    for (let one = 0; one < 50; one += 1) {
      expect((await sendToEnter(thief, '{}')).status).toBe(422);
    }
    expect((await sendToEnter(thief, '{}')).status).toBe(429);
    expect(isIn(await enterWithDevice(world.visitor(), phone))).toBe(true);
  });
});

describe('removed', () => {
  it('by its person, and of nobody else; e-mail, card and links stay', async () => {
    await addPasskeyIn(await enter(world.bruno), phone);
    const bruno = await enter(world.bruno);
    const id = (await bruno.get('/mon-compte')).$('[name=passkey]').attr('value') ?? '';
    const awa = await enter(world.awa);
    const csrf = (await awa.get('/mon-compte')).$('[name=_csrf]').attr('value') ?? '';
    await awa.post('/mon-compte/telephones/retirer', { _csrf: csrf, passkey: id });
    expect(await stored(world.bruno)).toBe(1);
    await bruno.press(await bruno.get('/mon-compte'), /^Retirer/);
    expect(await stored(world.bruno)).toBe(0);
    expect(isIn(await (await enter(world.bruno)).get('/mes-badges'))).toBe(true);
  });

  it('by those who help, when a phone is lost: in the register, and told to the person', async () => {
    await addPasskeyIn(await enter(world.bruno), phone, { label: 'Bleu' });
    const nadia = await world.signIn(world.nadia);
    const page = await nadia.get(`/personnes/${world.bruno.id}`);
    expect(page.text).toContain('Bleu. Ajouté le 14 octobre 2026.');
    const after = await nadia.press(page, 'Retirer les appareils');
    expect(after.text).not.toContain('Bleu.');
    expect((await enterWithDevice(world.visitor(), phone)).text).toContain(FAILED);
    expect((await (await enter(world.bruno)).get('/mon-compte')).text).toContain(
      'Nadia Roche a retiré vos appareils pour entrer.',
    );
    const entries = world.services.store.registerEntries(world.hautsPres.id);
    const { items } = await entries.find({ index: 'byAbout', equals: [world.bruno.id] });
    expect(items.map(({ act, by }) => ({ act, by }))).toEqual([
      { act: 'passkeys-removed', by: world.nadia.id },
    ]);
  });
});

it('added by who came in with a card, goes with that card; another stays', async () => {
  const nadia = await world.signIn(world.nadia);
  const stays = createAuthenticator(world.config.publicUrl);
  await addPasskeyIn(await enter(world.bruno), stays);
  const { code } = await makeCardIn(nadia, world.bruno);
  const finder = world.visitor();
  await enterWithCard(finder, code, PIN);
  await addPasskeyIn(finder, phone);
  const opened = world.visitor();
  expect(isIn(await enterWithDevice(opened, phone))).toBe(true);
  // And so does a second device, that was added with the first.
  const second = createAuthenticator(world.config.publicUrl);
  await addPasskeyIn(opened, second);
  const openedSecond = world.visitor();
  expect(isIn(await enterWithDevice(openedSecond, second))).toBe(true);
  const openedOther = world.visitor();
  expect(isIn(await enterWithDevice(openedOther, stays))).toBe(true);
  await nadia.press(await nadia.get(`/personnes/${world.bruno.id}/carte`), 'Arrêter la carte');
  for (const [browser, device] of [
    [opened, phone],
    [openedSecond, second],
  ] as const) {
    expect((await browser.get('/mes-badges')).path).toBe('/connexion');
    expect((await enterWithDevice(world.visitor(), device)).text).toContain(FAILED);
  }
  expect(isIn(await openedOther.get('/mes-badges'))).toBe(true);
  expect(isIn(await enterWithDevice(world.visitor(), stays))).toBe(true);
});

it('nothing of a challenge, a key or an answer is in the log', async () => {
  const browser = await enter(world.bruno);
  await addPasskeyIn(browser, phone);
  const entering = world.visitor();
  const answer = phone.get(await askToEnter(entering));
  await sendToEnter(entering, answer);
  const { id } = phone.kept[0] ?? { id: '' };
  expect(world.logged.join('\n')).not.toContain(id);
});

it('the script is on these two pages alone, and may ask nobody else', async () => {
  const browser = await enter(world.bruno);
  const with_ = [
    await world.visitor().get('/connexion'),
    await browser.get('/mon-compte/telephones'),
  ];
  for (const page of with_) {
    expect(page.$('script').attr('src')).toMatch(/^\/assets\/[0-9a-f]+\/passkeys\.js$/);
    expect(page.headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*script-src 'self';connect-src 'self'/,
    );
  }
  const without = await browser.get('/mon-compte');
  expect(without.$('script')).toHaveLength(0);
  expect(without.headers.get('content-security-policy')).not.toContain('script-src');
});
