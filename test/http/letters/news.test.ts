/** What people are told of their badges, by whichever letter: nothing that others may read in a mailbox. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tell } from '../../../src/notices/tell.ts';
import { followLeft } from '../../../src/notices/follow-letters.ts';
import { MailError } from '../../../src/outside/mailer.ts';
import type { Letter } from '../../../src/outside/mailer.ts';
import type { Experience, Person } from '../../../src/storage/store.ts';
import { recognised, together } from '../../support/recognition.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

const SUBJECT = 'Des nouvelles de vos badges';
const SENTENCE = 'A servi la table des enfants avec soin.';

const sent: Letter[] = [];
let isRefused = false;
let world: World;
let nadia: TestVisitor;
let experience: Experience;
let people: readonly Person[];

beforeAll(async () => {
  world = await createWorld({
    mailer: {
      send(letter) {
        if (isRefused) return Promise.reject(new MailError('EENVELOPE 550', 'refused'));
        sent.push(letter);
        return Promise.resolve();
      },
    },
  });
  nadia = await world.signIn(world.nadia);
});
afterAll(() => world.destroy());
beforeEach(async () => {
  isRefused = false;
  sent.length = 0;
  const { services, hautsPres, add } = world;
  people = [
    await add(hautsPres, `Awa Diallo ${randomUUID()}`, 'cooperant'),
    await add(hautsPres, `Bruno Martin ${randomUUID()}`, 'cooperant'),
  ];
  experience = await services.store.experiences(hautsPres.id).insert({
    id: randomUUID(),
    kpaId: hautsPres.id,
    title: 'Buffet de 60 personnes',
    kind: 'prestation',
    date: '2026-10-12',
    participants: people.map(({ id }) => ({ personId: id })),
    createdBy: world.nadia.id,
    createdAt: services.clock().toISOString(),
  });
});

const [AWA, BRUNO] = [0, 1] as const;
const who = (at: typeof AWA | typeof BRUNO) => {
  const person = people[at];
  if (!person) throw new Error('Nobody');
  return person;
};
const page = () => `/experiences/${experience.id}`;

async function sign(badges: Readonly<Record<string, string>>): Promise<void> {
  const form = await nadia.get(`${page()}/reconnaitre`);
  const said = Object.entries(badges).map(([id, badge]) =>
    recognised(id, badge, { sentence: SENTENCE }),
  );
  const preview = await nadia.press(form, 'Relire avant de signer', together(said));
  const signed = await nadia.press(preview, /^Signer \d/u);
  expect(signed.text).toMatch(/\d badges? signés?\./u);
}

const noticesOf = async ({ id }: Person) =>
  (
    await world.services.store
      .notices(world.hautsPres.id)
      .all({ index: 'byPersonState', equals: [id] })
      .toArray()
  ).map(({ act, way, state }) => ({ act, way, state }));

const awardsOf = async ({ id }: Person) =>
  (await world.services.store.awards(world.hautsPres.id).find({ index: 'byPerson', equals: [id] }))
    .items;

/** What leaves by now. */
async function letters(): Promise<readonly Letter[]> {
  await world.services.outbox.sendDue();
  return sent.filter(({ subject }) => subject === SUBJECT);
}

async function withdraw(id: string): Promise<void> {
  const asked = await nadia.get(`/reconnaissances/${id}/retirer`);
  await nadia.press(asked, 'Annuler le badge', { reason: 'badge' });
}

describe('a badge that was given', () => {
  it('is told by a letter minutes later, which says nothing of the badge or the work', async () => {
    await sign({ [who(AWA).id]: 'realiser-une-prestation' });
    expect(await letters()).toEqual([]);
    world.passTime(8);
    const [letter, ...others] = await letters();
    expect(others).toEqual([]);
    expect(letter?.to).toBe(who(AWA).email);
    expect(letter?.text).toContain('Nadia Roche vous a remis un badge.');
    expect(letter?.text).toContain('https://badges.example/mes-badges');
    for (const hidden of ['prestation', 'Buffet', SENTENCE, who(AWA).name]) {
      expect(letter?.text).not.toContain(hidden);
    }
    expect(await noticesOf(who(AWA))).toEqual([
      { act: 'badge-given', way: 'letter', state: 'told' },
    ]);
  });

  it('and others of the same minutes are told in one letter', async () => {
    await sign({ [who(AWA).id]: 'realiser-une-prestation' });
    await sign({ [who(AWA).id]: 'lancer-une-activite' });
    world.passTime(8);
    const told = await letters();
    expect(told.map(({ text }) => text.split('\n\n')[1]?.replaceAll('\u00a0', ' '))).toEqual([
      'Nadia Roche vous a remis 2 badges.',
    ]);
    expect((await noticesOf(who(AWA))).map(({ state }) => state)).toEqual(['told', 'told']);
  });

  it('is told on a sheet to who has no address', async () => {
    const { id } = who(BRUNO);
    await world.services.store.people(world.hautsPres.id).update(id, (now) => {
      const { email: _, emailSlot: __, ...rest } = now;
      return rest;
    });
    await sign({ [id]: 'realiser-une-prestation' });
    world.passTime(8);
    expect(await letters()).toEqual([]);
    expect(await noticesOf(who(BRUNO))).toEqual([
      { act: 'badge-given', way: 'sheet', state: 'waiting' },
    ]);
  });

  it('is told to nobody, once they have answered it, or it was taken back before', async () => {
    await sign({
      [who(AWA).id]: 'realiser-une-prestation',
      [who(BRUNO).id]: 'realiser-une-prestation',
    });
    const [ofAwa] = await awardsOf(who(AWA));
    const [ofBruno] = await awardsOf(who(BRUNO));
    const awa = await world.signIn(who(AWA));
    const mine = await awa.get(`/mes-badges/${ofAwa?.id ?? ''}`);
    await awa.press(mine, 'Accepter');
    await withdraw(ofBruno?.id ?? '');
    world.passTime(8);
    expect(await letters()).toEqual([]);
    expect(await noticesOf(who(BRUNO))).toEqual([
      { act: 'badge-given', way: 'letter', state: 'over' },
    ]);
  });

  it('and cancelled after that, is told to be', async () => {
    await sign({ [who(AWA).id]: 'realiser-une-prestation' });
    world.passTime(8);
    await letters();
    sent.length = 0;
    const [award] = await awardsOf(who(AWA));
    await withdraw(award?.id ?? '');
    world.passTime(8);
    const [letter] = await letters();
    expect(letter?.text).toContain('Un badge n’est plus là : il y avait une erreur.');
  });
});

it('badges that were taken back together are told to each, in their language', async () => {
  await sign({
    [who(AWA).id]: 'realiser-une-prestation',
    [who(BRUNO).id]: 'realiser-une-prestation',
  });
  for (const person of people) {
    const browser = await world.signIn(person);
    const [award] = await awardsOf(person);
    const mine = await browser.get(`/mes-badges/${award?.id ?? ''}`);
    await browser.press(mine, 'Accepter');
  }
  await world.services.store
    .people(world.hautsPres.id)
    .update(who(BRUNO).id, (now) => ({ ...now, language: 'en' }));
  const ids = (await Promise.all(people.map(awardsOf))).flat().map(({ id }) => id);
  const form = await nadia.get(`${page()}/retirer`);
  const question = await nadia.press(form, 'Continuer', { awards: ids, reason: 'badge' });
  await nadia.press(question, 'Retirer 2 badges');
  world.passTime(8);
  const told = new Map((await letters()).map(({ to, text }) => [to, text]));
  expect(told.get(who(AWA).email ?? '')).toContain('Un de vos badges est retiré.');
  await world.services.outbox.sendDue();
  const english = sent.find(({ to }) => to === who(BRUNO).email);
  expect(english?.text).toContain('One of your badges was withdrawn.');
});

describe('a share that was made', () => {
  const share = async (badge = 'realiser-une-prestation'): Promise<[TestVisitor, Page]> => {
    await sign({ [who(AWA).id]: badge });
    const award = (await awardsOf(who(AWA))).find(({ badgeClass }) => badgeClass === badge);
    const awa = await world.signIn(who(AWA));
    await awa.press(await awa.get(`/mes-badges/${award?.id ?? ''}`), 'Accepter');
    const fields = { label: 'La mairie', days: '7', awards: award?.id ?? '' };
    const made = await awa.press(await awa.get('/partages/nouveau'), 'Faire le partage', fields);
    return [awa, made];
  };

  it('is told to its person alone, and names nobody who gets it', async () => {
    await share();
    world.passTime(8);
    const [letter, ...others] = await letters();
    expect(others).toEqual([]);
    expect(letter?.to).toBe(who(AWA).email);
    expect(letter?.text).toContain('Vos badges ont un nouveau partage.');
    expect(letter?.text).toContain('https://badges.example/partages');
    expect(letter?.text).not.toContain('mairie');
  });

  it('is no news any more, once it is closed', async () => {
    const [awa, made] = await share();
    await awa.press(made, /^Fermer/);
    world.passTime(8);
    expect(await letters()).toEqual([]);
  });

  it('is nothing that the team is told, where no mailbox takes it, or there is none', async () => {
    const [, made] = await share();
    isRefused = true;
    world.passTime(8);
    await letters();
    isRefused = false;
    expect((await noticesOf(who(AWA))).map(({ act, state }) => [act, state])).toContainEqual([
      ...['share-made', 'lost'],
    ]);
    expect(made.path).toContain('/partages/');
    const { store } = world.services;
    await store.people(world.hautsPres.id).update(who(AWA).id, (now) => {
      const { email: _, emailSlot: __, ...rest } = now;
      return rest;
    });
    await share('lancer-une-activite');
    nadia = await world.signIn(world.nadia);
    for (const path of ['/ce-qui-m-attend', `/personnes/${who(AWA).id}`]) {
      expect((await nadia.get(path)).text).not.toMatch(/partage/iu);
    }
    expect((await nadia.get('/ce-qui-m-attend')).$('section#feuilles').text()).not.toContain(
      who(AWA).name,
    );
  });
});

it('a badge that a colleague confirms is told', async () => {
  await sign({ [who(AWA).id]: 'realiser-une-prestation' });
  const [award] = await awardsOf(who(AWA));
  const karim = await world.signIn(await world.add(world.hautsPres, 'Karim Sy', 'accompagnant'));
  const form = await karim.get(`/reconnaissances/${award?.id ?? ''}/confirmer`);
  await karim.press(form, 'Signer', { sentence: 'A tenu le buffet avec nous, du début à la fin.' });
  world.passTime(8);
  const [letter, ...others] = await letters();
  expect(others).toEqual([]);
  expect(letter?.text).toContain('Nadia Roche vous a remis un badge.');
  expect(letter?.text).toContain('Karim Sy a confirmé un de vos badges.');
});

it('a name that is an address stands in no letter', async () => {
  const bad = await world.add(world.hautsPres, 'Lire https://mal.example', 'accompagnant');
  nadia = await world.signIn(bad);
  await sign({ [who(AWA).id]: 'realiser-une-prestation' });
  nadia = await world.signIn(world.nadia);
  world.passTime(8);
  const [letter] = await letters();
  expect(letter?.text).toContain('Votre KPA vous a remis un badge.');
  expect(letter?.text).not.toContain('mal.example');
});

it('a mailbox gets ten such letters a day: then it is a sheet', async () => {
  const other = who(BRUNO);
  for (let at = 0; at < 11; at += 1) {
    const award = { id: randomUUID() };
    await tell(world.services, other, { act: 'badge-confirmed', award, by: world.nadia });
    world.passTime(8);
    await letters();
  }
  expect(sent.filter(({ to }) => to === other.email)).toHaveLength(10);
  const ways = (await noticesOf(other)).map(({ way, state }) => `${way} ${state}`);
  expect(ways.filter((one) => one === 'sheet waiting')).toHaveLength(1);
});

it('a badge that is given again, corrected, is told anew, and not as it was before', async () => {
  await sign({ [who(AWA).id]: 'realiser-une-prestation' });
  const [award] = await awardsOf(who(AWA));
  const form = await nadia.get(`/reconnaissances/${award?.id ?? ''}/corriger`);
  const question = await nadia.press(form, 'Voir ce qui change', {
    sentence: 'A servi deux tables, du début à la fin.',
  });
  await nadia.press(question, /^Retirer et remettre/u);
  expect((await noticesOf(who(AWA))).map(({ state }) => state).toSorted()).toEqual([
    ...['over', 'waiting'],
  ]);
  world.passTime(8);
  expect(await letters()).toHaveLength(1);
});

it('a letter that no mailbox took is known to be lost, and one that a dead process left is sent', async () => {
  isRefused = true;
  await sign({ [who(AWA).id]: 'realiser-une-prestation' });
  world.passTime(8);
  expect(await letters()).toEqual([]);
  expect(await noticesOf(who(AWA))).toEqual([{ act: 'badge-given', way: 'letter', state: 'lost' }]);

  isRefused = false;
  await sign({ [who(BRUNO).id]: 'realiser-une-prestation' });
  const { letters: stored, notices } = world.services.store;
  for (const { id } of await stored.all({ index: 'byDue' }).toArray()) await stored.remove(id);
  world.passTime(61);
  await followLeft(world.services, new AbortController().signal);
  world.passTime(8);
  expect((await letters()).map(({ to }) => to)).toEqual([who(BRUNO).email]);
  // And what became of a letter is noted, though its process died before it noted it.
  await notices(world.hautsPres.id).update(
    (
      await notices(world.hautsPres.id)
        .all({ index: 'byPersonState', equals: [who(BRUNO).id] })
        .toArray()
    )[0]?.id ?? '',
    ({ endedAt: _, ...now }) => ({ ...now, state: 'waiting' }),
  );
  await followLeft(world.services, new AbortController().signal);
  expect((await noticesOf(who(BRUNO))).map(({ state }) => state)).toEqual(['told']);
});
