/** Taking several badges back from one page: chosen, read again, each with its own outcome. */
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { unavailable } from '../../../src/storage/adapter/faults.ts';
import { fold } from '../../support/forms.ts';
import { type Scene, awardTo, playScene, reloadAward } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let nadia: TestVisitor;
let scene: Scene;
beforeAll(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
});
afterAll(() => world.destroy());
beforeEach(async () => {
  const { hautsPres: kpa, nadia: staff, bruno } = world;
  const holder = await world.add(kpa, 'Awa Diallo', 'cooperant');
  scene = await playScene(world, { kpa, staff, holder, others: [bruno] });
});

const rowsOf = ({ $ }: Page) =>
  $('main li')
    .toArray()
    .map((row) => fold($(row).text()));

async function open(path: string) {
  return nadia.click(await nadia.get(path), 'Retirer plusieurs badges');
}

async function ask(path: string, awards: readonly string[]) {
  return nadia.press(await open(path), 'Continuer', { awards, reason: 'badge' });
}

it('lists what stands there, with nothing ticked', async () => {
  for (const path of [`/experiences/${scene.experience.id}`, `/personnes/${scene.holder.id}`]) {
    const { $, text } = await open(path);
    const ids = $('[name=awards]')
      .toArray()
      .map((box) => $(box).attr('value'));
    const { offered, accepted, declined } = scene;
    expect(ids.sort()).toEqual([offered.id, accepted.id, declined.id].sort());
    expect($('input[checked]')).toHaveLength(0);
    expect(text).toContain('Awa Diallo, signé le 14 octobre 2026 par Nadia Roche');
  }
});

it('asks once more, saying how many and whose', async () => {
  const { hautsPres: kpa, nadia: staff, bruno } = world;
  const { experience, accepted, offered } = scene;
  const path = `/experiences/${experience.id}`;
  const alone = await ask(path, [accepted.id, offered.id]);
  expect(alone.heading).toBe('Retirer 2 badges d’Awa Diallo ?');
  const badge = 'animer-une-reunion';
  const his = await awardTo(world, { kpa, staff, holder: bruno, experience, badge, level: 1 });
  const both = await ask(path, [accepted.id, his.id]);
  expect(both.heading).toBe('Retirer 2 badges de 2 personnes ?');
  expect(both.text).toContain('Ce n’était pas le bon badge.');
  expect(rowsOf(both).sort()).toEqual([
    'Awa Diallo Je travaille en équipe, niveau 3',
    'Bruno Martin J’anime une réunion, niveau 1',
  ]);
  expect((await reloadAward(world, accepted)).standing).toBe('valid');
});

it('takes them back and says what became of each; sent again, nothing changes', async () => {
  const { accepted, offered, declined, holder } = scene;
  const question = await ask(`/personnes/${holder.id}`, [accepted.id, offered.id]);
  const done = await nadia.press(question, 'Retirer 2 badges');
  expect(done.heading).toBe('2 badges retirés');
  expect(rowsOf(done)).toHaveLength(2);
  for (const row of rowsOf(done)) expect(row).toMatch(/^Awa Diallo .+ Il est retiré\.$/);
  expect((await world.visitor().get(`/k/hauts-pres/credentials/${accepted.id}`)).heading).toBe(
    'Ce badge a été retiré',
  );
  const before = await Promise.all([accepted, offered, declined].map((a) => reloadAward(world, a)));
  expect(before.map(({ standing }) => standing)).toEqual(['revoked', 'revoked', 'valid']);
  world.passTime(1);
  const again = await nadia.press(question, 'Retirer 2 badges');
  expect(again.heading).toBe('Rien n’a changé');
  for (const row of rowsOf(again)) expect(row).toMatch(/Il était déjà retiré\. Rien n’a changé\.$/);
  const after = await Promise.all([accepted, offered, declined].map((a) => reloadAward(world, a)));
  expect(after).toEqual(before);
});

it('answers a badge of another KPA as one that never was', async () => {
  const { moulins, ines, omar } = world;
  const theirs = await playScene(world, { kpa: moulins, staff: ines, holder: omar });
  const question = await ask(`/personnes/${scene.holder.id}`, [scene.offered.id]);
  const send = async (id: string) =>
    rowsOf(await nadia.press(question, 'Retirer 1 badge', { awards: [id] }));
  const outcome = await send(theirs.accepted.id);
  expect(outcome).toEqual(['Un autre badge Ce badge n’existe pas. Rien n’a changé.']);
  expect(await send('5d0c3f0e-8a56-4c0e-9a39-0a8b8d1f3c11')).toEqual(outcome);
  expect((await reloadAward(world, theirs.accepted)).standing).toBe('valid');
});

it('says what is not finished, and finishes it from the same page', async () => {
  const { offered, accepted, holder } = scene;
  const question = await ask(`/personnes/${holder.id}`, [offered.id, accepted.id]);
  const { statusLists } = world.services;
  vi.spyOn(statusLists, 'publish').mockRejectedValueOnce(new Error('KMS away'));
  const unfinished = await nadia.press(question, /^Retirer/);
  expect([unfinished.status, unfinished.heading]).toEqual([500, 'Rien n’est fini']);
  const [, number = ''] = /donnez-nous ce numéro : (\S+)\./.exec(unfinished.text) ?? [];
  const told = world.logged.filter((line) => line.includes(number) && line.includes('KMS away'));
  expect(told).toHaveLength(1);
  for (const row of rowsOf(unfinished)) expect(row).toContain('Le retrait n’est pas fini.');
  expect(unfinished.text).not.toContain('KMS');
  const finished = await nadia.press(unfinished, 'Recommencer');
  expect(finished.text).not.toContain('Recommencer');
  for (const row of rowsOf(finished)) expect(row).toContain('Il était déjà retiré.');
  expect((await world.visitor().get(`/k/hauts-pres/credentials/${accepted.id}`)).heading).toBe(
    'Ce badge a été retiré',
  );
});

it('says when the storage is away, and finishes once it is back', async () => {
  const { offered, accepted, holder } = scene;
  const question = await ask(`/personnes/${holder.id}`, [offered.id, accepted.id]);
  const away = unavailable('SQLite: the disk is full');
  vi.spyOn(world.services.statusLists, 'publish').mockRejectedValueOnce(away);
  const unfinished = await nadia.press(question, /^Retirer/);
  expect([unfinished.status, unfinished.headers.get('retry-after')]).toEqual([503, '10']);
  const finished = await nadia.press(unfinished, 'Recommencer');
  expect([finished.status, finished.heading]).toEqual([200, 'Rien n’a changé']);
});

it('keeps what was ticked when the reason is missing', async () => {
  const page = await nadia.press(await open(`/personnes/${scene.holder.id}`), 'Continuer', {
    awards: [scene.offered.id],
  });
  expect([page.status, page.$('.errors').text().includes('Choisissez une raison.')]).toEqual([
    422,
    true,
  ]);
  expect(page.$('[name=awards][checked]').attr('value')).toBe(scene.offered.id);
});

it('has nothing to offer once all are taken back', async () => {
  const { offered, accepted, declined, holder } = scene;
  const ids = [offered.id, accepted.id, declined.id];
  await nadia.press(await ask(`/personnes/${holder.id}`, ids), /^Retirer/);
  expect((await nadia.get(`/personnes/${holder.id}`)).text).not.toContain('Retirer plusieurs');
  expect((await nadia.get(`/personnes/${holder.id}/retirer`)).text).toContain(
    'Aucun badge à retirer ici.',
  );
});
