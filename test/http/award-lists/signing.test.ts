/** A list of badges is signed once, in the background, and each line is told what became of it (docs/adr/0050). */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OWN_BADGE } from '../../../src/demo/own-badge.ts';
import { markErased } from '../../../src/features/erasure/erase-person.ts';
import { completeErasure } from '../../../src/features/erasure/complete-erasure.ts';
import { reopenKpa, suspendKpa } from '../../../src/features/kpas/suspend-kpa.ts';
import { purgeExpired } from '../../../src/features/sign-in/purge-expired.ts';
import type { Person } from '../../../src/storage/store.ts';
import { handIn, lineOf, SENTENCE, sheet } from '../../support/badges/sheets.ts';
import { fold } from '../../support/forms.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let nadia: TestVisitor;
beforeEach(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
});
afterEach(() => world.destroy());

const NAMES = ['Awa Diallo', 'Bruno Martin'];

/** As far as the page with the button. */
const reread = async (by: TestVisitor, text: string): Promise<Page> =>
  by.click(await handIn(by, text), /^Relire (les|le|seulement)/);

const sign = async (by: TestVisitor, text: string): Promise<Page> =>
  by.press(await reread(by, text), /^Signer/);

const work = () => world.services.batchWork.workDue();

const awards = () =>
  world.services.store.awards(world.hautsPres.id).all({ index: 'byDate' }).toArray();

const experiences = () =>
  world.services.store.experiences(world.hautsPres.id).all({ index: 'byDate' }).toArray();

/** Of each line: what became of it. */
const outcomesOf = ({ $ }: Page) =>
  $('section ul.ruled > li')
    .get()
    .map((one) => [
      fold($(one).find('b').first().text()),
      fold($(one).find('.outcome').text()),
      fold($(one).find('p.soft').text()),
    ]);

describe('is signed', () => {
  it('by whoever pressed the button, each person in one experience, and told in the register', async () => {
    const page = await reread(nadia, sheet(NAMES.map((name) => lineOf(name))));
    expect(page.text).toContain('En signant, vous dites : « Je l’ai vu. »');
    expect(page.text).toContain('À côté du badge, on lira : Nadia Roche, Accompagnante.');
    expect(page.text).toContain(`« ${SENTENCE} »`);
    const begun = await nadia.press(page, 'Signer 2 badges');
    expect(begun.heading).toBe('0 badge signé sur 2');
    expect(begun.headers.get('refresh')).toBe('5');
    const still = await nadia.click(begun, 'Ne plus la mettre à jour');
    expect(still.headers.get('refresh')).toBeNull();
    await work();
    const done = await nadia.get(begun.path);
    expect(done.heading).toBe('2 badges signés sur 2');
    expect(done.headers.get('refresh')).toBeNull();
    expect(outcomesOf(done).map(([, said]) => said)).toEqual(['Signé', 'Signé']);
    expect((await nadia.click(done, /^Voir le badge/)).status).toBe(200);
    const signed = await awards();
    expect(signed.map(({ sentence }) => sentence)).toEqual([SENTENCE, SENTENCE]);
    for (const { awardedBy, evidence, forms } of signed) {
      const title = 'Accompagnante';
      expect(awardedBy).toEqual({ personId: world.nadia.id, name: 'Nadia Roche', title });
      expect(evidence).toContain('"groupSize":2');
      expect(forms).not.toEqual({});
    }
    expect(await experiences()).toHaveLength(1);
    const entries = await world.services.store
      .registerEntries(world.hautsPres.id)
      .all({ index: 'byTime' })
      .toArray();
    const acts = entries.map(({ act }) => act).filter((act) => /badge|experience/.test(act));
    expect(acts.toSorted()).toEqual(['badge-signed', 'badge-signed', 'experience-recorded']);
  });

  it('once, by two tabs at once, and by the same list handed in again', async () => {
    const text = sheet(NAMES.map((name) => lineOf(name)));
    const page = await reread(nadia, text);
    const tabs = await Promise.all([1, 2].map(() => nadia.press(page, /^Signer/)));
    expect(new Set(tabs.map(({ path }) => path)).size).toBe(1);
    await work();
    const [first] = await awards();
    expect(await awards()).toHaveLength(2);
    const again = await handIn(nadia, text);
    expect(again.heading).toBe('Rien à signer dans cette liste');
    expect(again.text).toContain('2 lignes sont déjà des badges');
    expect((await awards())[0]).toEqual(first);
  });

  it('of two lists that say the same, read before either was signed, each badge once', async () => {
    const leila = await world.signIn(
      await world.add(world.hautsPres, 'Leïla Amrani', 'accompagnant'),
    );
    const text = sheet(NAMES.map((name) => lineOf(name)));
    const [mine, hers] = [await reread(nadia, text), await reread(leila, text)];
    await nadia.press(mine, /^Signer/);
    world.passTime(1);
    const waiting = await leila.press(hers, /^Signer/);
    expect(waiting.text).toContain('Une autre liste est en cours. La vôtre suit, sans rien faire.');
    await work();
    expect(await awards()).toHaveLength(2);
    expect(await experiences()).toHaveLength(1);
    const told = await leila.get(waiting.path);
    expect(outcomesOf(told).map(([, said]) => said)).toEqual(['Déjà remis', 'Déjà remis']);
    expect(told.text).toContain('La liste est terminée.');
  });

  it('only the lines that are right, where the button says so', async () => {
    const text = sheet([lineOf('Awa Diallo'), lineOf('Personne Inconnue'), lineOf('Bruno Martin')]);
    const page = await reread(nadia, text);
    expect(page.text).toContain('Une ligne est à corriger : elle ne sera pas signée.');
    const begun = await nadia.press(page, 'Signer les 2 lignes justes');
    await work();
    const done = await nadia.get(begun.path);
    expect(outcomesOf(done).map(([, said]) => said)).toEqual([
      ...['Signé', 'À corriger, pas signé', 'Signé'],
    ]);
    const left = await nadia.click(done, 'Corriger les lignes qui ne sont pas signées');
    expect(left.$('#lines').text()).toContain('Personne Inconnue');
    expect(left.$('#lines').text()).not.toContain('Awa');
    const { html } = await nadia.send(`${begun.path}/resultats.csv`);
    const rows = html.replace('\ufeff', '').trimEnd().split('\r\n');
    expect(rows[1]).toMatch(
      /^2;Awa Diallo;2026-10-12;Buffet de la fête;Je travaille en équipe;En autonomie;Signé;;https:\/\/badges\.example\/k\/hauts-pres\/credentials\//,
    );
    expect(rows[2]).toMatch(/^3;Personne Inconnue;;;;;À corriger, pas signé;/);
  });

  it('with the experience that is there: who is missing takes part, a task is written', async () => {
    await nadia.press(await reread(nadia, sheet([lineOf('Awa Diallo')])), /^Signer/);
    await work();
    const heads = ['Personne', 'Tâche', 'Badge', 'Phrase', 'Date', 'Expérience'];
    const line = ['Bruno Martin', 'cuisine', 'Je transmets un savoir-faire', SENTENCE];
    await sign(nadia, sheet([[...line, '12/10/2026', 'Buffet de la fête']], heads));
    await work();
    const [experience, other] = await experiences();
    expect(other).toBeUndefined();
    expect(experience?.participants).toEqual([
      { personId: world.awa.id },
      { personId: world.bruno.id, task: 'cuisine' },
    ]);
    const bruno = await world.signIn(world.bruno);
    expect((await bruno.get('/mes-experiences')).text).toContain('Buffet de la fête');
  });
});

describe('stops, and goes on', () => {
  it('where somebody stops it; who signed goes on, and nobody else in their name', async () => {
    const begun = await sign(nadia, sheet(NAMES.map((name) => lineOf(name))));
    const leila = await world.signIn(
      await world.add(world.hautsPres, 'Leïla Amrani', 'accompagnant'),
    );
    const stopped = await leila.press(await leila.get(begun.path), 'Arrêter');
    expect(stopped.text).toContain('La signature est arrêtée.');
    expect(stopped.text).toContain('Seule la personne qui a signé peut continuer cette liste.');
    await work();
    expect(await awards()).toEqual([]);
    const mine = await nadia.get(begun.path);
    const token = String(mine.$('[name=_csrf]').first().attr('value'));
    const theirs = await leila.get(begun.path);
    const refused = await leila.post(`${begun.path}/reprendre`, {
      _csrf: String(theirs.$('[name=_csrf]').first().attr('value')),
    });
    expect([refused.status, token === '']).toEqual([409, false]);
    await nadia.press(mine, 'Reprendre');
    await work();
    expect((await nadia.get(begun.path)).heading).toBe('2 badges signés sur 2');
  });

  it('in the language that was chosen where it is reread, as far as its badges are there in it', async () => {
    const page = await reread(nadia, sheet([lineOf('Awa Diallo'), lineOf('Bruno Martin')]));
    expect(page.text).toContain('2 badges seront signés en français.');
    const other = await nadia.press(page, 'Choisir une autre langue : anglais');
    expect(other.text).toContain('2 badges seront signés en anglais.');
    // What was read before is something else.
    const early = await nadia.press(page, 'Signer 2 badges');
    expect([early.status, early.heading]).toEqual([422, 'La liste est juste']);
    await nadia.press(other, 'Signer 2 badges');
    await work();
    expect((await awards()).map(({ language }) => language)).toEqual(['en', 'en']);
  });

  it('are a hundred of a KPA at most', async () => {
    const { awardBatches } = world.services.store;
    const first = await handIn(nadia, sheet([lineOf('Awa Diallo')]));
    const { items } = await awardBatches(world.hautsPres.id).find({ index: 'byTime', limit: 1 });
    for (const { version: _, ...one } of items) {
      for (let count = 1; count < 100; count += 1) {
        await awardBatches(world.hautsPres.id).insert({ ...one, id: randomUUID() });
      }
    }
    const text = sheet([lineOf('Bruno Martin')]);
    const full = await handIn(nadia, text);
    expect([full.status, full.text]).toEqual([422, expect.stringContaining('déjà 100 listes')]);
    expect(full.$('textarea').text()).toContain('Bruno Martin');
    await nadia.press(await nadia.get(`${first.path}/supprimer`), 'Supprimer');
    expect((await handIn(nadia, text)).status).toBe(200);
  });

  it('is removed by a button, and its badges stay; not while it is signed', async () => {
    const begun = await sign(nadia, sheet([lineOf('Awa Diallo')]));
    const token = String(begun.$('[name=_csrf]').first().attr('value'));
    const early = await nadia.post(`${begun.path}/supprimer`, { _csrf: token });
    expect([early.status, early.text]).toEqual([409, expect.stringContaining('Arrêtez-la')]);
    await work();
    const sure = await nadia.click(await nadia.get(begun.path), 'Supprimer cette liste');
    expect(sure.text).toContain('Elle a une ligne.');
    await nadia.press(sure, 'Supprimer');
    expect((await nadia.get(begun.path)).status).toBe(404);
    expect(await awards()).toHaveLength(1);
    const { awardBatchRows } = world.services.store;
    expect(await awardBatchRows.across.pickAll({ index: 'byPerson' }, []).toArray()).toEqual([]);
  });

  it('and is purged: a draft after a week, what became of it after a month', async () => {
    const draft = await handIn(nadia, sheet([lineOf('Awa Diallo')]));
    const begun = await sign(nadia, sheet([lineOf('Bruno Martin')]));
    await work();
    world.passTime(7 * 24 * 60 + 61);
    expect(await purgeExpired(world.services)).toMatchObject({ awardBatches: 1 });
    const later = await world.signIn(world.nadia);
    expect((await later.get(draft.path)).status).toBe(404);
    expect((await later.get(begun.path)).heading).toBe('1 badge signé sur 1');
    world.passTime(23 * 24 * 60);
    expect(await purgeExpired(world.services)).toMatchObject({ awardBatches: 1 });
    const { awardBatchRows } = world.services.store;
    expect(await awardBatchRows.across.pickAll({ index: 'byLine' }, []).toArray()).toEqual([]);
  });
});

describe('says what came between', () => {
  const two = () => sheet(NAMES.map((name) => lineOf(name)));
  const update = (person: Person, change: Partial<Person>) =>
    world.services.store.people(person.kpaId).update(person.id, (now) => ({ ...now, ...change }));

  it('reading and signing: it is read again', async () => {
    const page = await reread(nadia, two());
    await update(world.bruno, { leftOn: '2026-10-13' });
    const again = await nadia.press(page, /^Signer/);
    expect(again.status).toBe(422);
    expect(again.text).toContain('Des lignes ont changé depuis. Relisez tout, puis signez.');
    expect(again.heading).toBe('Une ligne à corriger');
    expect(await awards()).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'somebody left',
      () => update(world.bruno, { leftOn: '2026-10-13' }),
      'Cette personne n’est plus parmi les coopérantes et coopérants.',
    ],
    [
      'somebody was erased',
      async () => {
        const erased = await markErased(world.services, world.bruno, {
          erasing: { act: 'person-erased', by: world.nadia.id },
          isDue: () => true,
        });
        if (erased) await completeErasure(world.services, erased);
      },
      'Cette personne n’est plus parmi les coopérantes et coopérants.',
    ],
  ])('%s: their line says so, the other is signed', async (_, happens, why) => {
    const begun = await sign(nadia, two());
    await happens();
    await work();
    const done = await nadia.get(begun.path);
    const [first, second] = outcomesOf(done);
    expect(first?.[1]).toBe('Signé');
    expect(second?.slice(1)).toEqual(['Pas signé', why]);
    expect((await nadia.click(done, 'Voir pourquoi')).text).toContain(why);
  });

  /** Of each line, once all of them were tried again in the name of who signed. */
  const whysOf = async (path: string, by = nadia) => {
    const told = outcomesOf(await by.get(path)).map(([, , why]) => why);
    return [...new Set(told)];
  };

  it('the KPA is suspended, or who signed is of the team no more: nothing is signed', async () => {
    const { services, hautsPres: kpa } = world;
    const { path } = await sign(nadia, two());
    const suspended = await suspendKpa(services, kpa, 'to-review', undefined);
    await work();
    expect(await whysOf(path)).toEqual([expect.stringContaining('Le KPA est suspendu depuis')]);
    expect(await experiences()).toEqual([]);
    const since = suspended.suspended?.since ?? '';
    await reopenKpa(services, suspended, { reason: 'solved', since }, undefined);
    await nadia.press(await nadia.get(path), 'Essayer de nouveau 2 lignes');
    await update(world.nadia, { roles: ['cooperant'] });
    await work();
    const leila = await world.signIn(await world.add(kpa, 'Leïla Amrani', 'accompagnant'));
    expect(await whysOf(path, leila)).toEqual([
      expect.stringContaining('n’est plus dans l’équipe'),
    ]);
    expect(await awards()).toEqual([]);
    await update(world.nadia, { roles: ['accompagnant'] });
    await nadia.press(await nadia.get(path), 'Essayer de nouveau 2 lignes');
    await work();
    expect((await nadia.get(path)).heading).toBe('2 badges signés sur 2');
  });

  it('a badge class of the KPA is paused: its lines say so', async () => {
    const { services, hautsPres: kpa } = world;
    const karim = await world.signIn(await world.add(kpa, 'Karim Benali', 'manager'));
    const fields = { ...OWN_BADGE, competences: OWN_BADGE.competences.split('\n') };
    const page = await karim.press(
      await karim.get('/kpa/badges/nouveau'),
      'Vérifier et publier',
      fields,
    );
    await karim.press(page, /^Publier/);
    const own = lineOf('Awa Diallo', { badge: OWN_BADGE.name });
    const { path } = await sign(nadia, sheet([own, lineOf('Bruno Martin')]));
    const slug = 'je-cuisine-pour-un-grand-groupe--hauts-pres';
    const paused = { id: randomUUID(), kpaId: kpa.id, slug, at: '2026-10-14T16:30:00Z' };
    await services.store.pausedClasses(kpa.id).insert(paused);
    await work();
    const done = await nadia.get(path);
    expect(outcomesOf(done).map(([, said]) => said)).toEqual(['Pas signé', 'Signé']);
    expect(done.text).toContain('Ce badge n’est plus proposé. Choisissez-en un autre.');
    expect((await nadia.get('/badges-par-liste')).text).not.toContain(OWN_BADGE.name);
  });
});
