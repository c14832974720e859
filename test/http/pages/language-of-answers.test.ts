/** Where the switch of language leads from what a form was answered, and what comes along. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { playScene, type Scene, SENTENCE } from '../../support/scene.ts';
import { jsonOf } from '../../support/signed-texts.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';
import { recognised } from '../../support/recognition.ts';

let world: World;
let scene: Scene;
let nadia: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, bruno } = world;
  scene = await playScene(world, { kpa, staff: world.nadia, holder: world.awa, others: [bruno] });
});
afterAll(() => world.destroy());
beforeEach(async () => {
  const people = world.services.store.people(world.hautsPres.id);
  await people.update(world.nadia.id, ({ language: _, ...rest }) => rest);
  nadia = await world.signIn(world.nadia);
});

const place = () => `/experiences/${scene.experience.id}`;
const seen = ({ status, path, $ }: Page) => [status, path, $('html').attr('lang')];

describe('badges to take back', () => {
  const question = async () =>
    nadia.press(await nadia.get(`${place()}/retirer`), 'Continuer', {
      awards: [scene.offered.id],
      reason: 'badge',
    });

  it('are asked about again where the session is another one by now', async () => {
    const asked = await question();
    const again = await nadia.press(asked, /^Retirer/u, { _csrf: 'x' });
    expect([again.heading, again.status]).toEqual([asked.heading, 200]);
    expect(again.$('[name=awards]').attr('value')).toBe(scene.offered.id);
  });

  it('are asked for again after a page that expired', async () => {
    const fields = { _csrf: 'x', _page: '' };
    const expired = await nadia.press(await question(), /^Retirer/u, fields);
    expect(expired.heading).toBe('La page a expiré');
    const resumed = await nadia.click(expired, 'Reprendre la page');
    expect(seen(resumed)).toEqual([200, `${place()}/retirer`, 'fr']);
    const there = await nadia.press(expired, 'English');
    expect(seen(there)).toEqual([200, `${place()}/retirer`, 'en']);
  });

  it('once taken back, are read on the page of the experience', async () => {
    const outcomes = await nadia.press(await question(), /^Retirer/u);
    expect(outcomes.heading).toContain('retiré');
    expect(seen(await nadia.press(outcomes, 'English'))).toEqual([200, place(), 'en']);
  });
});

describe('badges to give', () => {
  const sentences = () => nadia.get(`${place()}/reconnaitre`);
  const typed = () =>
    recognised(world.bruno.id, 'travailler-en-equipe', { level: 2, sentence: SENTENCE });

  it('are chosen again after a page that expired, wherever it was', async () => {
    const preview = await nadia.press(await sentences(), 'Relire avant de signer', typed());
    const refused = { ...preview, path: `${place()}/reconnaitre/signer` };
    for (const page of [preview, refused]) {
      const expired = await nadia.press(page, /^Signer/u, { _csrf: 'x', _page: '' });
      const resumed = await nadia.click(expired, 'Reprendre la page');
      expect(seen(resumed)).toEqual([200, `${place()}/reconnaitre`, 'fr']);
    }
  });

  it('have no error any more for what was chosen since', async () => {
    const nothing = recognised(world.bruno.id, '', { sentence: '' });
    const refused = await nadia.press(await sentences(), 'Relire avant de signer', nothing);
    expect(refused.$('.errors')).toHaveLength(1);
    const badge = `badge-${world.bruno.id}`;
    const there = await nadia.press(refused, 'English', { [badge]: 'transmettre' });
    expect(seen(there)).toEqual([200, `${place()}/reconnaitre`, 'en']);
    expect(there.$('.errors')).toHaveLength(0);
    expect(there.$(`[name=${badge}]:checked`).attr('value')).toBe('transmettre');
  });
});

describe('what is folded away', () => {
  it('is in sight again with what was ticked or typed in it', async () => {
    const form = await nadia.get(`${place()}/reconnaitre`);
    const typed = await nadia.press(form, 'English', { 'sentence-all': SENTENCE });
    expect(typed.$('details[open] [name=sentence-all]').text()).toContain(SENTENCE);
    expect(typed.$('#kept details[open]')).toHaveLength(1);
  });

  it('stays so with nothing in it', async () => {
    const form = await nadia.get(`${place()}/reconnaitre`);
    const there = await nadia.press(form, /^(English|Français)$/u);
    expect(there.$('#kept details').length).toBeGreaterThan(0);
    expect(there.$('#kept details[open]')).toHaveLength(0);
  });
});

describe('a badge to verify', () => {
  const verify = async (visitor: TestVisitor, source: string, name = '', file?: File) =>
    visitor.press(await visitor.get('/verifier'), 'Vérifier', { source, name }, file);

  it('is answered again as it was asked, whatever name is half typed since', async () => {
    const visitor = world.visitor();
    for (const name of ['', 'Bruno Martin']) {
      const page = await verify(visitor, jsonOf(scene.accepted), name);
      page.$('#name').attr('value', 'Aw');
      const there = await visitor.press(page, 'English');
      const asked = name === '' ? 'This badge is authentic' : 'This name does not match';
      expect([there.status, there.heading.includes(asked)]).toEqual([200, true]);
      expect(there.text.includes('Aw ')).toBe(false);
      const compared = await visitor.press(there, 'Compare', { name: world.awa.name });
      expect(compared.heading).toContain('This badge is authentic');
      expect(compared.text).toContain(`The name ${world.awa.name} is the one in the badge.`);
    }
  });

  it('that was a file has to be chosen again, and the page says so', async () => {
    const visitor = world.visitor();
    const form = await visitor.get('/verifier');
    expect(form.$('#file-again')).toHaveLength(0);
    const there = await visitor.press(form, 'English', { name: 'Awa' });
    expect(there.$('#file-again').text()).toBe('If you had chosen a file, choose it again.');
    expect(there.$('#file').attr('aria-describedby')).toBe('file-hint file-again');
    const file = new File([jsonOf(scene.accepted)], 'badge.json');
    const refused = await verify(visitor, '', 'a'.repeat(81), file);
    expect(refused.$('#file-again').text()).toContain('choisissez-le de nouveau');
    // What is wrong with a file says enough, and where there was none nothing is said.
    const broken = await verify(visitor, '', '', new File(['{'], 'badge.json'));
    expect(broken.$('#file-error')).toHaveLength(1);
    const none = await verify(visitor, '');
    expect([broken, none].map(({ $ }) => $('#file-again').length)).toEqual([0, 0]);
  });

  it('is kept, however long its letters are in a form', async () => {
    const visitor = world.visitor();
    const source = 'é'.repeat(190_000);
    const refused = await verify(visitor, source);
    expect(refused.status).toBe(422);
    const there = await visitor.press(refused, 'English');
    expect([there.status, there.$('html').attr('lang')]).toEqual([200, 'en']);
    expect(String(there.$('[name=source]').val()).trim() === source).toBe(true);
  });

  it('is no longer for coming in another form', async () => {
    const source = 'y'.repeat(1_048_577);
    const page = await world.visitor().post('/verifier', { source });
    expect([page.status, page.$('.errors a').attr('href')]).toEqual([413, '#source']);
    const most = await world.visitor().post('/verifier', { source: source.slice(1) });
    expect(most.status).toBe(422);
  });
});

it('another site leads nowhere, though it has a page of that name', async () => {
  const headers = { Origin: world.config.publicUrl, Referer: 'https://evil.example/badges' };
  const { html } = await nadia.send('/langue', { method: 'POST', headers });
  expect(html).toContain('La page a expiré');
  expect(html).not.toContain('Reprendre la page');
  expect(html).toContain('name="back" value="/"');
});
