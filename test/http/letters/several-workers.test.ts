/** Every process works on the outbox: a letter is in one hand at a time, and is dropped by none. */
import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Letter, Mailer } from '../../../src/outside/mailer.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import { createServices, type Services } from '../../../src/services.ts';
import { type World, createWorld, threads } from '../../support/world.ts';

const EMAIL = 'awa@hauts-pres.example';

let opened: TestDatabase;
let now: Date;
let world: World;
/** What left, of all processes. */
let sent: Letter[];
beforeEach(async () => {
  opened = await openTestDatabase();
  now = new Date('2026-10-14T16:30:00Z');
  sent = [];
  world = await createWorld({ database: opened.database, clock: () => now });
  await world.services.outbox.stop();
});
afterEach(async () => {
  await world.destroy();
  await opened.destroy();
});

const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1_000);
};
const store = () => world.services.store;

/** Another process on the same database. */
async function anotherProcess(mailer: Mailer): Promise<Services> {
  const { definitions, languages, log } = world.services;
  const given = { definitions, languages, log, threads, mailer, letterDelay: () => 0 };
  return createServices(world.config, { ...given, database: opened.database, clock: () => now });
}

const working: Mailer = {
  send: async (letter) => {
    sent.push(letter);
    // Whoever else looks meanwhile finds nothing to take.
    await new Promise(setImmediate);
  },
};

async function ask(email = EMAIL, browser = world.visitor()): Promise<void> {
  await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
}

const row = async () => (await store().letters.find({ index: 'byExpiry' })).items[0];

/** Takes letters, and dies with each in hand: `took` resolves then. */
function dyingMailer() {
  const signals = new EventEmitter();
  const mailer: Mailer = {
    send: (letter) => {
      sent.push(letter);
      signals.emit('took');
      return new Promise(() => undefined);
    },
  };
  return { mailer, took: once(signals, 'took') };
}

describe('several processes', () => {
  it('send each of many letters once', async () => {
    const people = await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        world.add(world.hautsPres, `Personne ${at}`, 'cooperant'),
      ),
    );
    for (const { email } of people) await ask(email);
    expect(await store().letters.count({ index: 'byDue' })).toBe(30);
    const processes = await Promise.all([1, 2, 3].map(() => anotherProcess(working)));
    await Promise.all(processes.map(({ outbox }) => outbox.sendDue()));
    expect(sent.map(({ to }) => to).sort()).toEqual(people.map(({ email }) => email).sort());
    expect(await store().letters.count({ index: 'byDue' })).toBe(0);
  });

  it('leave a letter to the one that has it, and take it over a minute after that died', async () => {
    await ask();
    const dying = dyingMailer();
    void (await anotherProcess(dying.mailer)).outbox.sendDue();
    await dying.took;
    const { outbox } = await anotherProcess(working);
    await outbox.sendDue();
    pass(59);
    await outbox.sendDue();
    expect(sent).toHaveLength(1);
    pass(2);
    await outbox.sendDue();
    expect(sent).toHaveLength(2);
    // The same letter, were the first to arrive as well.
    const [first, second] = sent;
    expect(second).toMatchObject({ id: first?.id, to: EMAIL });
    const words = ({ text }: Letter) => text.replace(/\d+\s+minutes/, '');
    expect(second && words(second)).toBe(first && words(first));
    expect(await row()).toMatchObject({ state: 'sent', attempts: 2 });
    // And it took of the hour what one letter takes.
    expect(await store().letterSlots.count({ index: 'byExpiry' })).toBe(3);
  });
});

describe('a process that ends', () => {
  it('tries once more what is due', async () => {
    await ask();
    const { outbox } = await anotherProcess(working);
    outbox.start();
    await outbox.stop();
    expect(sent).toHaveLength(1);
  });
});

describe('a letter that left, and whose process died before it could note it', () => {
  it('does not come again if its link was used', async () => {
    const dying = dyingMailer();
    const browser = world.visitor();
    await ask(EMAIL, browser);
    void (await anotherProcess(dying.mailer)).outbox.sendDue();
    await dying.took;
    const link = /https:\/\/\S+/.exec(sent[0]?.text ?? '')?.[0] ?? '';
    expect((await browser.press(await browser.get(link), 'Entrer')).path).toBe('/mes-badges');
    pass(61);
    await (await anotherProcess(working)).outbox.sendDue();
    expect(sent).toHaveLength(1);
    expect(await row()).toMatchObject({ state: 'sent' });
  });
});
