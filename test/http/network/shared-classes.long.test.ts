/** The network publishes badge classes for all KPAs; and words of another issuer’s class become a draft. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWN_BADGE } from '../../../src/demo/own-badge.ts';
import type { Fields } from '../../support/forms.ts';
import { recordFor } from '../../support/own-classes.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

const ADDRESS = 'https://badges.elsewhere.example/classes/7';
const asked: string[] = [];
const answers = new Map<string, string>();

let world: World;
let network: TestVisitor;
let karim: TestVisitor;
beforeAll(async () => {
  const unused = () => Promise.reject(new Error('Not asked for here'));
  world = await createWorld({
    guardedFetch: {
      fetchBytes: unused,
      fetchJsonText: (url) => {
        asked.push(url);
        const text = answers.get(url);
        return Promise.resolve(
          text === undefined
            ? { outcome: 'unreachable', detail: 'Nobody there' }
            : { outcome: 'found', text, contentType: 'application/json' },
        );
      },
    },
  });
  const zoe = await world.add(world.moulins, 'Zoé Petit', 'manager');
  const { people } = world.services.store;
  await people(zoe.kpaId).update(zoe.id, (one) => ({ ...one, network: true }));
  network = await world.signIn(zoe);
  karim = await world.signIn(await world.add(world.hautsPres, 'Karim Benali', 'manager'));
});
afterAll(() => world.destroy());

const GOOD: Fields = { ...OWN_BADGE, competences: OWN_BADGE.competences.split('\n') };

describe('the network', () => {
  const slug = 'je-cuisine-pour-un-grand-groupe--reseau';

  it('publishes for all KPAs what only it can change', async () => {
    const form = await network.get('/reseau/badges/nouveau');
    const question = await network.press(form, 'Vérifier et publier', GOOD);
    const list = await network.press(question, 'Publier');
    expect([list.status, list.text]).toEqual([200, expect.stringContaining('Le badge est publié')]);
    expect((await world.visitor().get('/badges')).text).toContain(OWN_BADGE.name);
    expect((await network.get('/reseau')).text).toContain(OWN_BADGE.name);
    expect((await karim.get('/kpa/badges')).text).not.toContain(OWN_BADGE.name);
    expect((await world.visitor().get('/k/hauts-pres')).text).not.toContain(OWN_BADGE.name);
    expect((await karim.get('/reseau/badges')).status).toBe(403);
    const page = await world.visitor().get(`/badges/${slug}`);
    expect([page.path, page.heading]).toEqual([`/badges/${slug}/v1`, OWN_BADGE.name]);
    expect(page.text).not.toContain('d’un seul KPA');
  });

  it.each([
    ['hauts-pres', () => world.nadia, () => world.awa],
    ['moulins', () => world.ines, () => world.omar],
  ])('lets %s give it', async (_, staff, holder) => {
    const { id } = await recordFor(world, staff(), [holder()]);
    const browser = await world.signIn(staff());
    expect((await browser.get(`/experiences/${id}/reconnaitre`)).html).toContain(slug);
  });

  it('keeps its name from the classes of a KPA', async () => {
    const page = await karim.press(
      await karim.get('/kpa/badges/nouveau'),
      'Vérifier et publier',
      GOOD,
    );
    expect(page.$('#name-error').text()).toContain('Un autre badge a déjà ce nom');
    await karim.press(page, 'Effacer ce brouillon');
  });
});

const CRITERIA = '- I greeted each customer.\n- I took an order.';
const alignment = [
  {
    targetName: 'x',
    targetUrl: 'http://data.europa.eu/esco/skill/60c78287-22eb-4103-9c8c-28deaa460da0',
  },
  { targetName: 'y', targetUrl: 'https://nowhere.example/skill', targetCode: '300465' },
];
const ACHIEVEMENT = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: ADDRESS,
  type: ['Achievement'],
  inLanguage: 'en',
  name: 'I welcome customers',
  description: 'I greet <b>people</b> and take orders.\u202e',
  criteria: { narrative: CRITERIA },
  creator: { id: 'https://elsewhere.example', type: ['Profile'], name: 'Elsewhere College' },
  alignment,
};
const OLDER = {
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'BadgeClass',
  '@language': 'fr',
  name: 'J’accueille la clientèle',
  description: 'J’accueille et je prends les commandes.',
  criteria: { narrative: 'J’ai accueilli.' },
  issuer: { type: 'Issuer', name: 'Une école' },
};
const CREDENTIAL = {
  type: ['VerifiableCredential', 'AchievementCredential'],
  issuer: { id: 'did:web:elsewhere.example', name: 'Elsewhere College' },
  credentialSubject: { type: ['AchievementSubject'], achievement: ACHIEVEMENT },
};
const ASSERTION = { type: 'Assertion', badge: OLDER };

const fileOf = (content: unknown) =>
  new File([typeof content === 'string' ? content : JSON.stringify(content)], 'class.json');

describe('a class from elsewhere', () => {
  const take = async (fields: Fields, file?: File) =>
    karim.press(await karim.get('/kpa/badges/importer'), 'Reprendre ces mots', fields, file);

  it.each([
    ['an Achievement', ACHIEVEMENT, 'en-name', 'I welcome customers', 'Elsewhere College'],
    ['an AchievementCredential', CREDENTIAL, 'en-name', 'I welcome customers', 'Elsewhere College'],
    ['a BadgeClass of 2.0', OLDER, 'name', 'J’accueille la clientèle', 'Une école'],
    ['an Assertion of 2.0', ASSERTION, 'name', 'J’accueille la clientèle', 'Une école'],
  ])(
    '%s in a file becomes a draft that names its source',
    async (_, content, field, name, source) => {
      const page = await take({}, fileOf(content));
      expect(page.status).toBe(200);
      expect(page.$(`[name="${field}"]`).attr('value')).toBe(name);
      expect(page.text).toContain(`Repris de ${source}`);
      await karim.press(page, 'Effacer ce brouillon');
    },
  );

  it('is read from an address by the one guarded way, with the competences that are sound', async () => {
    answers.set(ADDRESS, JSON.stringify(ACHIEVEMENT));
    const page = await take({ address: ADDRESS });
    expect(asked).toEqual([ADDRESS]);
    const ticked = page.$('[name=competences][checked]').toArray();
    expect(ticked.map((one) => page.$(one).attr('value'))).toEqual(['esco/60c78287']);
    expect(page.$('[name="en-criteria"]').text().trim()).toBe(
      'I greeted each customer.\nI took an order.',
    );
    expect(page.$('[name="en-description"]').text().trim()).toBe(
      'I greet <b>people</b> and take orders.',
    );
    expect(page.text).toContain(`Repris de Elsewhere College, ${ADDRESS}`);
    await karim.press(page, 'Effacer ce brouillon');
  });

  it('keeps its source once it is published', async () => {
    const begun = await take({}, fileOf(OLDER));
    const path = begun.path.replace(/\?.*/, '');
    const name = { name: 'J’accueille la clientèle', 'en-name': 'I welcome customers' };
    const question = await karim.press(await karim.get(path), 'Vérifier et publier', {
      ...GOOD,
      ...name,
    });
    await karim.press(question, 'Publier');
    const page = await world.visitor().get('/badges/j-accueille-la-clientele--hauts-pres');
    expect(page.text).toContain('D’après Une école');
  });

  it.each([
    ['nothing', {}, undefined, 'address', 'Donnez une adresse ou un fichier'],
    ['no JSON', {}, fileOf('<svg/>'), 'file', 'Aucun badge'],
    ['JSON of something else', {}, fileOf({ type: 'Person', name: 'Awa' }), 'file', 'Aucun badge'],
    ['a class without a name', {}, fileOf({ ...OLDER, name: 7 }), 'file', 'Aucun badge'],
    ['a list', {}, fileOf([ACHIEVEMENT]), 'file', 'Aucun badge'],
    ['a file that is too large', {}, fileOf('x'.repeat(200_001)), 'file', 'trop grand'],
    [
      'an address where nobody is',
      { address: 'https://nobody.example/' },
      undefined,
      'address',
      'Rien n’est venu',
    ],
  ])('says what is wrong with %s, and keeps nothing', async (_, fields, file, field, said) => {
    const page = await take(fields, file);
    expect(page.status).toBe(422);
    expect(page.$(`#${field}-error`).text()).toContain(said);
    const { store } = world.services;
    expect(await store.classDrafts(world.hautsPres.id).count({ index: 'byChange' })).toBe(0);
  });

  it('becomes one draft, sent several times at once', async () => {
    const form = await karim.get('/kpa/badges/importer');
    const send = () => karim.press(form, 'Reprendre ces mots', {}, fileOf(ACHIEVEMENT));
    const pages = await Promise.all([send(), send(), send(), send()]);
    expect(new Set(pages.map(({ status, path }) => `${status} ${path}`)).size).toBe(1);
  });
});
