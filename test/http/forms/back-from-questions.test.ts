/** Forms of more than one page: « Corriger » leads back to what was typed, and a restart changes nothing. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fields } from '../../support/forms.ts';
import { valuesOf } from '../../support/forms.ts';
import { playScene, type Scene, SENTENCE } from '../../support/scene.ts';
import { documentsOf } from '../../support/storage/documents.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';
import { recognised } from '../../support/recognition.ts';

let world: World;
let scene: Scene;
let nadia: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, bruno, awa } = world;
  scene = await playScene(world, { kpa, staff: world.nadia, holder: awa, others: [bruno] });
  nadia = await world.signIn(world.nadia);
});
afterAll(() => world.destroy());

const experience = () => `/experiences/${scene.experience.id}`;
const OTHER = 'A tenu la caisse et compté la monnaie sans erreur.';

interface Question {
  readonly page: () => string;
  /** From page to page, until the question stands there. */
  readonly buttons: readonly string[];
  readonly fields: () => Fields;
  readonly back: string;
}

const QUESTIONS: Readonly<Record<string, Question>> = {
  'a badge that is signed': {
    page: () => `${experience()}/reconnaitre`,
    buttons: ['Relire avant de signer'],
    fields: () => recognised(world.bruno.id, 'travailler-en-equipe', { level: 2, sentence: OTHER }),
    back: 'Revenir en arrière',
  },
  'a name that is signed anew': {
    page: () => `/personnes/${world.awa.id}/corriger`,
    buttons: ['Enregistrer'],
    fields: () => ({ name: 'Awa Diallo-Ba', title: 'Cuisinière', joinedOn: '2026-02-03' }),
    back: 'Corriger',
  },
  'an experience whose badges tell of it': {
    page: () => `${experience()}/corriger`,
    buttons: ['Garder'],
    fields: () => ({ title: 'Buffet de 80 personnes', place: 'Salle des fêtes' }),
    back: 'Corriger',
  },
  'a badge that is taken back and given again': {
    page: () => `/reconnaissances/${scene.accepted.id}/corriger`,
    buttons: ['Voir ce qui change'],
    fields: () => ({ sentence: OTHER, level: '4' }),
    back: 'Corriger',
  },
  'several badges that are taken back': {
    page: () => `${experience()}/retirer`,
    buttons: ['Continuer'],
    fields: () => ({ awards: [scene.accepted.id, scene.declined.id], reason: 'level' }),
    back: 'Corriger',
  },
  'a KPA whose address is proposed': {
    page: () => '/reseau/nouveau',
    buttons: ['Créer le KPA'],
    fields: () => ({ name: 'KPA du Canal', place: 'Douai', person: 'Leïla Haddad' }),
    back: '',
  },
};

function expectTyped({ $ }: Page, fields: Fields): void {
  const values = valuesOf($, $('main form').first());
  for (const [name, value] of Object.entries(fields)) {
    expect([name, values[name]?.toSorted()]).toEqual([name, [value].flat().toSorted()]);
  }
}

async function ask({ page, buttons, fields }: Question, browser: TestVisitor): Promise<Page> {
  let shown = await browser.get(page());
  for (const button of buttons) shown = await browser.press(shown, button, fields());
  return shown;
}

it.each(Object.entries(QUESTIONS))('%s', async (_, question) => {
  const browser = question.page().startsWith('/reseau')
    ? await world.signIn(
        await world.inNetwork(await world.add(world.moulins, 'Zoé Petit', 'manager')),
      )
    : nadia;
  const before = await documentsOf(world.services.store);
  const asked = await ask(question, browser);
  expect(asked.status).toBe(200);
  const back = question.back === '' ? asked : await browser.press(asked, question.back);
  expectTyped(back, question.fields());
  expect(await documentsOf(world.services.store)).toEqual(before);
});

it('going back to one person, what was said of all is there, in another language, too', async () => {
  const form = await nadia.get(`${experience()}/reconnaitre`);
  const fields = {
    ...recognised(world.bruno.id, 'transmettre', { sentence: OTHER }),
    ...recognised(world.awa.id, 'animer-une-reunion', { level: 1, sentence: SENTENCE }),
  };
  const preview = await nadia.press(form, 'Relire avant de signer', fields);
  const back = await nadia.press(preview, /^Corriger : Bruno/u);
  expect([back.heading, back.path.includes('caisse')]).toEqual(['Qui a montré quoi ?', false]);
  expectTyped(back, fields);
  const english = await nadia.press(back, 'English');
  expectTyped(await nadia.press(english, 'Français'), fields);
});

it('a list that was pasted can be corrected', async () => {
  const form = await nadia.get('/personnes/ajouter');
  const lines = 'Lucie Blanc\nMarc Noir, marc@hauts-pres';
  const list = await nadia.press(form, 'Relire la liste', { lines });
  const back = await nadia.click(list, 'Corriger la liste');
  expect(back.$('textarea').text().replace(/^\n/, '')).toBe(lines);
  const stranger = await world.signIn(world.ines);
  const { html } = await stranger.get(list.path.replace('/ajouter/', '/ajouter?liste='));
  expect(html).not.toContain('Lucie');
});
