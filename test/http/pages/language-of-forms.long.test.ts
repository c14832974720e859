/** Another language in the middle of a form, and where one was answered: nothing that was typed is lost, nothing is done. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { documentsOf } from '../../support/storage/documents.ts';
import { type Fields } from '../../support/forms.ts';
import { playScene, type Scene, SENTENCE } from '../../support/scene.ts';
import { jsonOf } from '../../support/signed-texts.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';
import { recognised } from '../../support/recognition.ts';

let world: World;
let scene: Scene;
let nadia: TestVisitor;
let awa: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, bruno } = world;
  scene = await playScene(world, { kpa, staff: world.nadia, holder: world.awa, others: [bruno] });
  nadia = await world.signIn(world.nadia);
  awa = await world.signIn(world.awa);
});
afterAll(() => world.destroy());
beforeEach(async () => {
  const people = world.services.store.people(world.hautsPres.id);
  for (const { id } of [world.nadia, world.awa]) {
    await people.update(id, ({ language: _, ...rest }) => rest);
  }
});

const languageOf = ({ $ }: Page) => $('html').attr('lang');
const other = (page: Page) => (languageOf(page) === 'fr' ? 'English' : 'Français');
const change = (visitor: TestVisitor, page: Page, typed: Fields = {}) =>
  visitor.press(page, other(page), typed);

/** What stands in the form, as it would be sent. */
function typedIn({ $ }: Page, name: string): unknown {
  const field = $(`#kept [name="${name}"]`);
  const isTicked = field.is('[type=checkbox], [type=radio]');
  if (!isTicked) return String(field.val() ?? '').replace(/^\n/, '');
  return field
    .filter(':checked')
    .toArray()
    .map((one) => $(one).attr('value'));
}

const ODD = 'Café "à" l’heure <b>&amp; $& $1 </textarea>';

describe('a form that is half filled', () => {
  const experience = () => `/experiences/${scene.experience.id}`;
  const forms: readonly [string, () => TestVisitor, () => string, () => Record<string, unknown>][] =
    [
      ['signing in', () => world.visitor(), () => '/connexion', () => ({ email: ODD })],
      [
        'verifying',
        () => world.visitor(),
        () => '/verifier',
        () => ({ source: `${ODD}\nx`, name: ODD }),
      ],
      [
        'verifying, signed in',
        () => nadia,
        () => '/verifier?lien=x',
        () => ({ source: 'y'.repeat(300_000), name: ODD }),
      ],
      [
        'a new person',
        () => nadia,
        () => '/personnes/nouvelle',
        () => ({ name: ODD, email: 'x', roles: ['cooperant'] }),
      ],
      [
        'a new experience',
        () => nadia,
        () => '/experiences/nouvelle',
        () => ({
          title: ODD,
          kind: ['training'],
          people: [world.bruno.id],
          day: ['other'],
          date: '2026-10-01',
        }),
      ],
      [
        'who showed what',
        () => nadia,
        () => `${experience()}/reconnaitre`,
        () => ({
          [`badge-${world.bruno.id}`]: ['travailler-en-equipe:2'],
          [`sentence-${world.bruno.id}`]: ODD,
          ...{ all: [world.awa.id], 'badge-all': ['transmettre'], 'sentence-all': ODD },
        }),
      ],
      [
        'a badge on request',
        () => nadia,
        () => `${experience()}/demande?people=${world.bruno.id}`,
        () => ({ [`badge-${world.bruno.id}`]: ['tenir-mes-engagements:2'] }),
      ],
      [
        'taking back several',
        () => nadia,
        () => `${experience()}/retirer`,
        () => ({ awards: [scene.accepted.id], reason: ['badge'] }),
      ],
      [
        'her own words',
        () => awa,
        () => `/mes-experiences/${scene.experience.id}`,
        () => ({ words: '' }),
      ],
      ['who she is', () => awa, () => '/mes-badges/presentation', () => ({ introduction: ODD })],
      [
        'a share',
        () => awa,
        () => '/partages/nouveau',
        () => ({ label: ODD, awards: [scene.accepted.id], days: ['30'] }),
      ],
    ];

  it.each(forms)('is as it was in another language: %s', async (_, who, path, fields) => {
    const visitor = who();
    const form = await visitor.get(path());
    const typed = fields();
    const before = languageOf(form);
    const sent = Object.fromEntries(
      Object.entries(typed).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.map(String) : String(value),
      ]),
    );
    const there = await change(visitor, form, sent);
    expect([there.status, there.heading === form.heading]).toEqual([200, false]);
    expect(languageOf(there)).not.toBe(before);
    for (const [name, value] of Object.entries(typed)) {
      expect([name, typedIn(there, name)]).toEqual([name, value]);
    }
    // And back, where it can be sent: Enter presses its own button.
    const back = await change(visitor, there);
    expect([back.heading, languageOf(back)]).toEqual([form.heading, before]);
    for (const [name, value] of Object.entries(typed)) {
      expect([name, typedIn(back, name)]).toEqual([name, value]);
    }
    const [first] = back.$('[form=kept]').toArray();
    expect(back.$(first).attr('name')).toBeUndefined();
  });

  it('does nothing of what it would do', async () => {
    const { store } = world.services;
    const page = await nadia.get('/personnes/nouvelle');
    // A browser that does not know the address of the button sends it all to that of the form.
    page.$('.languages button').removeAttr('formaction');
    const person = { name: 'Lucie Blanc', roles: 'cooperant', email: 'lucie@example.org' };
    await nadia.press(page, 'English', person);
    expect(JSON.stringify(await documentsOf(store))).not.toContain('Lucie');
    await nadia.press(await nadia.get('/personnes/nouvelle'), 'Add', person);
    expect(JSON.stringify(await documentsOf(store))).toContain('Lucie');
  });

  it('asks for the token of the session', async () => {
    const page = await nadia.get('/personnes/nouvelle');
    for (const value of ['en x', 'fr undefined']) {
      const answer = await nadia.press(page, other(page), {
        name: ODD,
        _language: value,
        _page: '',
      });
      expect(answer.status).toBe(403);
    }
  });

  it('is kept nowhere but in this browser, and is never the same as before', async () => {
    const body = new URLSearchParams({ _language: 'en', source: 'x', name: 'Awa Diallo' });
    const { status, headers, html } = await world.visitor().send('/verifier?lang=en', {
      method: 'POST',
      headers: { Origin: world.config.publicUrl, 'If-None-Match': '*' },
      body,
    });
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
    expect(headers.get('vary')).toContain('Cookie');
    expect(html).toContain('Awa Diallo');
  });

  it('is the same page for a language that there is not', async () => {
    const visitor = world.visitor();
    const page = await visitor.get('/connexion');
    const again = await visitor.press(page, 'English', { _language: 'eo', email: 'a@b' });
    expect([again.status, typedIn(again, 'email')]).toEqual([200, 'a@b']);
  });
});

describe('what a form was answered', () => {
  it('when it was refused, leads to the form with what was typed', async () => {
    const form = await nadia.get('/personnes/nouvelle');
    const refused = await nadia.press(form, /^(Ajouter|Add)$/u, { name: 'Lucie', email: 'lucie' });
    expect(refused.status).toBe(422);
    const there = await change(nadia, refused);
    expect([there.status, there.path]).toEqual([200, '/personnes/nouvelle']);
    expect([typedIn(there, 'name'), typedIn(there, 'email')]).toEqual(['Lucie', 'lucie']);
  });

  it('when a badge was verified, is the same answer', async () => {
    const visitor = world.visitor();
    const authentic = 'This badge is authentic';
    const answers = { '': authentic, [world.awa.name]: authentic, 'Bruno Martin': 'This name' };
    for (const [name, heading] of Object.entries(answers)) {
      const form = await visitor.get('/verifier');
      const answer = await visitor.press(form, 'Vérifier', {
        source: jsonOf(scene.accepted),
        name,
      });
      const there = await change(visitor, answer);
      expect([there.status, languageOf(there)]).toEqual([200, 'en']);
      expect(there.heading).toContain(heading);
      if (name !== '') expect(there.text).toContain(name);
      expect((await change(visitor, there)).text).toContain(SENTENCE);
    }
  });

  it('when several were verified, or somebody is signed in, too', async () => {
    const both = [scene.accepted, scene.revoked].map((one): unknown => JSON.parse(jsonOf(one)));
    const form = await nadia.get('/verifier');
    const answer = await nadia.press(form, 'Vérifier', { source: JSON.stringify(both) });
    const there = await change(nadia, answer);
    expect(there.heading).toBe('2 badges, 2 answers');
    expect(languageOf(await nadia.get('/personnes'))).toBe('en');
    expect((await change(nadia, there)).heading).toBe('2 badges, 2 réponses');
  });

  it('before a badge is signed, or taken back, is asked again', async () => {
    const person = world.bruno.id;
    const path = `/experiences/${scene.experience.id}`;
    const form = await nadia.get(`${path}/reconnaitre`);
    const typed = recognised(person, 'travailler-en-equipe', { level: 2, sentence: SENTENCE });
    const preview = await nadia.press(form, 'Relire avant de signer', typed);
    const there = await change(nadia, preview);
    expect([there.heading, languageOf(there)]).toEqual(['Check and sign', 'en']);
    expect(there.text).toContain('This badge will be signed in French.');
    expect(there.text).toContain(SENTENCE);
    await change(nadia, there);
    const several = await nadia.get(`${path}/retirer`);
    const chosen = { awards: [scene.accepted.id, scene.offered.id], reason: 'badge' };
    const question = await nadia.press(several, 'Continuer', chosen);
    const asked = await change(nadia, question);
    expect(asked.heading).toContain('Withdraw 2 badges');
    expect((await change(nadia, asked)).heading).toContain('Retirer 2 badges');
  });

  it('with an error, leads to the page of the form', async () => {
    const visitor = world.visitor();
    const page = await visitor.get('/connexion');
    const error = await visitor.post('/langue', {}, true, page.path);
    expect(error.status).toBe(403);
    expect(error.$('.languages a').attr('href')).toBe('/connexion?lang=en');
  });

  it('with words to be copied, has no switch that would lose them', async () => {
    const page = await awa.get(`/mes-experiences/${scene.experience.id}`);
    const words = { words: 'J’ai servi à table.', _csrf: 'x', _page: '' };
    const expired = await awa.press(page, 'Garder', words);
    expect(expired.text).toContain('J’ai servi à table.');
    expect(expired.$('.languages')).toHaveLength(0);
  });
});
