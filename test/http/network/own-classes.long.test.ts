/** A KPA writes a badge class of its own, publishes it, and gives it: in the browser, without a script. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OWN_BADGE } from '../../../src/demo/own-badge.ts';
import type { Person } from '../../../src/storage/store.ts';
import { type Fields, fold } from '../../support/forms.ts';
import { recordFor } from '../../support/own-classes.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';
import { recognised } from '../../support/recognition.ts';

let world: World;
let karim: TestVisitor;
let nadia: TestVisitor;
let managerOfMoulins: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, moulins } = world;
  karim = await world.signIn(await world.add(hautsPres, 'Karim Benali', 'manager'));
  nadia = await world.signIn(world.nadia);
  managerOfMoulins = await world.signIn(await world.add(moulins, 'Zoé Petit', 'manager'));
});
afterAll(() => world.destroy());

const GOOD: Fields = { ...OWN_BADGE, competences: OWN_BADGE.competences.split('\n') };
const SLUG = 'je-cuisine-pour-un-grand-groupe--hauts-pres';
const OWN = `/badges/${SLUG}/v1`;

const write = async (fields: Fields, button = 'Vérifier et publier', by = karim, base = '/kpa') =>
  by.press(await by.get(`${base}/badges/nouveau`), button, fields);
const names = (page: Page) =>
  page
    .$('h3')
    .toArray()
    .map((one) => page.$(one).text().trim());

describe('a draft', () => {
  it('keeps what is typed, right or not, and nobody else sees it', async () => {
    const page = await write({ name: 'Cuisine', kind: 'competence' }, 'Garder le brouillon');
    expect([page.status, page.text]).toEqual([
      200,
      expect.stringContaining('Le brouillon est gardé'),
    ]);
    expect(page.text).toMatch(/Il manque encore \d+ choses/);
    expect(page.$('[name=name]').attr('value')).toBe('Cuisine');
    const path = page.path.replace(/\?.*/, '');
    expect((await managerOfMoulins.get(path)).status).toBe(404);
    expect((await nadia.get(path)).status).toBe(403);
    expect(names(await managerOfMoulins.get('/kpa/badges'))).not.toContain('Cuisine');
    expect(names(await karim.get('/kpa/badges'))).toContain('Cuisine');
    const gone = await karim.press(page, 'Effacer ce brouillon');
    expect(names(gone)).not.toContain('Cuisine');
  });

  it('is shown as it will be drawn, without a script and without being kept', async () => {
    const page = await write({ ...GOOD, name: 'Je peins un mur' }, 'Voir l’aperçu');
    expect(page.$('#apercu').text()).toContain('Je peins un mur');
    const image = page.$('#apercu img').attr('src') ?? '';
    const svg = await world.visitor().send(image);
    expect([svg.status, svg.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('image/svg+xml'),
    ]);
    const tile = (await world.visitor().send('/badges/trouver-des-solutions/v1/image.svg')).html;
    const withoutTitle = (drawn: string) => drawn.replaceAll(/<title>.*?<\/title>/g, '');
    expect(withoutTitle(svg.html)).toBe(withoutTitle(tile));
    expect(names(await karim.get('/kpa/badges'))).toEqual([]);
  });

  it('has its examples in the language of the field, whatever that of the page is', async () => {
    const page = await karim.get('/kpa/badges/nouveau');
    const hint = (field: string) => fold(page.$(`#${field}-hint`).text());
    expect(hint('name')).toBe('Commencez par « Je ». Exemple : Je cuisine pour un groupe');
    expect(hint('en-name')).toBe('Commencez par « I ». Exemple : I cook for a group');
    expect(page.$('#en-name-hint [lang=en]').length).toBe(2);
  });

  it('tells a colleague’s words beside one’s own, and puts nothing over them unasked', async () => {
    const begun = await write({ name: 'Je range un stock' }, 'Garder le brouillon');
    const path = begun.path.replace(/\?.*/, '');
    const mine = await karim.get(path);
    await karim.press(await karim.get(path), 'Garder le brouillon', {
      name: 'Je range un atelier',
    });
    const page = await karim.press(mine, 'Garder le brouillon', { name: 'Je range une réserve' });
    expect([page.status, page.text]).toEqual([
      409,
      expect.stringContaining('Quelqu’un d’autre a changé ce champ'),
    ]);
    expect(page.$('[name=name]').attr('value')).toBe('Je range une réserve');
    const kept = await karim.press(page, 'Garder le brouillon');
    expect(kept.$('[name=name]').attr('value')).toBe('Je range une réserve');
    await karim.press(kept, 'Effacer ce brouillon');
  });
});

/** What is wrong, where, and what is said of it. */
const WRONG: readonly [string, Fields, string][] = [
  ['name', { name: '' }, 'Il manque quelque chose ici'],
  ['name', { name: 'Cuisine' }, 'Commencez par « Je »'],
  ['name', { name: 'Je travaille en équipe' }, 'Un autre badge a déjà ce nom'],
  ['en-name', { 'en-name': 'Je cuisine pour des groupes' }, 'C’est encore du français'],
  ['description', { description: 'Je cuisine pour les gens au chômage.' }, '« chômage »'],
  ['description', { description: 'Je livre des repas dans le quartier.' }, '« quartier »'],
  ['en-description', { 'en-description': 'I cook for jobless people.' }, '« jobless »'],
  ['description', { description: 'Je cuisine avec Bruno.' }, 'Bruno'],
  [
    'description',
    { description: 'Appelez-moi au 06 12 34 56 78.' },
    'Enlevez l’e-mail ou le numéro',
  ],
  ['employerSentence', { employerSentence: 'Il a préparé un repas.' }, 'Enlevez je, il, elle'],
  ['employerSentence', { employerSentence: 'a '.repeat(21) }, '20 mots'],
  ['criteria', { criteria: '' }, 'Il manque quelque chose ici'],
  ['criteria', { criteria: 'x\n'.repeat(9) }, '8 lignes'],
  ['en-criteria', { 'en-criteria': 'I cooked.' }, 'autant de lignes'],
  ['en-thirdParties', { thirdParties: 'Aucun nom.' }, 'deux langues'],
  ['name', { name: 'Je cuisine avec les client·es' }, 'point au milieu'],
  ['description', { description: 'Je cuisine {plat}.' }, 'accolades'],
  ['competences', { competences: ['esco/60c78287'] }, 'ROME 4.0'],
  ['competences', { competences: ['rome-4-0/300465'] }, 'ESCO'],
  ['recognisedBy', { recognisedBy: 'Deux personnes du groupe' }, 'Une ligne dit le groupe'],
  [
    'en-recognisedBy',
    { 'en-recognisedBy': 'Two people from the group' },
    'Une ligne dit le groupe',
  ],
  [
    'recognisedBy',
    { group: '3', recognisedBy: 'Deux personnes du groupe' },
    'un autre nombre de personnes',
  ],
  ['confirms', { sign: 'sun', evidence: '', group: '2' }, 'reste entre deux personnes'],
  ['recognisedBy', { recognisedBy: 'Il faut deux personnes' }, 'Une ligne dit qu’il faut deux'],
  ['kind', { kind: '' }, 'Il manque quelque chose ici'],
  ['sign', { sign: '' }, 'Il manque quelque chose ici'],
  ['evidence', { sign: 'sun' }, 'Videz ce champ'],
];

/** Everything at once that one form can have wrong: what is said of each field. */
const ALL_WRONG: Fields = {
  kind: '',
  sign: '',
  name: 'Cuisine avec les client·es de Bruno',
  description: 'Je cuisine {plat} pour les gens au chômage, 06 12 34 56 78.',
  criteria: '',
  employerSentence: `Il a préparé un repas ${'et encore '.repeat(9)}`,
  evidence: `{x}\n${'x'.repeat(201)}${'\nx'.repeat(7)}`,
  recognisedBy: 'Une cliente\nDeux personnes du groupe',
  thirdParties: 'Aucun nom.',
  'en-name': 'Je cuisine pour des groupes',
  'en-description': 'I cook for jobless people.',
  'en-criteria': 'I cooked.',
  'en-employerSentence': '',
  'en-evidence': 'A photo',
  'en-recognisedBy': 'A customer',
  competences: [],
};
const ALL_SAID: readonly [string, readonly string[]][] = [
  ['kind', ['Il manque quelque chose ici']],
  ['sign', ['Il manque quelque chose ici']],
  ['name', ['Commencez par « Je »', 'point au milieu', 'Bruno']],
  ['description', ['accolades', '« chômage »', 'numéro']],
  ['criteria', ['Il manque quelque chose ici']],
  ['employerSentence', ['Enlevez je, il, elle', '20 mots']],
  ['evidence', ['8 lignes', 'accolades', '200 signes']],
  ['recognisedBy', ['Cochez aussi sa case', 'Choisissez combien']],
  ['en-name', ['C’est encore du français', 'en anglais, par « I »']],
  ['en-description', ['« jobless »']],
  ['en-employerSentence', ['Il manque quelque chose ici']],
  ['en-evidence', ['autant de lignes']],
  ['en-recognisedBy', ['autant de lignes']],
  ['en-thirdParties', ['deux langues']],
  ['competences', ['ESCO', 'ROME 4.0']],
];

describe('a form with everything wrong', () => {
  it('is told all of it in one answer, and put right is published at once', async () => {
    const page = await write(ALL_WRONG);
    expect(page.status).toBe(422);
    for (const [field, said] of ALL_SAID) {
      for (const one of said) expect(fold(page.$(`#${field}-error`).text())).toContain(one);
    }
    const told = page.$('.errors a').toArray();
    expect(told.map((one) => page.$(one).attr('href')).sort()).toEqual(
      ALL_SAID.map(([field]) => `#${field}`).sort(),
    );
    const question = await karim.press(page, 'Vérifier et publier', {
      ...{ ...GOOD, name: 'Je corrige tout', 'en-name': 'I put all right' },
      ...{ thirdParties: '', 'en-thirdParties': '' },
    });
    expect([question.status, question.heading]).toEqual([200, 'Publier ce badge ?']);
    await karim.press(await karim.get(question.path.replace('/publier', '')), /^Effacer/);
  });

  it('also where something cannot even be kept', async () => {
    const competences = Array.from({ length: 13 }, (_, at) => `esco/${at}`);
    const page = await write({ ...ALL_WRONG, competences, name: 'Cuisine'.repeat(30) });
    expect(page.status).toBe(422);
    expect(fold(page.$('#competences-error').text())).toContain('Ce choix n’existe pas');
    expect(fold(page.$('#name-error').text())).toContain('80 signes');
    expect(fold(page.$('#name-error').text())).toContain('Commencez par « Je »');
    expect(page.$('.errors a').length).toBe(ALL_SAID.length);
    expect(names(await karim.get('/kpa/badges'))).toEqual([]);
  });

  it('reads at the beginning that English is asked for', async () => {
    const page = await karim.get('/kpa/badges/nouveau');
    expect(page.text.indexOf('Un badge se publie en français et en anglais.')).toBeLessThan(
      page.text.indexOf('Quelle sorte de badge ?'),
    );
  });
});

it('has the lines of its choices written, in both languages, and chosen anew in the next version', async () => {
  const question = await write({
    ...{ ...GOOD, name: 'Je tiens une buvette', 'en-name': 'I run a bar' },
    ...{ confirms: 'outside', group: '3', needs: 'second' },
  });
  const lines = question.$('.points').text();
  expect(question.heading).toBe('Publier ce badge ?');
  for (const line of [
    ...['Une personne de l’extérieur, par un lien', '3 personnes du groupe'],
    ...['Il faut deux personnes', 'Somebody from outside, by a link'],
    ...['3 people from the group', 'It takes two people'],
  ]) {
    expect(fold(lines)).toContain(line);
  }
  const published = await karim.press(question, 'Publier');
  const slug = 'je-tiens-une-buvette--hauts-pres';
  const found = world.services.definitions.findBadgeClass(slug);
  expect(found?.confirmedBy).toEqual({ outside: true, group: 3, people: 2 });
  const draft = await karim.press(published, /^Nouvelle version/);
  expect(draft.$('[name=recognisedBy]').text()).toBe(OWN_BADGE.recognisedBy);
  expect(draft.$('[name=en-recognisedBy]').text()).toBe(OWN_BADGE['en-recognisedBy']);
  const next = await karim.press(draft, 'Vérifier et publier', { group: '2' });
  expect(fold(next.$('.points').text())).toContain('2 personnes du groupe');
  expect(fold(next.$('.points').text())).not.toContain('3 personnes du groupe');
  await karim.press(next, 'Publier');
  await karim.press(await karim.get('/kpa/badges'), /^Ne plus proposer/);
});

it('lets the group confirm, where its words and the choice say the same', async () => {
  const page = await write({
    ...GOOD,
    name: 'Je range un atelier à plusieurs',
    'en-name': 'I tidy a workshop with others',
    group: '2',
    recognisedBy: 'Deux personnes du groupe',
    'en-recognisedBy': 'Two people from the group',
  });
  expect([page.status, page.text]).toEqual([
    200,
    expect.stringContaining('Le groupe le confirme aussi : 2 personnes qui étaient là.'),
  ]);
  const published = await karim.press(page, 'Publier');
  const slug = 'je-range-un-atelier-a-plusieurs--hauts-pres';
  expect(world.services.definitions.findBadgeClass(slug)?.confirmedBy).toEqual({ group: 2 });
  await karim.press(published, /^Ne plus proposer/);
});

it.each(WRONG)('says beside %s what is wrong with it: %o', async (field, fields, said) => {
  const page = await write({ ...GOOD, ...fields });
  expect(page.status).toBe(422);
  expect(fold(page.$(`#${field}-error`).text())).toContain(said);
  expect(page.$(`.errors a[href="#${field}"]`).length).toBe(1);
  await karim.press(page, 'Effacer ce brouillon');
});

describe('a published version', () => {
  let awa: TestVisitor;
  let experience: string;
  beforeAll(async () => {
    experience = (await recordFor(world, world.nadia, [world.awa])).id;
    awa = await world.signIn(world.awa);
  });

  it('is asked about, published, and shown under its KPA', async () => {
    const question = await write(GOOD);
    expect(question.heading).toBe('Publier ce badge ?');
    expect(question.text).toContain('On ne peut plus les changer ni les effacer.');
    expect(question.text).toContain('I cook for a large group');
    const list = await karim.press(question, 'Publier');
    expect([list.status, list.text]).toEqual([200, expect.stringContaining('Le badge est publié')]);
    expect(names(await world.visitor().get('/k/hauts-pres'))).toContain(OWN_BADGE.name);
    expect(names(await world.visitor().get('/k/moulins'))).not.toContain(OWN_BADGE.name);
    expect((await world.visitor().get('/badges')).text).not.toContain(OWN_BADGE.name);
  });

  it('has a page, an Achievement and images as those of the files, in both languages', async () => {
    const visitor = world.visitor();
    const page = await visitor.get(OWN);
    expect(page.heading).toBe(OWN_BADGE.name);
    expect(page.text).toContain('Badge d’un seul KPA : KPA des Hauts-Prés');
    expect(page.text).toContain('En autonomie, même quand ça change');
    const alt = 'Badge carré : un tablier de travail avec un outil dans la poche.';
    expect(page.$('.hero img').attr('alt')?.replaceAll('\u00a0', ' ')).toBe(alt);
    expect((await visitor.get(`${OWN}?lang=en`)).heading).toBe('I cook for a large group');
    const answer = await world.visitor().send(OWN, { headers: { Accept: 'application/ld+json' } });
    const document = achievementDocument.parse(JSON.parse(answer.html));
    expect(document).toMatchObject({
      id: `https://badges.example${OWN}`,
      type: ['Achievement'],
      name: OWN_BADGE.name,
      achievementType: 'Competency',
      resultDescription: [{ resultType: 'RubricCriterionLevel' }],
    });
    expect(document.criteria.narrative).toContain('trente personnes');
    const frameworks = document.alignment.map(({ targetFramework }) => targetFramework);
    expect(frameworks).toEqual(['ESCO', 'ESCO', 'ROME 4.0', 'ROME 4.0']);
    expect((await visitor.send(`${OWN}/niveau-3.svg`)).status).toBe(200);
    expect((await visitor.send(`/badges/${SLUG}/v2`)).status).toBe(404);
  });

  it('is given, accepted, verified and shared like any other', async () => {
    const form = await nadia.get(`/experiences/${experience}/reconnaitre`);
    const sentence = 'A tenu la cuisine un soir de grande affluence.';
    const fields = recognised(world.awa.id, SLUG, { level: 3, sentence });
    const preview = await nadia.press(form, /Relire/, fields);
    expect(preview.text).toContain(OWN_BADGE.name);
    await nadia.press(preview, /^Signer/);
    const [award] = await awardsOf(world.awa);
    expect(award).toMatchObject({ badgeClass: SLUG, badgeVersion: 1, level: 3 });
    const mine = await awa.get('/mes-badges');
    expect(mine.text).toContain(OWN_BADGE.name);
    await awa.press(await awa.get(`/mes-badges/${award?.id ?? ''}`), /^Accepter/);
    const shown = await world.visitor().get(`/k/hauts-pres/credentials/${award?.id ?? ''}`);
    expect(shown.heading).toMatch(/^Ce badge est authentique/);
    expect(shown.text).toContain(OWN_BADGE.name);
    expect(shown.$(`a[href="${OWN}"]`).length).toBeGreaterThan(0);
    const file = await world.visitor().send(`/k/hauts-pres/credentials/${award?.id ?? ''}.json`);
    const achievement = subject.parse(JSON.parse(file.html)).credentialSubject.achievement;
    expect(achievement).toMatchObject({ id: `https://badges.example${OWN}`, name: OWN_BADGE.name });
    const picture = await world.visitor().send(`/k/hauts-pres/credentials/${award?.id ?? ''}.png`);
    expect(picture.status).toBe(200);
  });

  it('is nobody else’s: another KPA can neither choose, change nor pause it', async () => {
    const ines = await world.signIn(world.ines);
    const theirs = await recordFor(world, world.ines, [world.omar]);
    const path = `/experiences/${theirs.id}/reconnaitre`;
    const form = await ines.get(path);
    expect(form.html).not.toContain(SLUG);
    const sentence = 'A tenu la cuisine un soir de grande affluence.';
    const fields = recognised(world.omar.id, SLUG, { level: 3, sentence });
    const forced = await ines.press(form, /^Relire/, fields);
    expect(forced.status).toBe(422);
    const list = await managerOfMoulins.get('/kpa/badges');
    expect(list.text).not.toContain(OWN_BADGE.name);
    const token = await managerOfMoulins.get('/kpa');
    const csrf = token.$('[name=_csrf]').attr('value') ?? '';
    for (const what of ['version', 'pause', 'resume']) {
      const asked = { do: what, _csrf: csrf };
      const answer = await managerOfMoulins.post(`/kpa/badges/classes/${SLUG}`, asked);
      expect(answer.status).toBe(404);
    }
  });

  it('stays what it was when a new version is published: who has it keeps it', async () => {
    const before = (await world.visitor().get(OWN)).text;
    const draft = await karim.press(await karim.get('/kpa/badges'), /^Nouvelle version/);
    expect(draft.heading).toBe('Écrire la nouvelle version');
    const criteria = 'J’ai préparé deux repas.\nJ’ai suivi les règles d’hygiène.';
    const english = 'I prepared two meals.\nI kept to the rules of hygiene.';
    const question = await karim.press(draft, 'Vérifier et publier', {
      criteria,
      'en-criteria': english,
    });
    await karim.press(question, 'Publier');
    const after = await world.visitor().get(OWN);
    expect(after.text).toContain('Il y a une version plus récente');
    expect(after.text).toContain('J’ai préparé un repas pour au moins trente personnes.');
    expect(before).toContain('J’ai préparé un repas pour au moins trente personnes.');
    const newest = await world.visitor().get(`/badges/${SLUG}`);
    expect([newest.path, newest.text]).toEqual([
      `/badges/${SLUG}/v2`,
      expect.stringContaining('J’ai préparé deux repas.'),
    ]);
    const [award] = await awardsOf(world.awa);
    const page = await world.visitor().get(`/k/hauts-pres/credentials/${award?.id ?? ''}`);
    expect(page.$(`a[href="${OWN}"]`).length).toBeGreaterThan(0);
  });

  it('is not proposed any more when that is asked, and its badges stay', async () => {
    const paused = await karim.press(await karim.get('/kpa/badges'), /^Ne plus proposer/);
    expect(paused.text).toContain('Plus proposés');
    const path = `/experiences/${experience}/reconnaitre`;
    const form = await nadia.get(path);
    expect(form.html).not.toContain(SLUG);
    const sentence = 'A tenu la cuisine un soir de grande affluence.';
    const fields = recognised(world.awa.id, SLUG, { level: 3, sentence });
    const forced = await nadia.press(form, /^Relire/, fields);
    expect(forced.status).toBe(422);
    expect((await world.visitor().get('/k/hauts-pres')).text).not.toContain(OWN_BADGE.name);
    expect((await awa.get('/mes-badges')).text).toContain(OWN_BADGE.name);
    expect((await world.visitor().get(OWN)).status).toBe(200);
    await karim.press(paused, /^Proposer de nouveau/);
    expect((await nadia.get(path)).html).toContain(SLUG);
    const journal = await karim.get('/kpa/journal');
    expect(journal.text).toContain(`Karim Benali a publié le badge « ${OWN_BADGE.name} ».`);
    expect(journal.text).toContain(`Karim Benali ne propose plus le badge « ${OWN_BADGE.name} ».`);
  });

  async function awardsOf(person: Person) {
    const query = { index: 'byPerson', equals: [person.id] } as const;
    return world.services.store.awards(person.kpaId).all(query).toArray();
  }
});

const achievementDocument = z.looseObject({
  criteria: z.object({ narrative: z.string() }),
  alignment: z.array(z.object({ targetFramework: z.string() })),
});
const subject = z.object({ credentialSubject: z.object({ achievement: z.unknown() }) });
