/** /verifier for somebody who reads English: the same answers, in their words. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startForeignIssuer } from '../../support/issuers/foreign-issuer.ts';
import { jsonOf } from '../../support/signed-texts.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import type { Page } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

const NOW = new Date('2026-10-14T16:30:00Z');

let world: World;
let scene: Scene;
let issuer: Awaited<ReturnType<typeof startForeignIssuer>>;
beforeAll(async () => {
  issuer = await startForeignIssuer(() => NOW);
  world = await createWorld({ clock: () => NOW, guardedFetch: issuer.guardedFetch });
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
});
afterAll(async () => {
  await world.destroy();
  await issuer.close();
});

async function check(source: string, name = '', file?: File): Promise<Page> {
  const browser = world.visitor();
  const form = await browser.get('/verifier?lang=en');
  expect(form.heading).toBe('Check a badge');
  return browser.press(form, 'Check', { source, name }, file);
}

const pathOf = ({ id }: { readonly id: string }) => `/k/hauts-pres/credentials/${id}`;

const questions = ({ $ }: Page) =>
  $('.answer-question')
    .toArray()
    .map((one) => $(one).text());
const answers = ({ $ }: Page) =>
  $('.answers .answer b')
    .toArray()
    .map((one) => $(one).text());

describe('a badge of ours', () => {
  it('is authentic, and who signed it has their name as it is', async () => {
    const page = await check(jsonOf(scene.accepted), world.awa.name);
    expect(page.$('html').attr('lang')).toBe('en');
    expect(page.$('h1 .screen-only').text()).toBe('This badge is authentic');
    expect(page.$('h1 .print-only').text()).toMatch(
      /^This badge was authentic on 14.October 2026$/,
    );
    expect(page.text).toContain('Signed by KPA des Hauts-Prés. It is valid today.');
    expect(page.text).toContain(`The name ${world.awa.name} is the one in the badge.`);
    expect(page.text).toContain('Checked on 14 October 2026, 18:30.');
    expect(questions(page)).toEqual([
      '1. Who signed it?',
      '2. Does it follow the standard?',
      '3. Is it still valid?',
    ]);
    expect(answers(page)).toEqual(['KPA des Hauts-Prés', 'Yes, with no remarks', 'Yes']);
  });

  it('leads to what it asks for in English, too', async () => {
    const browser = world.visitor();
    const form = await browser.get('/verifier?lang=en');
    const page = await browser.press(form, 'Check', { source: jsonOf(scene.accepted) });
    const asked = await browser.click(page, 'Criteria and levels');
    expect(asked.heading).toBe('I work in a team');
    expect(asked.$('html').attr('lang')).toBe('en');
  });

  it('that was changed is not to be trusted', async () => {
    const credential = jsonOf(scene.accepted);
    const page = await check(
      credential.replace(/"narrative":"[^"]+"/, '"narrative":"Autre chose"'),
    );
    expect(page.heading).toBe('The signature is not valid');
    expect(page.text).toContain('Do not trust what it says.');
    expect(page.text).toContain('What the file claims');
  });

  it('that was taken back says why, in the words of this page', async () => {
    const page = await check(jsonOf(scene.revoked));
    const reason = 'There was a mistake when this badge was given.';
    expect(page.heading).toBe('This badge was withdrawn');
    expect(page.$('.status-body').text()).toContain(reason);
    expect(page.$('.facts').text()).toContain(reason);
    const own = await world.visitor().get(`${pathOf(scene.revoked)}?lang=en`);
    expect(own.$('.status-body').text()).toContain(reason);
    expect([page, own].map(({ text }) => text.includes('erreur'))).toEqual([false, false]);
  });

  it('is counted with others, the exceptions first', async () => {
    const { accepted, revoked } = scene;
    const both = [accepted, revoked].map((award): unknown => JSON.parse(jsonOf(award)));
    const page = await check(JSON.stringify(both), 'Bruno Martin');
    expect(page.heading).toMatch(/^2.badges, 2.answers$/);
    expect(page.$('.is-verdict p').first().text()).toMatch(
      /^1.no longer valid and 1.in another name\.$/,
    );
    expect(page.text).toContain('This badge is not in the name of Bruno Martin');
  });
});

describe('a badge of a stranger', () => {
  it('says which site signs, and their own name in quotes', async () => {
    const page = await check(await issuer.badge({}, 'Les <b>Amis</b>'));
    expect(page.heading).toBe('Valid signature, unknown issuer');
    expect(page.$('.is-verdict .site b').text()).toBe('issuer.test');
    expect(page.$('.is-verdict bdi.claim').text()).toBe('Les <b>Amis</b>');
    expect(page.text).toContain('It calls itself “Les <b>Amis</b>”.');
    expect(answers(page)).toEqual(['issuer.test', 'Yes, with no remarks', 'Yes, the issuer says']);
  });

  it('under a name of ours does not come from there', async () => {
    const page = await check(await issuer.badge({}, 'K.P.A. des Hauts Prés'));
    expect(page.heading).toBe('This badge does not come from KPA des Hauts-Prés');
    expect(page.text).toContain('The real KPA des Hauts-Prés signs with badges.example.');
  });
});

describe('what is no badge', () => {
  it.each([
    ['', 'Paste a link or a badge, or choose a file.'],
    ['Hello', 'This is not a badge. Give the link that you received,'],
    ['https://badges.example/k/hauts-pres', 'There is no badge behind this link'],
  ])('is refused in a sentence: %s', async (source, sentence) => {
    const page = await check(source);
    expect(page.status).toBe(422);
    expect(page.$('h2').first().text()).toBe('We could not read a badge');
    expect(page.$('#source-error').text()).toContain(sentence);
  });

  it('is refused beside the file', async () => {
    const page = await check('', '', new File([''], 'badge.png'));
    expect(page.$('#file-error').text()).toBe('Error: This file is empty. Choose it again.');
  });
});

it('a program is told what the page says', async () => {
  const answer = await fetch(`${world.origin}/api/verify`, { method: 'POST', body: 'Bonjour' });
  expect(await answer.json()).toMatchObject({
    code: 'UNPROCESSABLE',
    detail:
      'This is not a badge. Give the link that you received, the image of the badge, or its file.',
  });
});
