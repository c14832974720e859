/** Badges of the sixth objective: only on request, without a free word, and told to nobody. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recognised, together } from '../../support/recognition.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

const BADGE = 'tenir-mes-engagements';

let world: World;
let scene: Scene;
let nadia: TestVisitor;
let write: Page;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, awa, bruno } = world;
  const cast = { kpa: hautsPres, staff: world.nadia, holder: awa, others: [bruno] };
  scene = await playScene(world, cast);
  nadia = await world.signIn(world.nadia);
  const form = await nadia.get(`/experiences/${scene.experience.id}/reconnaitre`);
  const whose = await nadia.press(form, 'Une personne vous demande un badge pour elle');
  write = await nadia.click(whose, bruno.name);
});
afterAll(() => world.destroy());

const given = async () => {
  const { store, definitions } = world.services;
  const query = { index: 'byPerson', equals: [world.bruno.id] } as const;
  const { items } = await store.awards(world.hautsPres.id).find(query);
  return { award: items[0], sentence: definitions.findBadgeClass(BADGE)?.employerSentence };
};

it('are not given without the word that the person asked', async () => {
  expect(write.$('textarea')).toHaveLength(0);
  const chosen = recognised(world.bruno.id, BADGE, { level: 2 });
  const refused = await nadia.press(write, 'Relire avant de signer', chosen);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Ce badge se remet seulement à la demande de Bruno.');
});

it('are on no page that is about several people, whoever makes up the form', async () => {
  const form = await nadia.get(`/experiences/${scene.experience.id}/reconnaitre`);
  for (const { slug, sensitive } of world.services.definitions.badgeClasses) {
    expect([slug, form.html.includes(`"${slug}`)]).toEqual([slug, !sensitive]);
  }
  const chosen = recognised(world.bruno.id, BADGE, { level: 2 });
  const made = { ...chosen, [`asked-${world.bruno.id}`]: 'yes' };
  expect((await nadia.press(form, 'Relire avant de signer', made)).status).toBe(422);
  expect(await given()).toMatchObject({ award: undefined });
});

it('are asked for by one person at a time', async () => {
  const names = [world.awa, world.bruno];
  expect(write.$('.recognise')).toHaveLength(1);
  const all = together(
    names.map(({ id }) => ({
      ...recognised(id, BADGE, { level: 2 }),
      [`asked-${id}`]: 'yes',
    })),
  );
  const refused = await nadia.press(write, 'Relire avant de signer', {
    ...all,
    people: names.map(({ id }) => id),
  });
  expect(refused.status).toBe(422);
});

it('stand all on their page, however many there are', () => {
  const { badgeClasses } = world.services.definitions;
  for (const { slug, sensitive } of badgeClasses) {
    const isThere = write.$(`[value^="${slug}"]`).length > 0;
    expect([slug, isThere]).toEqual([slug, sensitive]);
  }
  expect(write.$('details input')).toHaveLength(0);
});

it('are in no draft that the team reads', async () => {
  const { store } = world.services;
  await nadia.press(write, 'Relire avant de signer', {
    ...recognised(world.bruno.id, BADGE, { level: 2 }),
    [`asked-${world.bruno.id}`]: 'yes',
  });
  expect(await store.awardDrafts(world.hautsPres.id).count({ index: 'byChange' })).toBe(0);
});

it('say what the badge says, whatever else is sent, with no evidence', async () => {
  const read = await nadia.press(write, 'Relire avant de signer', {
    ...recognised(world.bruno.id, BADGE, { level: 2 }),
    [`asked-${world.bruno.id}`]: 'yes',
  });
  await nadia.press(read, 'Signer 1 badge', {
    [`sentence-${world.bruno.id}`]: 'A parlé de ses soucis pendant un entretien.',
  });
  const { award, sentence } = await given();
  expect(award?.sentence).toBe(sentence);
  const signed = Object.values(award?.forms ?? {}).join();
  expect(signed).toContain('"proof"');
  expect(signed).not.toContain('soucis');
  expect(signed).not.toContain('"evidence"');
  expect(award?.evidence).toBeUndefined();
});

it('look like the others on a shared page, and do not say for what work they were given', async () => {
  const bruno = await world.signIn(world.bruno);
  const accepted = await bruno.press(await bruno.get('/mes-badges'), /^Accepter/);
  const form = await bruno.click(accepted, 'Montrer mes badges');
  const { award, sentence } = await given();
  const link = await bruno.press(form, 'Faire le partage', {
    label: 'Boulangerie Petit',
    awards: award?.id ?? '',
    days: '7',
  });
  const shared = await world.visitor().get(link.$('code').text());
  expect(shared.text).toContain('Ce badge est authentique');
  expect(shared.text).toContain(sentence);
  expect(shared.text).not.toContain('Buffet de 60 personnes');
  expect(shared.html).not.toMatch(/evidence|sensible/i);
});
