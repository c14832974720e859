/** What somebody is writing is kept as they go, for them in this browser alone, until they send it (docs/adr/0046). */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { playScene, type Scene } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';
import { recognised } from '../../support/recognition.ts';

const TYPED = 'J’ai servi, puis';

let world: World;
let scene: Scene;
let awa: TestVisitor;
beforeEach(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
  awa = await world.signIn(holder);
});
afterEach(() => world.destroy());

const story = () => `/mes-experiences/${scene.experience.id}`;
const hidden = ({ $ }: Page, name: string) => $(`main [name=${name}]`).first().attr('value') ?? '';

/** As page-scripts/parts/keep.ts sends it. */
async function keep(browser = awa, words = TYPED): Promise<Page> {
  const page = await browser.get(story());
  const tokens = { _csrf: hidden(page, '_csrf'), _page: hidden(page, '_page') };
  const kept = await browser.post('/reprise', { ...tokens, words });
  expect(kept.status).toBe(204);
  return page;
}

const offer = z.object({ at: z.string().optional() });

async function waiting(browser = awa, address = story()) {
  const page = await browser.get(story());
  const answer = await browser.post('/reprise/attend', { _csrf: hidden(page, '_csrf'), address });
  expect(answer.status).toBe(200);
  return offer.parse(JSON.parse(answer.html));
}

const stored = () => world.services.store.keptForms.count({ index: 'byExpiry' });

it('is offered on its page, and comes back as it was, once and again', async () => {
  expect(await waiting()).toEqual({});
  await keep();
  expect(await waiting(awa, '/mes-badges/presentation')).toEqual({});
  for (let time = 0; time < 2; time += 1) {
    const { at = '' } = await waiting();
    expect(at).toMatch(/^\/reprise\/[0-9a-f-]{36}$/);
    const page = await awa.get(at);
    expect(page.$('textarea[name=words]').text()).toContain(TYPED);
    expect(page.text).toContain('Voici où vous en étiez.');
  }
});

it('one page keeps the last that was typed on it', async () => {
  await keep(awa, 'Une');
  await keep(awa, 'Une chose');
  expect(await stored()).toBe(1);
  const page = await awa.get((await waiting()).at ?? '');
  expect(page.$('textarea[name=words]').text()).toContain('Une chose');
});

it('is let go of once it is sent, and kept again where it cannot be taken', async () => {
  const page = await keep();
  await awa.press(page, 'Garder', { words: `${TYPED} j’ai rangé.` });
  expect([await waiting(), await stored()]).toEqual([{}, 0]);
  const again = await keep();
  world.passTime(12 * 60 + 1);
  await awa.press(again, 'Garder', { words: 'Autre chose' });
  expect(await stored()).toBe(1);
});

it('is nobody else’s, nor in another browser, nor after an hour', async () => {
  await keep();
  expect(await waiting(await world.signIn(world.awa))).toEqual({});
  world.passTime(61);
  expect(await waiting()).toEqual({});
});

it('is not kept for a form that was shown to nobody', async () => {
  const page = await awa.get(story());
  const _csrf = hidden(page, '_csrf');
  expect((await awa.post('/reprise', { _csrf, words: TYPED })).status).toBe(204);
  const forged = hidden(page, '_page').replace(/.$/, '');
  expect((await awa.post('/reprise', { _csrf, _page: forged, words: TYPED })).status).toBe(204);
  expect(await stored()).toBe(0);
});

it('the sentences of a badge are let go of once it is signed', async () => {
  const nadia = await world.signIn(world.nadia);
  const path = `/experiences/${scene.experience.id}/reconnaitre`;
  const { id } = world.awa;
  const form = await nadia.get(path);
  const sentence = 'A relayé un collègue au service sans qu’on le demande.';
  const fields = recognised(id, 'faire-avancer-un-desaccord', { level: 2, sentence });
  const tokens = { _csrf: hidden(form, '_csrf'), _page: hidden(form, '_page') };
  await nadia.post('/reprise', { ...tokens, ...fields });
  expect(await stored()).toBe(1);
  const preview = await nadia.press(form, /^Relire/, fields);
  expect(await stored()).toBe(1);
  await nadia.press(preview, /^Signer/);
  expect(await stored()).toBe(0);
});
