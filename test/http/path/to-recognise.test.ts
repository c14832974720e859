/** « À reconnaître »: whose work had no badge for three months, and what that page keeps to itself (docs/adr/0052). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noteDeparture } from '../../../src/features/corrections/note-departure.ts';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { revokeAward } from '../../../src/features/revocations/revoke-award.ts';
import { createStore, type Experience, type Person } from '../../../src/storage/store.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import { awardTo, reloadAward } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

const DAY = 24 * 60;

let opened: TestDatabase;
let world: World;
let nadia: TestVisitor;
/** Joined years ago. */
let salima: Person;
beforeEach(async () => {
  opened = await openTestDatabase();
  world = await createWorld({ database: opened.database });
  salima = await longAgo(await world.add(world.hautsPres, 'Salima Haddad', 'cooperant'));
  for (const one of [world.awa, world.bruno]) await longAgo(one);
  nadia = await world.signIn(world.nadia);
});
afterEach(async () => {
  await world.destroy();
  await opened.destroy();
});

async function longAgo({ id, kpaId }: Person, joinedOn = '2024-01-08'): Promise<Person> {
  const person = await world.services.store
    .people(kpaId)
    .update(id, (now) => ({ ...now, joinedOn }));
  if (!person) throw new Error('Nobody');
  return person;
}

/** Of today, or of a day. */
const today = () => world.services.clock().toISOString().slice(0, 10);
function work(title: string, people: readonly Person[], date = today()): Promise<Experience> {
  const details = { title, kind: 'prestation', date, place: undefined } as const;
  return recordExperience(world.services, {
    values: { ...details, people: people.map(({ id }) => id) },
    participants: people,
    by: world.nadia,
  });
}

const give = (holder: Person, experience: Experience, badge = 'transmettre', level?: number) =>
  awardTo(world, {
    ...{ kpa: world.hautsPres, staff: world.nadia, holder, experience, badge },
    ...(level !== undefined && { level }),
  });

const namesIn = ({ $ }: Page, place: string, links = 'a[href^="/personnes/"]') =>
  $(`#${place} ${links}`)
    .toArray()
    .map((one) => $(one).text());
async function listed() {
  // Sessions end, and time passes.
  nadia = await world.signIn(world.nadia);
  const page = await nadia.get('/a-reconnaitre');
  expect(page.status).toBe(200);
  return {
    waiting: namesIn(page, 'attente'),
    quiet: namesIn(page, 'rien'),
    recent: namesIn(page, 'badge'),
  };
}

const NOBODY = { waiting: [], quiet: [], recent: [] };
const EVERYBODY = ['Awa Diallo', 'Salima Haddad', 'Bruno Martin'];

describe('who is in which list', () => {
  it('follows from work and badges, and from time alone', async () => {
    expect(await listed()).toEqual({ ...NOBODY, quiet: EVERYBODY });
    const market = await work('Marché', [world.awa, salima]);
    expect(await listed()).toEqual({
      ...{ waiting: ['Awa Diallo', 'Salima Haddad'], quiet: ['Bruno Martin'], recent: [] },
    });
    await give(salima, market);
    expect((await listed()).recent).toEqual(['Salima Haddad']);
    world.passTime(90 * DAY);
    expect(await listed()).toMatchObject({ recent: ['Salima Haddad'], waiting: ['Awa Diallo'] });
    world.passTime(DAY);
    expect(await listed()).toEqual({ ...NOBODY, quiet: EVERYBODY });
    await work('Atelier', [salima]);
    expect((await listed()).waiting).toEqual(['Salima Haddad']);
  });

  it('the longest wait comes first, with the last badge and the work since, and leads to its form', async () => {
    const first = await work('Marché', [world.awa, world.bruno, salima]);
    await give(world.bruno, first);
    world.passTime(10 * DAY);
    await give(world.awa, await work('Buffet', [world.awa]), 'travailler-en-equipe', 2);
    world.passTime(100 * DAY);
    const workshop = await work('Atelier', [world.awa, world.bruno, salima]);
    expect((await listed()).waiting).toEqual(['Salima Haddad', 'Bruno Martin', 'Awa Diallo']);
    const page = await nadia.get('/a-reconnaitre');
    expect(page.text).toContain('Au KPA depuis le 8 janvier 2024. Pas encore de badge.');
    expect(page.text).toContain('Dernier badge le 24 octobre 2026 : Je travaille en équipe.');
    expect(page.text).not.toContain('Buffet');
    const form = await nadia.click(page, /^Reconnaître ?: Bruno Martin$/);
    expect(form.path).toBe(`/experiences/${workshop.id}/reconnaitre?people=${world.bruno.id}`);
    expect(form.text).toContain('Bruno Martin');
  });

  it('has nobody of the team, who has left, or joined less than three months ago', async () => {
    const { hautsPres: kpa } = world;
    const both = await longAgo(await world.add(kpa, 'Karim Benali', 'cooperant', 'accompagnant'));
    const fresh = await longAgo(await world.add(kpa, 'Lucas Nguyen', 'cooperant'), today());
    const leaver = await world.services.store.people(kpa.id).findById(salima.id);
    if (!leaver) throw new Error('Nobody');
    await work('Marché', [both, fresh, salima]);
    await noteDeparture(world.services, leaver, { leftOn: today(), how: 'all', years: 1 });
    expect(await listed()).toEqual({ ...NOBODY, quiet: ['Awa Diallo', 'Bruno Martin'] });
    world.passTime(91 * DAY);
    await work('Atelier', [fresh]);
    expect((await listed()).waiting).toEqual(['Lucas Nguyen']);
    const back = await nadia.get(`/personnes/${salima.id}`);
    await nadia.press(back, 'Annuler le départ');
    expect((await listed()).quiet).toContain('Salima Haddad');
  });
});

describe('what it says nothing of', () => {
  it('whether a badge was accepted or put aside: it was given', async () => {
    const award = await give(salima, await work('Marché', [salima]));
    await decideAward(world.services, award, 'declined');
    expect((await listed()).recent).toEqual(['Salima Haddad']);
    world.passTime(100 * DAY);
    await work('Atelier', [salima]);
    nadia = await world.signIn(world.nadia);
    const page = await nadia.get('/a-reconnaitre');
    expect(page.text).toContain('Dernier badge le 14 octobre 2026 : Je transmets un savoir-faire.');
    expect(page.text).not.toContain('côté');
  });

  it('badges of objective 6: they change nothing on it', async () => {
    const market = await work('Marché', [world.awa, salima]);
    const before = await nadia.get('/a-reconnaitre');
    await give(salima, market, 'tenir-mes-engagements', 2);
    const after = await nadia.get('/a-reconnaitre');
    const shown = ({ $ }: Page) => $('main').text();
    expect(shown(after)).toBe(shown(before));
    const row = (await nadia.get('/personnes')).$(`li:contains(Salima Haddad)`).text();
    expect(row).toContain('Pas encore de badge');
    // Also above another one.
    await give(world.awa, market);
    world.passTime(DAY);
    await give(world.awa, market, 'fixer-mon-cap');
    world.passTime(91 * DAY);
    await work('Atelier', [world.awa]);
    nadia = await world.signIn(world.nadia);
    const later = await nadia.get('/a-reconnaitre');
    expect(later.text).toContain(
      'Dernier badge le 14 octobre 2026 : Je transmets un savoir-faire.',
    );
  });

  it('people of another KPA, and to who is not of the team', async () => {
    const ines = await world.signIn(world.ines);
    const theirs = await ines.get('/a-reconnaitre');
    for (const name of EVERYBODY) expect(theirs.text).not.toContain(name);
    const awa = await world.signIn(world.awa);
    expect((await awa.get('/a-reconnaitre')).status).toBe(403);
  });
});

describe('what is taken back or moved', () => {
  it('a badge that was revoked counts no more', async () => {
    const award = await give(salima, await work('Marché', [salima]));
    expect((await listed()).recent).toEqual(['Salima Haddad']);
    await revokeAward(world.services, world.hautsPres, award, world.nadia, 'badge');
    expect((await listed()).waiting).toEqual(['Salima Haddad']);
  });

  it('a badge that was put in place of another counts for it', async () => {
    const award = await give(salima, await work('Marché', [salima]));
    const form = await nadia.get(`/reconnaissances/${award.id}/corriger`);
    const reread = await nadia.press(form, 'Voir ce qui change', { sentence: 'A tout montré.' });
    await nadia.press(reread, 'Retirer et remettre');
    expect((await reloadAward(world, award)).standing).toBe('revoked');
    expect((await listed()).recent).toEqual(['Salima Haddad']);
  });

  it('work that was removed, or another’s, is no work', async () => {
    const market = await work('Marché', [salima]);
    expect((await listed()).waiting).toEqual(['Salima Haddad']);
    const page = await nadia.get(`/experiences/${market.id}/supprimer`);
    await nadia.press(page, /^Supprimer/);
    expect(await listed()).toEqual({ ...NOBODY, quiet: EVERYBODY });
  });

  it('two records of one person are one', async () => {
    const twin = await longAgo(await world.add(world.hautsPres, 'HADDAD Salima', 'cooperant'));
    await give(twin, await work('Marché', [twin]));
    expect(await listed()).toMatchObject({ recent: ['HADDAD Salima'] });
    const form = await nadia.get(`/personnes/${salima.id}/reunir/${twin.id}`);
    const chosen = { name: salima.id, email: salima.id };
    await nadia.press(form, 'Réunir les deux fiches', chosen);
    expect(await listed()).toEqual({
      ...{ waiting: [], quiet: ['Awa Diallo', 'Bruno Martin'], recent: ['Salima Haddad'] },
    });
  });

  it('who is erased is in none', async () => {
    await give(salima, await work('Marché', [salima]));
    const own = await world.signIn(salima);
    const form = await own.get('/mon-compte/effacer');
    await own.press(form, 'Effacer', { sure: 'yes' });
    const { recognitionEntries } = world.services.store;
    expect(await recognitionEntries(salima.kpaId).findById(salima.id)).toBeUndefined();
    expect((await listed()).recent).toEqual([]);
  });
});

describe('what others wrote', () => {
  it('is put right when it is looked at, where a version from before wrote beside us', async () => {
    const market = await work('Marché', [salima, world.awa]);
    await give(world.bruno, market);
    expect((await listed()).waiting).toEqual(['Awa Diallo', 'Salima Haddad']);
    const [award] = await world.services.store
      .awards(world.hautsPres.id)
      .all({ index: 'byDate' })
      .toArray();
    if (!award) throw new Error('No award');
    const { version: _, slot: _slot, ...given } = award;
    // It knows nothing of these places.
    const before = createStore(opened.database);
    await before
      .awards(world.hautsPres.id)
      .insert({ ...given, id: crypto.randomUUID(), personId: salima.id, statusIndex: 7 });
    expect((await listed()).waiting).toEqual(['Awa Diallo']);
    expect((await listed()).recent).toEqual(['Salima Haddad', 'Bruno Martin']);
  });

  it('before there were such places is read once', async () => {
    await give(salima, await work('Marché', [salima, world.awa]));
    const { store } = world.services;
    await listed();
    const entries = store.recognitionEntries(world.hautsPres.id);
    for (const { id } of await entries.pickAll({ index: 'byWait' }, []).toArray()) {
      await entries.remove(id);
    }
    for (const { id } of await store.filledKpas.all({ index: 'byTime' }).toArray()) {
      await store.filledKpas.remove(id);
    }
    await world.services.recognitions.fillAll();
    expect(await listed()).toEqual({
      ...{ waiting: ['Awa Diallo'], quiet: ['Bruno Martin'], recent: ['Salima Haddad'] },
    });
  });

  it('at the same time is all seen', async () => {
    const experiences = await Promise.all(
      ['Marché', 'Buffet', 'Atelier'].map((title) => work(title, [salima, world.awa])),
    );
    await Promise.all(experiences.map((one) => give(salima, one)));
    expect(await listed()).toMatchObject({ waiting: ['Awa Diallo'], recent: ['Salima Haddad'] });
  });
});

describe('many', () => {
  const many = (count: number) =>
    Promise.all(
      Array.from({ length: count }, async (_, at) =>
        longAgo(
          await world.add(world.hautsPres, `Lou Nom${String.fromCharCode(97 + at)}`, 'cooperant'),
        ),
      ),
    );

  it('stand on pages of twenty; who was recognised meanwhile leaves no error behind', async () => {
    const people = await many(23);
    const market = await work('Marché', people);
    const page = await nadia.get('/a-reconnaitre');
    expect(namesIn(page, 'attente')).toHaveLength(20);
    const last = people.find(({ name }) => name === namesIn(page, 'attente').at(-1));
    if (!last) throw new Error('Nobody');
    const second = await nadia.click(page, /^Page suivante/);
    expect(namesIn(second, 'attente')).toHaveLength(3);
    expect((await nadia.click(second, /^Page précédente/)).status).toBe(200);
    await give(last, market);
    const after = await nadia.click(page, /^Page suivante/);
    expect([after.status, namesIn(after, 'attente').length]).toEqual([200, 20]);
    const list = await nadia.get('/personnes');
    expect(list.text).toContain('Voir les autres, et qui a eu un badge');
  });
});
