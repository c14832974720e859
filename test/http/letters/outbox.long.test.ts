/** Letters are stored before the answer, tried until they are worth nothing, and told of to the team. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMissingMailer, createSmtpMailer, MailError } from '../../../src/outside/mailer.ts';
import { fold } from '../../support/forms.ts';
import { type MailServer, startMailServer } from '../../support/mail-server.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

const EMAIL = 'awa@hauts-pres.example';
const STRANGER = 'personne@ailleurs.example';

let server: MailServer;
let world: World;
beforeEach(async () => {
  server = await startMailServer();
  world = await createWorld({ mailer: createSmtpMailer(server.url, 'badges@kpa.example') });
});
afterEach(async () => {
  await world.destroy();
  await server.goAway();
});

/** Asks for a letter, and lets what is due be tried. */
async function ask(email = EMAIL, browser = world.visitor()): Promise<TestVisitor> {
  const page = await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
  expect([page.status, page.path]).toEqual([200, '/connexion/attente']);
  await world.services.outbox.sendDue();
  return browser;
}

async function later(minutes: number): Promise<void> {
  world.passTime(minutes);
  await world.services.outbox.sendDue();
}

const stored = () => world.services.store.letters.all({ index: 'byExpiry' }).toArray();
const only = async () => {
  const [row, ...others] = await stored();
  if (!row || others.length > 0) throw new Error(`There are ${others.length + (row ? 1 : 0)}`);
  return row;
};
const slots = () => world.services.store.letterSlots.count({ index: 'byExpiry' });
const linkIn = (text: string) => /https:\/\/\S+/.exec(text)?.[0] ?? '';
const enter = async (browser: TestVisitor, text: string) =>
  (await browser.press(await browser.get(linkIn(text)), 'Entrer')).path;

/** The line that those who accompany read on the page of a person. */
async function line(person = world.awa, reader = world.nadia): Promise<string> {
  const browser = await world.signIn(reader);
  const page = await browser.get(`/personnes/${person.id}`);
  return fold(page.$('form[action$="/lien"] .small').text());
}

describe('a letter that leaves at once', () => {
  it('opens, and has a Message-ID of its row and our host, and no answer by machines', async () => {
    const browser = await ask();
    const row = await only();
    const [letter] = server.taken;
    expect(letter?.to).toEqual([EMAIL]);
    expect(letter?.messageId).toBe(`<${row.id}@kpa.example>`);
    expect(letter?.raw).toContain('Auto-Submitted: auto-generated');
    expect(letter?.text).toContain('pendant 10\u00a0minutes, une seule fois');
    expect(await enter(browser, letter?.text ?? '')).toBe('/mes-badges');
    expect(row).toMatchObject({ state: 'sent', attempts: 1 });
    expect(row).not.toHaveProperty('sealed');
    expect(await line()).toMatch(/^Le dernier e-mail de connexion est parti le 14 octobre 2026/);
  });

  it('is said to be gone in the metrics, too', async () => {
    await ask();
    expect(await world.services.outbox.state()).toEqual({ waiting: 0, oldestSeconds: 0 });
  });
});

describe('a server that greylists', () => {
  it('gets the same letter again: same Message-ID, same link, same code', async () => {
    let tries = 0;
    server.answers(() => ((tries += 1) < 4 ? 450 : 250));
    const browser = await ask();
    expect(await only()).toMatchObject({ state: 'waiting', attempts: 1, failure: 'EENVELOPE 450' });
    const { id } = await only();
    expect(await line()).toContain('attend de partir. Nous essayons encore.');
    // Nobody tries before it is time.
    await later(0.4);
    expect(tries).toBe(1);
    for (const minutes of [0.1, 1, 2]) await later(minutes);
    expect(server.taken).toHaveLength(1);
    expect(await only()).toMatchObject({ state: 'sent', attempts: 4 });
    expect(server.taken[0]?.messageId).toBe(`<${id}@kpa.example>`);
    expect(server.taken[0]?.text).toContain('pendant 7\u00a0minutes');
    expect(await enter(browser, server.taken[0]?.text ?? '')).toBe('/mes-badges');
  });

  it('hears no more once the link is over, and the hour keeps what it had', async () => {
    server.answers(() => 450);
    await ask();
    expect(await slots()).toBe(3);
    for (let half = 0; half < 22; half += 1) await later(0.5);
    expect(server.asked).toHaveLength(6);
    expect(await only()).toMatchObject({ state: 'undelivered', failure: 'EENVELOPE 450' });
    expect(await slots()).toBe(0);
    expect(await line()).toMatch(
      /^L’e-mail de connexion du 14 octobre 2026 .* n’a pas pu partir\.$/,
    );
    const told = world.logged.filter((text) => text.includes('A letter was not delivered'));
    expect(told).toHaveLength(1);
  });
});

describe('a server that is down', () => {
  it('gets what waits when it is back', async () => {
    await server.goAway();
    const browsers = [await ask(), await ask('bruno@hauts-pres.example')];
    expect(await world.services.outbox.state()).toEqual({ waiting: 2, oldestSeconds: 0 });
    world.passTime(1);
    expect(await world.services.outbox.state()).toEqual({ waiting: 2, oldestSeconds: 60 });
    await later(1);
    expect((await stored()).map(({ failure }) => failure)).toEqual(['ESOCKET', 'ESOCKET']);
    await server.comeBack();
    await later(2);
    expect(
      server.taken
        .map(({ to }) => to)
        .flat()
        .sort(),
    ).toEqual([EMAIL, 'bruno@hauts-pres.example']);
    const [browser] = browsers;
    const letter = server.taken.find(({ to }) => to.includes(EMAIL));
    expect(browser && (await enter(browser, letter?.text ?? ''))).toBe('/mes-badges');
  });

  it('takes nothing of the hour: three letters leave once it is back', async () => {
    await server.goAway();
    const browser = world.visitor();
    for (let times = 0; times < 4; times += 1) await ask(EMAIL, browser);
    await later(11);
    await server.comeBack();
    for (let letters = 1; letters <= 3; letters += 1) {
      await ask(EMAIL, browser);
      expect(server.taken).toHaveLength(letters);
    }
  });
});

describe('a server that is silent once it has the letter', () => {
  it('may have taken it: one more try, and the hour keeps what it had', async () => {
    await world.destroy();
    let taken = 0;
    const mailer = {
      send: () => {
        taken += 1;
        return Promise.reject(new MailError('ETIMEDOUT', 'later', true));
      },
    };
    world = await createWorld({ mailer });
    await ask();
    const had = await slots();
    for (let minutes = 0; minutes < 9; minutes += 1) await later(1);
    expect(taken).toBe(2);
    expect(await only()).toMatchObject({ state: 'undelivered', failure: 'ETIMEDOUT' });
    expect(await slots()).toBe(had);
    expect(had).toBeGreaterThan(0);
  });
});

it('whoever asks again and again is told to wait, whatever the address', async () => {
  for (const email of [EMAIL, STRANGER]) {
    const browser = world.visitor();
    const form = await browser.get('/connexion');
    const answers: number[] = [];
    for (let times = 0; times < 22; times += 1) {
      answers.push((await browser.press(form, 'Recevoir le lien', { email })).status);
    }
    expect(answers).toEqual([...Array<number>(20).fill(200), 429, 429]);
  }
});

describe('an address that is refused', () => {
  it('is tried once, and its team is told', async () => {
    server.answers(() => 550);
    await ask();
    await later(2);
    expect(server.asked).toEqual([EMAIL]);
    expect(await only()).toMatchObject({ state: 'refused', failure: 'EENVELOPE 550' });
    expect(await line()).toMatch(/^L’adresse awa@hauts-pres\.example a refusé l’e-mail/);
    // Whoever asks again and again does not have us ask that server again and again.
    for (let times = 0; times < 8; times += 1) {
      world.passTime(0.01);
      await ask();
    }
    expect(server.asked).toHaveLength(5);
    expect(await line()).toMatch(/^Il y a eu trop de demandes d’e-mail de connexion/);
    // One row says that there were too many, however many there were.
    expect(await stored()).toHaveLength(6);
  });
});

describe('a service without a mail server', () => {
  it('says so to the team at once', async () => {
    const mailer = createMissingMailer(world.services.log);
    const without = await createWorld({ mailer });
    const browser = without.visitor();
    await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email: EMAIL });
    await without.services.outbox.sendDue();
    const nadia = await without.signIn(without.nadia);
    const page = await nadia.get(`/personnes/${without.awa.id}`);
    expect(page.text).toMatch(/L’e-mail de connexion du 14 octobre 2026 .* n’a pas pu partir\./);
    expect(await without.services.store.letterSlots.count({ index: 'byExpiry' })).toBe(0);
    await without.destroy();
  });
});

describe('what is stored and logged', () => {
  it('is no address in clear, nor a key that opens', async () => {
    server.answers((to) => (to === EMAIL ? 450 : 550));
    await world.services.outbox.stop();
    for (const email of [EMAIL, STRANGER, 'omar@moulins.example']) await ask(email);
    expect(await stored()).toHaveLength(3);
    const { letters, letterSlots, limitUses } = world.services.store;
    const rows = await Promise.all([
      letters.all({ index: 'byExpiry' }).toArray(),
      letterSlots.all({ index: 'byExpiry' }).toArray(),
      limitUses.all({ index: 'byExpiry' }).toArray(),
    ]);
    for (const text of [JSON.stringify(rows), world.logged.join('')]) {
      expect(text.toLowerCase()).not.toMatch(/@|hauts-pres|ailleurs|moulins|10\.0\./);
    }
  });
});

describe('the person’s team', () => {
  it('hears nothing of letters from before they wrote the address down', async () => {
    server.answers(() => 450);
    await ask('omar@moulins.example');
    const { services, hautsPres, ines } = world;
    world.passTime(1);
    const copy = await services.store.people(hautsPres.id).insert({
      ...{ id: crypto.randomUUID(), kpaId: hautsPres.id, name: 'Omar Haddad' },
      ...{ email: 'omar@moulins.example', roles: ['cooperant'], joinedOn: '2026-10-14' },
      createdAt: services.clock().toISOString(),
    });
    expect(await line(copy)).toBe('');
    // Nor of those that come after.
    await ask('omar@moulins.example');
    expect(await line(copy)).toBe('');
    expect(await line(world.omar, ines)).toContain('attend de partir');
    expect(await line(world.bruno)).toBe('');
  });
});
