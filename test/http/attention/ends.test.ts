/** What waits ends with whom it concerns, and what is over hides nothing that waits. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { postNotices } from '../../../src/features/corrections/email-notices.ts';
import { acceptOffered } from '../../../src/features/portfolio/decide-award.ts';
import { followLeft } from '../../../src/notices/follow-letters.ts';
import { tell } from '../../../src/notices/tell.ts';
import { type Letter, MailError } from '../../../src/outside/mailer.ts';
import type { Award, Experience, NoticeAct, Person, Stored } from '../../../src/storage/store.ts';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import { awardTo, reloadAward } from '../../support/scene.ts';
import { fold } from '../../support/forms.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

const PAGE = '/ce-qui-m-attend';
const NEWS = 'Des nouvelles de vos badges';
const MINUTES = 8;

let world: World;
let karim: Person;
let atKarim: TestVisitor;
let experience: Experience;
/** Addresses that take nothing, and what becomes of a letter of news before it is taken. */
const refused = new Set<string>();
let held: Promise<void> | undefined;
const sent: Letter[] = [];

beforeEach(async () => {
  refused.clear();
  sent.length = 0;
  held = undefined;
  world = await createWorld({
    mailer: {
      async send(letter) {
        if (refused.has(letter.to)) throw new MailError('EENVELOPE 550', 'refused');
        if (letter.subject === NEWS) await held;
        sent.push(letter);
      },
    },
  });
  const { hautsPres, awa, bruno, nadia } = world;
  karim = await world.add(hautsPres, 'Karim Benali', 'accompagnant', 'manager');
  atKarim = await world.signIn(karim);
  experience = await recordExperience(world.services, {
    values: {
      ...({ title: 'Atelier du lundi', kind: 'training', date: '2026-10-12' } as const),
      ...{ place: undefined, people: [awa.id, bruno.id, karim.id] },
    },
    participants: [awa, bruno, karim],
    by: nadia,
  });
});
afterEach(() => world.destroy());

const people = () => world.services.store.people(world.hautsPres.id);
const notices = () => world.services.store.notices(world.hautsPres.id);

/** As they are in the store; without an e-mail, they are told on paper. */
async function withoutAddress({ id }: Person): Promise<Person> {
  const now = await people().update(id, ({ email: _, emailSlot: __, ...rest }) => rest);
  if (!now) throw new Error('Nobody');
  return now;
}

const give = (holder: Person, badge = 'realiser-une-prestation'): Promise<Stored<Award>> =>
  awardTo(world, { kpa: world.hautsPres, staff: world.nadia, holder, experience, badge });

const news = (person: Person, act: NoticeAct, award: Pick<Award, 'id'>, personal = false) =>
  tell(world.services, person, { act, award, by: world.nadia, personal });

const statesOf = async ({ id }: Person) =>
  (
    await notices()
      .all({ index: 'byPersonState', equals: [id] })
      .toArray()
  ).map(({ way, state }) => `${way} ${state}`);

const sheets = async (visitor = atKarim) => (await visitor.get(PAGE)).$('section#feuilles').text();

async function sendLetters(): Promise<void> {
  world.passTime(MINUTES);
  await world.services.outbox.sendDue();
}

async function leave(person: Person, by: TestVisitor): Promise<void> {
  const form = await by.get(`/personnes/${person.id}/depart`);
  const left = await by.press(form, /^Noter/u, { leftOn: '2026-10-14' });
  expect(left.path).toContain('fait=depart');
}

describe('a notice ends', () => {
  it('with the departure of whom it is for', async () => {
    const awa = await withoutAddress(world.awa);
    await news(awa, 'badge-given', await give(awa));
    expect(await sheets()).toContain('Awa Diallo');
    await leave(awa, atKarim);
    expect(await statesOf(awa)).toEqual(['sheet over']);
    const gone = await people().findById(awa.id);
    if (gone) await news(gone, 'badge-confirmed', { id: randomUUID() });
    expect(await statesOf(awa)).toEqual(['sheet over']);
  });

  it('with the departure of the one colleague who knew of it', async () => {
    const awa = await withoutAddress(world.awa);
    await news(awa, 'badge-given', await give(awa, 'fixer-mon-cap'), true);
    await news(awa, 'badge-confirmed', { id: randomUUID() });
    await leave(world.nadia, atKarim);
    expect((await statesOf(awa)).toSorted()).toEqual(['sheet over', 'sheet waiting']);
  });

  it('with a visit of its person, who reads there what a sheet would say', async () => {
    const awa = await withoutAddress(world.awa);
    await news(awa, 'badge-given', await give(awa));
    await (await world.signIn(awa)).get('/mes-badges');
    expect(await statesOf(awa)).toEqual(['sheet over']);
    expect(await sheets()).toBe('');
  });

  it('and of what they have read there, they are told when it is taken back', async () => {
    const { awa } = world;
    const award = await give(awa);
    await news(awa, 'badge-given', award);
    await (await world.signIn(awa)).get('/mes-badges');
    const question = await atKarim.get(`/reconnaissances/${award.id}/retirer`);
    await atKarim.press(question, 'Annuler le badge', { reason: 'badge' });
    await sendLetters();
    expect((await statesOf(awa)).toSorted()).toEqual(['letter over', 'letter told']);
    expect(sent.filter(({ subject }) => subject === NEWS)).toHaveLength(1);
  });

  it('with the badge, though whoever changed it died before they said so', async () => {
    const { awa } = world;
    const award = await give(awa);
    await news(awa, 'badge-given', award);
    await world.services.awardRows.replace(award, { ...award, state: 'declined' });
    await sendLetters();
    expect(sent).toEqual([]);
    expect(await statesOf(awa)).toEqual(['letter over']);
  });
});

describe('a notice that was left', () => {
  it('is for a sheet, where there is no address any more', async () => {
    const { awa } = world;
    await news(awa, 'badge-given', await give(awa));
    await withoutAddress(awa);
    const { letters } = world.services.store;
    for (const { id } of await letters.all({ index: 'byDue' }).toArray()) await letters.remove(id);
    world.passTime(61);
    await followLeft(world.services, new AbortController().signal);
    expect(await statesOf(awa)).toEqual(['sheet waiting']);
  });

  it('is told to the address that was put right by a process that died of it', async () => {
    const { awa } = world;
    refused.add(awa.email ?? '');
    await news(awa, 'badge-given', await give(awa));
    await sendLetters();
    expect(await statesOf(awa)).toEqual(['letter lost']);
    await people().update(awa.id, (now) => ({
      ...{ ...now, email: 'awa.juste@exemple.example' },
      ...{ formerEmail: awa.email ?? '', formerEmailAt: '2026-10-14T17:00:00.000Z' },
    }));
    await postNotices(world.services, new AbortController().signal);
    await sendLetters();
    expect(sent.filter(({ subject }) => subject === NEWS).map(({ to }) => to)).toEqual([
      'awa.juste@exemple.example',
    ]);
  });
});

it('what is over, or nobody may know, hides nobody who waits', async () => {
  const gone = await withoutAddress(await world.add(world.hautsPres, 'Léa Petit', 'cooperant'));
  for (let at = 0; at < 230; at += 1) await news(gone, 'badge-confirmed', { id: randomUUID() });
  await people().update(gone.id, (now) => ({ ...now, leftOn: '2026-10-14' }));
  world.passTime(1);
  const awa = await withoutAddress(world.awa);
  await news(awa, 'badge-given', await give(awa));
  expect(await sheets()).toContain('Awa Diallo');
  expect((await atKarim.get(`${PAGE}/feuilles`)).$('main li')).toHaveLength(1);
}, 30_000);

it('a sheet says that badges were confirmed, and how many wait, in the language of its person', async () => {
  const awa = await withoutAddress(world.awa);
  await news(awa, 'badge-given', await give(awa));
  await news(awa, 'badge-given', await give(awa, 'lancer-une-activite'));
  await news(awa, 'badge-confirmed', { id: randomUUID() });
  const path = `/personnes/${awa.id}/feuille`;
  const french = fold((await atKarim.get(path)).$('.news-sheet').text());
  expect(french).toContain('2 badges vous attendent');
  expect(french).toContain('Une autre personne a confirmé un de vos badges.');
  expect(french).toContain('de les garder, et de les montrer ou non.');
  await people().update(awa.id, (now) => ({ ...now, language: 'en' }));
  const english = fold((await atKarim.get(path)).$('.news-sheet').text());
  expect(english).toContain('Somebody else confirmed one of your badges.');
  expect(english).toContain('October');
});

it('five hundred letters of news hold up nobody who signs in', async () => {
  const letGo: (() => void)[] = [];
  held = new Promise<void>((resolve) => {
    letGo.push(resolve);
  });
  for (let at = 0; at < 20; at += 1) {
    const one = await world.add(world.hautsPres, `Lou Petit ${at}`, 'cooperant');
    await news(one, 'badge-confirmed', { id: randomUUID() });
  }
  world.passTime(MINUTES);
  const sending = world.services.outbox.sendDue();
  const visitor = world.visitor();
  const email = world.awa.email ?? '';
  await visitor.press(await visitor.get('/connexion'), 'Recevoir le lien', { email });
  await vi.waitFor(() => {
    expect(sent.map(({ to }) => to)).toEqual([email]);
  }, 10_000);
  for (const go of letGo) go();
  await sending;
  expect(sent.filter(({ subject }) => subject === NEWS)).toHaveLength(20);
}, 30_000);

it('a badge that a colleague confirms at that moment is accepted with the others', async () => {
  const read = await give(world.awa);
  await world.services.awardRows.replace(read, { ...read, decidedAt: read.issuedAt });
  expect(await acceptOffered(world.services, read)).toBe(true);
  expect(await reloadAward(world, read)).toMatchObject({ state: 'accepted' });
  expect(await acceptOffered(world.services, read)).toBe(false);
});

it('what cannot be confirmed with several others says which badge it is', async () => {
  const { store } = world.services;
  const award = await give(world.awa);
  const page = await atKarim.get(PAGE);
  await store.experiences(world.hautsPres.id).update(experience.id, (now) => ({
    ...now,
    participants: now.participants.filter(({ personId }) => personId !== karim.id),
  }));
  const { participations } = world.services;
  const mine = await participations.ofKpa(world.hautsPres.id);
  for (const { id } of await mine.all({ index: 'byPerson', equals: [karim.id] }).toArray()) {
    await store.participations(world.hautsPres.id).remove(id);
  }
  const refusedPage = await atKarim.press(page, 'Je l’ai vu aussi', { awards: [award.id] });
  expect(refusedPage.status).toBe(409);
  expect(refusedPage.text).toContain(
    'Je réalise une prestation, à Awa Diallo : Ce travail ne dit pas',
  );
});

it('more people than a page has wait behind it, and whoever left holds nobody up', async () => {
  const left = await world.add(world.hautsPres, `Zoé ${randomUUID()}`, 'cooperant');
  await people().update(left.id, (now) => ({ ...now, leftOn: '2026-10-01' }));
  const wait = (personId: string, second: number) =>
    notices().insert({
      ...{ id: randomUUID(), kpaId: world.hautsPres.id, personId, about: randomUUID() },
      ...{ act: 'badge-given', way: 'sheet', state: 'waiting', by: world.nadia.id },
      createdAt: new Date(Date.UTC(2026, 9, 10, 10, 0, second)).toISOString(),
      expiresAt: '2027-01-10T10:00:00.000Z',
    });
  // More than are looked at at once.
  for (let number = 0; number < 210; number += 1) await wait(left.id, number);
  const all: Person[] = [];
  for (let number = 0; number < 61; number += 1) {
    const person = await world.add(world.hautsPres, `Personne ${number} Martin`, 'cooperant');
    all.push(person);
    await wait(person.id, 300 + number);
  }
  const list = () => atKarim.get(`${PAGE}/feuilles`);
  const shown = ({ $ }: Awaited<ReturnType<typeof list>>) =>
    $('main a[href^="/personnes/"] b')
      .toArray()
      .map((one) => $(one).text());
  const full = await list();
  expect(shown(full)).toHaveLength(60);
  expect(shown(full)[0]).toBe('Personne 0 Martin');
  expect(full.text).not.toContain('Personne 60 Martin');
  expect(full.text).toContain('Il y en a d’autres.');
  const sheet = await atKarim.get(`/personnes/${all[0]?.id ?? ''}/feuille`);
  await atKarim.press(sheet, 'La feuille est donnée');
  const rest = await list();
  expect(shown(rest)).toHaveLength(60);
  expect(rest.text).toContain('Personne 60 Martin');
  expect(rest.text).not.toContain('Il y en a d’autres.');
});
