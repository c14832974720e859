/** What a share link shows, to whom, and how long. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { StoreError } from '../../../src/storage/database.ts';
import { SENTENCE, type Scene, WORDS, playScene } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let scene: Scene;
let awa: TestVisitor;
let employer: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());
/** Another Awa for each test. */
beforeEach(async () => {
  const { hautsPres, nadia } = world;
  const holder = await world.add(hautsPres, 'Awa Diallo', 'cooperant');
  scene = await playScene(world, { kpa: hautsPres, staff: nadia, holder });
  awa = await world.signIn(holder);
  employer = world.visitor();
});

const shared = () => employer.get(`/p/${scene.token}`);
const TEAM = 'Je travaille en équipe';
const setAside = async () =>
  awa.press(await awa.get(`/mes-badges/${scene.accepted.id}`), 'Mettre de côté');

it('shows what was chosen, and nothing else of the person', async () => {
  const page = await shared();
  expect(page.text).toContain(TEAM);
  expect(page.text).toContain(WORDS);
  expect(page.text).not.toContain('Je réalise une prestation');
  expect(page.text).not.toContain('Je trouve des solutions');
  expect(page.text).not.toMatch(/@|Traiteur Petit/);
});

describe('a link', () => {
  it('that its owner closes is gone at once, and says nothing of the person', async () => {
    const list = await awa.get('/partages');
    const closed = await awa.press(await awa.click(list, 'Traiteur Petit'), 'Fermer ce partage');
    expect(closed.text).toMatch(/Partage fermé\s: Traiteur Petit/);
    for (const end of ['', '/verification']) {
      const page = await employer.get(`/p/${scene.token}${end}`);
      expect(page.status).toBe(410);
      expect(page.heading).toBe('Ce partage est fermé');
      expect(page.html).not.toContain('Awa');
    }
    const again = await awa.post(`/partages/${scene.link.id}/fermer`, {
      _csrf: list.$('[name=_csrf]').attr('value') ?? '',
    });
    expect(again).toMatchObject({ status: 200, path: `/partages?ferme=${scene.link.id}` });
    // Nobody else is told that theirs is closed by an address.
    const bruno = await world.signIn(world.bruno);
    expect((await bruno.get(again.path)).text).not.toContain('Partage fermé');
  });

  it('ends on its date', async () => {
    world.passTime(30 * 24 * 60 - 1);
    expect((await shared()).status).toBe(200);
    world.passTime(1);
    expect((await shared()).status).toBe(410);
    awa = await world.signIn(scene.holder);
    expect((await awa.get('/partages')).text).toContain('Fini depuis le 13 novembre 2026');
  });

  it.each([
    ['forged', 'AAAAAAAAAAAAAAAAAAAAAA'],
    ['cut', 'A'],
    ['long', 'A'.repeat(2_000)],
    ['odd', '..%2f..%2fetc%2fpasswd'],
  ])('that is %s gives the page of what was never made', async (_, token) => {
    const page = await employer.get(`/p/${token}`);
    expect(page.status).toBe(404);
    expect(page.heading).toBe('Nous ne pouvons pas répondre');
    expect(page.text).toContain('Cela ne prouve rien sur la personne.');
  });

  it('is kept as a hash and a sealed address: the database holds no token', async () => {
    const link = await world.services.store.shareLinks.findById(scene.link.id);
    expect(link?.personId).toBe(scene.holder.id);
    expect(JSON.stringify(link)).not.toContain(scene.token);
  });
});

describe('a badge its holder no longer wants to show', () => {
  it('leaves the shared page, and its address is closed to outsiders only', async () => {
    const address = `/k/hauts-pres/credentials/${scene.accepted.id}`;
    expect((await employer.get(address)).status).toBe(200);
    await setAside();
    const page = await shared();
    expect(page.status).toBe(200);
    expect(page.text).not.toContain(TEAM);
    expect(page.text).not.toContain(SENTENCE);
    for (const end of ['', '.json', '/evidence']) {
      expect((await employer.get(`${address}${end}`)).status).toBe(404);
    }
    expect((await awa.get(address)).status).toBe(200);
    const nadia = await world.signIn(world.nadia);
    expect((await nadia.get(address)).status).toBe(200);
    const someoneElse = await world.signIn(world.ines);
    expect((await someoneElse.get(address)).status).toBe(404);
  });

  it('comes back when they change their mind', async () => {
    await awa.press(await awa.click(await setAside(), TEAM), 'Accepter');
    expect((await shared()).text).toContain(TEAM);
  });
});

describe('words', () => {
  it('that are taken back leave the shared page', async () => {
    const form = await awa.get(`/mes-experiences/${scene.experience.id}`);
    await awa.press(form, 'Garder', { words: '' });
    expect((await shared()).text).not.toContain('J’ai rangé');
  });

  it('leave no empty experience behind when nothing else confirms it', async () => {
    await setAside();
    expect((await shared()).text).toContain('Buffet de 60 personnes');
    const form = await awa.get(`/mes-experiences/${scene.experience.id}`);
    await awa.press(form, 'Garder', { words: '' });
    expect((await shared()).text).not.toContain('Buffet de 60 personnes');
  });
});

it('counts the openings of others, not those of its owner', async () => {
  await awa.get(`/p/${scene.token}`);
  await shared();
  await shared();
  expect((await awa.get('/partages')).text).toContain('Ouvert 2 fois');
});

it('is open while nothing can be written: on a full disk, say', async () => {
  const { shareLinks } = world.services.store;
  const full = vi.spyOn(shareLinks, 'replace');
  full.mockRejectedValue(new StoreError('UNAVAILABLE', 'The disk is full'));
  const page = await shared();
  full.mockRestore();
  expect(page.status).toBe(200);
  expect(page.text).toContain(TEAM);
});
