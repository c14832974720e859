/** Who was asked something is on a quiet list until they answer, or the team does with what they said aloud. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { completeMerges } from '../../../src/features/merging/complete-merges.ts';
import { markMerged } from '../../../src/features/merging/mark-merged.ts';
import { type Claim, type Person, unavailable } from '../../../src/storage/store.ts';
import { growClaims, growPeople } from '../../support/badges/grown-kpa.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

const QUESTION = 'Qui était là avec vous ?';

let world: World;
let holder: Person;
let own: TestVisitor;
let nadia: TestVisitor;
let id: string;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());
beforeEach(async () => {
  nadia = await world.signIn(world.nadia);
  holder = await world.add(world.hautsPres, 'Fatima Zerhouni', 'cooperant');
  own = await world.signIn(holder);
  for (const { id: one } of await claims().all({ index: 'byPerson' }).toArray()) {
    await claims().remove(one);
  }
  id = await told(own);
});

const claims = () => world.services.store.claims(world.hautsPres.id);
async function told(who: TestVisitor): Promise<string> {
  const sent = await who.press(await who.get('/dire-ce-que-j-ai-fait'), 'Envoyer', {
    ...{ way: 'write', words: 'J’ai fait la pâte.', title: 'Gâteaux', wants: 'which' },
  });
  return /[0-9a-f-]{36}/.exec(sent.path)?.[0] ?? '';
}
const ask = async () =>
  nadia.press(await nadia.get(`/demandes/${id}`), 'Envoyer la question', { question: QUESTION });
const rowsOf = ({ $ }: Page) => $('#leur-reponse li');
const ofPerson = async () => (await nadia.get(`/personnes/${holder.id}`)).$('#demandes').text();

describe('who was asked something', () => {
  it('is on a quiet list, with what they were asked, and counted nowhere', async () => {
    expect(rowsOf(await nadia.get('/demandes')).length).toBe(0);
    expect(await ofPerson()).toContain('Attend une réponse de l’équipe');
    await ask();
    const page = await nadia.get('/demandes');
    expect(page.$('#leur-reponse h2').text()).toBe('On attend leur réponse');
    expect(rowsOf(page).text()).toContain(holder.name);
    expect(rowsOf(page).text()).toContain('Question de Nadia Roche, le');
    expect(rowsOf(page).text()).toContain('Qui était là avec vous');
    expect(rowsOf(page).find('a').attr('href')).toBe(`/demandes/${id}`);
    expect(await ofPerson()).toContain('On attend sa réponse à Nadia Roche');
    expect((await nadia.get('/ce-qui-m-attend')).$('#demandes').length).toBe(0);
    const answer = await own.get(`/mes-demandes/${id}`);
    await own.press(answer, 'Répondre à Nadia', { way: 'write', words: 'Lucas était là.' });
    expect(rowsOf(await nadia.get('/demandes')).length).toBe(0);
  });

  it('and answers aloud, is confirmed', async () => {
    await ask();
    const open = await nadia.click(await nadia.get('/demandes'), /^Ouvrir : Fatima/);
    expect(open.text).toContain('Si Fatima vous répond de vive voix, vous pouvez confirmer');
    const form = await nadia.press(open, 'Choisir un badge et écrire ma phrase');
    const reread = await nadia.press(form, 'Relire avant de signer', {
      [`badge-${holder.id}`]: 'travailler-en-equipe:2',
      [`sentence-${holder.id}`]: 'A montré la recette pas à pas.',
    });
    await nadia.press(reread, /^Signer/);
    expect((await claims().findById(id))?.state).toBe('confirmed');
    expect(rowsOf(await nadia.get('/demandes')).length).toBe(0);
    expect(await ofPerson()).toBe('');
  });

  it('and answers aloud, reads what is missing', async () => {
    await ask();
    const open = await nadia.get(`/demandes/${id}`);
    const reason = 'Il faut l’avoir montré deux fois.';
    const reread = await nadia.press(open, 'Relire la réponse', { 'not-now': reason });
    await nadia.press(reread, 'Envoyer la réponse');
    expect((await own.get(`/mes-demandes/${id}`)).text).toContain(reason);
    expect(rowsOf(await nadia.get('/demandes')).length).toBe(0);
  });

  it('about objective 6 is on no list, and on their page for the one who was asked alone', async () => {
    const { badgeClasses } = world.services.definitions;
    const slug = badgeClasses.find(({ sensitive }) => sensitive)?.slug ?? '';
    const found = await own.get(`/demander-un-badge/${slug}?nom=Nadia`);
    const sent = await own.press(found, 'Demander', { to: world.nadia.id });
    const personal = /[0-9a-f-]{36}/.exec(sent.path)?.[0] ?? '';
    await nadia.press(await nadia.get(`/demandes/${personal}`), 'En parler d’abord');
    expect(rowsOf(await nadia.get('/demandes')).length).toBe(0);
    const hrefs = async (who: TestVisitor) =>
      (await who.get(`/personnes/${holder.id}`)).$(`#demandes a[href="/demandes/${personal}"]`);
    expect((await hrefs(nadia)).length).toBe(1);
    const karim = await world.add(world.hautsPres, 'Karim Benali', 'accompagnant');
    expect((await hrefs(await world.signIn(karim))).length).toBe(0);
  });

  it('is on their page for the whole team, behind however many of objective 6', async () => {
    const at = '2026-09-01T08:00:00.000Z';
    const personal = (state: 'waiting' | 'question'): Claim => ({
      ...{ id: randomUUID(), kpaId: world.hautsPres.id, personId: holder.id },
      ...{ openTo: world.nadia.id, asked: 'je-fixe-mon-cap', state, since: at },
      turns: [{ kind: 'asked', by: holder.id, at }],
    });
    for (let count = 0; count < 25; count += 1) await claims().insert(personal('waiting'));
    for (let count = 0; count < 25; count += 1) await claims().insert(personal('question'));
    await told(own);
    await ask();
    const karim = await world.signIn(await world.add(world.hautsPres, 'Karim Benali', 'manager'));
    const seen = (await karim.get(`/personnes/${holder.id}`)).$('#demandes').text();
    expect(seen).toContain('Attend une réponse de l’équipe');
    expect(seen).toContain('On attend sa réponse à Nadia Roche');
  });

  it('is found behind however many who left, and nobody of another KPA', async () => {
    const gone = await growPeople(world, world.hautsPres, { count: 130 });
    for (const { id: one } of await growClaims(world, gone)) {
      await claims().update(one, (now) => ({ ...now, state: 'question', waitsFor: 'person' }));
    }
    for (const { id: one } of gone) {
      const people = world.services.store.people(world.hautsPres.id);
      await people.update(one, (now) => ({ ...now, leftOn: '2026-10-01' }));
    }
    await ask();
    expect(rowsOf(await nadia.get('/demandes')).length).toBe(1);
    const ines = await world.signIn(world.ines);
    expect(rowsOf(await ines.get('/demandes')).length).toBe(0);
  });
});

describe('who leaves', () => {
  const waitsFor = async () => (await claims().findById(id))?.waitsFor;

  const karim = async () =>
    world.signIn(await world.add(world.hautsPres, 'Karim Benali', 'manager'));
  async function leave(who: TestVisitor): Promise<Page> {
    return who.press(await who.get(`/personnes/${holder.id}/depart`), 'Noter le départ');
  }

  it('waits for nobody, and for the team again once they are back', async () => {
    const manager = await karim();
    expect(await waitsFor()).toBe('team');
    const gone = await leave(manager);
    expect(gone.status).toBe(200);
    expect(await waitsFor()).toBeUndefined();
    expect((await claims().findById(id))?.state).toBe('waiting');
    await manager.press(gone, 'Annuler le départ');
    expect(await waitsFor()).toBe('team');
    expect((await nadia.get('/demandes')).text).toContain(holder.name);
  });

  it('holds nobody’s place on the list of who was asked, until they are back', async () => {
    await ask();
    expect(await waitsFor()).toBe('person');
    const manager = await karim();
    const gone = await leave(manager);
    expect(await waitsFor()).toBeUndefined();
    await manager.press(gone, 'Annuler le départ');
    expect(await waitsFor()).toBe('person');
    expect(rowsOf(await nadia.get('/demandes')).text()).toContain(holder.name);
  });

  it('and goes on with it waits for nobody either', async () => {
    await ask();
    await leave(await karim());
    own = await world.signIn(holder);
    const answer = await own.get(`/mes-demandes/${id}`);
    await own.press(answer, 'Répondre à Nadia', { way: 'write', words: 'Lucas était là.' });
    const other = await told(own);
    for (const one of [id, other]) {
      expect(await claims().findById(one)).toMatchObject({ state: 'waiting' });
      expect(await claims().findById(one)).not.toHaveProperty('waitsFor');
    }
    await ask();
    expect(await waitsFor()).toBeUndefined();
  });

  it('is gone still where coming back was cut short, and the same press does the rest', async () => {
    const manager = await karim();
    const gone = await leave(manager);
    const { store } = world.services;
    const stalled = vi.spyOn(store, 'claims').mockImplementation(() => {
      throw unavailable('It is away');
    });
    await manager.press(gone, 'Annuler le départ').catch(() => undefined);
    stalled.mockRestore();
    const again = await manager.get(`/personnes/${holder.id}`);
    await manager.press(again, 'Annuler le départ');
    expect(await waitsFor()).toBe('team');
  });

  it.each(['by the form', 'by the housekeeping'])(
    'and came back as another record waits again once both are one, %s',
    async (how) => {
      const manager = await karim();
      await leave(manager);
      world.passTime(1);
      const back = await world.add(world.hautsPres, holder.name, 'cooperant');
      if (how === 'by the form') {
        const form = await manager.get(`/personnes/${holder.id}/reunir/${back.id}`);
        const chosen = { name: holder.id, email: holder.id };
        expect((await manager.press(form, 'Réunir les deux fiches', chosen)).status).toBe(200);
      } else {
        const people = world.services.store.people(world.hautsPres.id);
        const [stays, goes] = [await people.findById(holder.id), await people.findById(back.id)];
        if (!stays || !goes) throw new Error('No records');
        const chosen = { name: holder.id, email: holder.id, card: holder.id };
        await markMerged(world.services, { pair: { stays, goes }, chosen, by: world.nadia });
        await completeMerges(world.services, new AbortController().signal);
      }
      expect(await waitsFor()).toBe('team');
      expect((await nadia.get('/demandes')).text).toContain(holder.name);
    },
  );
});
