/** Nobody's letter box is flooded, and nobody is kept out by strangers who ask for letters to them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Person } from '../../../src/storage/store.ts';
import { encode } from '../../support/forms.ts';
import { documentsOf } from '../../support/storage/documents.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());

// Letters are counted by the hour of the clock: each test begins one.
beforeEach(() => {
  world.passTime(120 - world.services.clock().getUTCMinutes());
  world.letters.length = 0;
  world.logged.length = 0;
});

const EMAIL = 'awa@hauts-pres.example';
const lettersTo = (email: string) => world.letters.filter(({ to }) => to === email).length;

/** Letters leave after the page has answered: the log tells of those that did not. */
const refused = () => world.logged.filter((line) => line.includes('no more sign-in')).length;

async function post(from: string, browser = world.visitor(), email = EMAIL): Promise<void> {
  const answer = await browser.send('/connexion', {
    method: 'POST',
    body: new URLSearchParams(encode({ email })),
    headers: { Origin: world.config.publicUrl, 'X-Forwarded-For': from },
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/connexion/attente']);
}

/** Asks from an address, and waits until the letter has left or was refused. */
async function ask(from: string, browser = world.visitor(), email = EMAIL): Promise<TestVisitor> {
  const before = lettersTo(email) + refused();
  await post(from, browser, email);
  await vi.waitUntil(() => lettersTo(email) + refused() > before, { interval: 2 });
  return browser;
}

async function askOften(times: number, from: (at: number) => string): Promise<void> {
  for (let at = 0; at < times; at += 1) await ask(from(at));
}

/** Opens the newest letter in this browser. */
async function enter(browser: TestVisitor): Promise<string> {
  const { text } = await world.letterTo(EMAIL);
  const link = /https:\/\/\S+/.exec(text)?.[0] ?? '';
  return (await browser.press(await browser.get(link), 'Entrer')).path;
}

/** With a link, as people do: `world.signIn` leaves out what a browser is known by afterwards. */
async function comeIn(person: Person, browser = world.visitor()): Promise<TestVisitor> {
  const token = await world.services.createSignInLink(person, { minutes: 10 });
  await browser.press(await browser.get(`/connexion/lien/${token}`), 'Entrer');
  return browser;
}

const here = (at: number) => `198.51.100.${at + 1}`;
const far = (at: number) => `203.${at}.113.7`;

describe('a letter box', () => {
  it('gets three letters an hour from one network, and then one in ten minutes', async () => {
    await askOften(6, () => '198.51.100.7');
    expect([lettersTo(EMAIL), refused()]).toEqual([4, 2]);
    world.passTime(10);
    await askOften(2, () => '198.51.100.7');
    expect([lettersTo(EMAIL), refused()]).toEqual([5, 3]);
    world.passTime(60);
    await ask('198.51.100.7');
    expect(lettersTo(EMAIL)).toBe(6);
  });

  it('counts an IPv6 subscriber, and an IPv4 address within IPv6, as one', async () => {
    await askOften(5, (at) => `2001:db8:1:2::${at + 1}`);
    expect(lettersTo(EMAIL)).toBe(4);
    await askOften(5, (at) => (at % 2 ? '192.0.2.7' : '::ffff:192.0.2.7'));
    expect(lettersTo(EMAIL)).toBe(7);
  });

  it('gets ten an hour, and one more in ten minutes, from wherever they are asked for', async () => {
    for (let at = 0; at < 36; at += 1) {
      await ask(far(at));
      if (at % 6 === 5) world.passTime(9);
    }
    expect(lettersTo(EMAIL)).toBe(10 + 5);
  });

  it('gets no more when many ask in the same instant', async () => {
    const { services } = world;
    const { signInLinks, letterSlots } = services.store;
    const count = async () => [
      await signInLinks.count({ index: 'byExpiry' }),
      await letterSlots.count({ index: 'byExpiry' }),
    ];
    const [links = 0, slots = 0] = await count();
    await Promise.all(Array.from({ length: 20 }, () => post('198.51.100.9')));
    await services.outbox.sendDue();
    expect(lettersTo(EMAIL)).toBe(4);
    expect(await count()).toEqual([links + 4, slots + 3 * 3 + 1]);
  });

  it('is not touched by what another one gets', async () => {
    await askOften(6, () => '198.51.100.8');
    await ask('198.51.100.8', world.visitor(), 'nadia@hauts-pres.example');
    expect(lettersTo('nadia@hauts-pres.example')).toBe(1);
  });
});

describe('a stranger who asks for letters to somebody', () => {
  it('many times from one place, does not keep them from theirs', async () => {
    await askOften(8, () => '192.0.2.66');
    expect(await enter(await ask('198.51.100.7'))).toBe('/mes-badges');
  });

  it('from many addresses of one network, does not either', async () => {
    await askOften(12, here);
    expect(await enter(await ask('192.0.2.1'))).toBe('/mes-badges');
    await askOften(12, (at) => `2001:db8:7:${at}::1`);
    expect(await enter(await ask('192.0.2.2'))).toBe('/mes-badges');
  });

  it('from many networks, leaves the browsers in which the person has been', async () => {
    const browser = await ask('192.0.2.1');
    await enter(browser);
    await browser.press(await browser.get('/mes-badges'), 'Se déconnecter');
    await askOften(20, far);
    const before = lettersTo(EMAIL);
    await ask(far(21));
    expect(lettersTo(EMAIL)).toBe(before);
    // Also elsewhere than before: the browser is known, wherever it is.
    expect(await enter(await ask(far(22), browser))).toBe('/mes-badges');
    expect(lettersTo(EMAIL)).toBe(before + 1);
  });

  it('from many networks, leaves one letter in ten minutes, and the link given by hand', async () => {
    await askOften(20, far);
    const before = lettersTo(EMAIL);
    const phone = await comeIn(world.awa);
    expect((await phone.get('/mes-badges')).text).toContain('Awa');
    world.passTime(10);
    expect(await enter(await ask('192.0.2.1'))).toBe('/mes-badges');
    expect(lettersTo(EMAIL)).toBe(before + 1);
  });

  it('has no use for the cookie of a browser that knows somebody else', async () => {
    const browser = await comeIn(world.bruno);
    await browser.press(await browser.get('/mes-badges'), 'Se déconnecter');
    await askOften(20, far);
    const before = lettersTo(EMAIL);
    await ask(far(21), browser);
    const copy = world.visitor();
    copy.cookies.plant('__Host-known', 'A'.repeat(22));
    await ask(far(22), copy);
    expect(lettersTo(EMAIL)).toBe(before);
  });
});

it('a letter that has come goes on opening when another one was asked for', async () => {
  const browser = await ask('192.0.2.50');
  const { text } = await world.letterTo(EMAIL);
  for (let again = 0; again < 5; again += 1) await ask('192.0.2.50', browser);
  const link = /https:\/\/\S+/.exec(text)?.[0] ?? '';
  expect((await browser.press(await browser.get(link), 'Entrer')).path).toBe('/mes-badges');
});

it('a browser knows the last people who came in, and only by what nobody can read', async () => {
  const browser = await comeIn(world.awa);
  await browser.press(await browser.get('/mes-badges'), 'Se déconnecter');
  await comeIn(world.bruno, browser);
  const marks = browser.cookies.get('__Host-known')?.split('.') ?? [];
  expect(marks).toHaveLength(2);
  for (const mark of marks) expect(mark).toMatch(/^[\w-]{22}$/);
  const other = await comeIn(world.bruno);
  expect(other.cookies.get('__Host-known')).toBe(marks[0]);
});

it('keeps no address with what it counts, and none in the log', async () => {
  await askOften(6, () => '192.0.2.60');
  const { signInLinks } = await documentsOf(world.services.store);
  const slots = await world.services.store.letterSlots.find({ index: 'byExpiry' });
  expect(slots.items.length).toBeGreaterThan(3);
  expect(JSON.stringify(signInLinks)).toContain(world.awa.id);
  for (const text of [JSON.stringify([signInLinks, slots.items]), world.logged.join('')]) {
    expect(text.toLowerCase()).not.toContain('awa@');
    expect(text).not.toContain('192.0.2.60');
  }
});
