/** A badge opened from a portfolio: it keeps the person's name and the way back, inside that link. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disownKey } from '../../../src/features/key-management/disown-key.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let scene: Scene;
let other: Scene;
let employer: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia, awa, bruno } = world;
  scene = await playScene(world, { kpa, staff: nadia, holder: awa });
  other = await playScene(world, { kpa, staff: nadia, holder: bruno });
  employer = world.visitor();
});
afterAll(() => world.destroy());

const badge = (id: string, end = '') => `/p/${scene.token}/badges/${id}${end}`;

describe('a badge of a portfolio', () => {
  it('opens inside the link, from the portfolio and from its check', async () => {
    for (const end of ['', '/verification']) {
      const page = await employer.get(`/p/${scene.token}${end}`);
      expect(page.$('a[href*="/credentials/"]')).toHaveLength(0);
      const opened = await employer.click(page, 'Je travaille en équipe');
      expect(opened.path).toBe(badge(scene.accepted.id));
    }
  });

  it('says whose it is, once and for all, and leads back', async () => {
    const page = await employer.get(badge(scene.accepted.id));
    expect(page.heading).toContain('Ce badge est authentique');
    expect(page.text).toContain('Ce badge est au nom d’Awa Diallo.');
    expect(page.text).not.toMatch(/ne montre pas son nom|n’est pas écrit/);
    expect((await employer.click(page, 'Revenir au portfolio')).path).toBe(`/p/${scene.token}`);
    expect((await employer.click(page, 'Portfolio d’Awa Diallo')).heading).toBe('Awa Diallo');
  });

  it('says what was asked for it without leaving the link', async () => {
    const page = await employer.get(badge(scene.accepted.id));
    const asked = world.services.definitions.findBadgeClass('travailler-en-equipe');
    expect(asked?.criteria.length).toBeGreaterThan(0);
    for (const one of asked?.criteria ?? []) expect(page.text).toContain(one);
    expect(page.$('main a[href^="/badges/"]')).toHaveLength(0);
  });

  it('can be taken away as a file', async () => {
    const { $ } = await employer.get(badge(scene.accepted.id));
    const files = $('a[download]').toArray();
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      const { status } = await employer.send($(file).attr('href') ?? '');
      expect(status).toBe(200);
    }
  });

  it('keeps its proof inside the link too, and says that it is the one that was signed', async () => {
    const page = await employer.get(badge(scene.accepted.id));
    const proof = await employer.click(page, 'Ce qui a été fait');
    expect(proof.path).toBe(badge(scene.accepted.id, '/evidence'));
    expect(proof.text).toContain('Cette page est bien celle que le badge signe.');
    expect((await employer.click(proof, 'Voir le badge')).path).toBe(badge(scene.accepted.id));
  });

  it('that was taken back says so, with its name', async () => {
    const page = await employer.get(badge(scene.revoked.id));
    expect(page.heading).toBe('Ce badge a été retiré');
    expect(page.text).toContain('Awa Diallo');
    expect(page.text).toContain('Qui le vérifie lira qu’il a été retiré.');
    expect(page.text).not.toContain('À mettre sur un CV');
  });

  it('is not shown under a name which is not in it', async () => {
    const people = world.services.store.people(world.hautsPres.id);
    const person = await people.findById(other.holder.id);
    if (!person) throw new Error('No person');
    await people.replace({ ...person, name: 'Bruno Renommé' });
    const page = await employer.get(`/p/${other.token}/badges/${other.accepted.id}`);
    expect(page.heading).toBe('Nous ne pouvons pas répondre');
    expect(page.text).not.toMatch(/Bruno|Je travaille en équipe|est au nom/);
    expect((await employer.click(page, 'Revenir au portfolio')).path).toBe(`/p/${other.token}`);
  });
});

describe('its address', () => {
  it.each<[string, () => string]>([
    ['a badge of another person', () => other.accepted.id],
    ['one that was set aside', () => scene.declined.id],
    ['one that waits', () => scene.offered.id],
    ['none at all', () => 'x'],
  ])('answers to %s as to what is not there', async (_, id) => {
    for (const end of ['', '/evidence']) {
      const page = await employer.get(badge(id(), end));
      expect([page.status, page.text.includes('Awa')]).toEqual([404, false]);
    }
  });

  it.each(['', '/evidence'])('%s is kept in no cache, and told to nobody', async (end) => {
    const { headers } = await employer.send(badge(scene.accepted.id, end));
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('does not count as one more opening of the link', async () => {
    const before = await world.services.store.shareLinks.findById(scene.link.id);
    await employer.get(badge(scene.accepted.id));
    const after = await world.services.store.shareLinks.findById(scene.link.id);
    expect(after?.opened).toBe(before?.opened);
  });

  it('ends with the link', async () => {
    const { services, hautsPres: kpa, nadia } = world;
    const holder = await world.add(kpa, 'Zoé Petit', 'cooperant');
    const closed = await playScene(world, { kpa, staff: nadia, holder });
    const link = await services.store.shareLinks.findById(closed.link.id);
    if (!link) throw new Error('No link');
    await services.store.shareLinks.replace({ ...link, withdrawnAt: '2026-10-14T17:00:00Z' });
    for (const end of ['', '/evidence']) {
      const page = await employer.get(`/p/${closed.token}/badges/${closed.accepted.id}${end}`);
      expect([page.status, page.html.includes('Zoé')]).toEqual([410, false]);
    }
  });
});

it('the badge’s own address shows no name, and says how to check one', async () => {
  const page = await employer.get(`/k/hauts-pres/credentials/${scene.accepted.id}`);
  expect(page.text).not.toContain('Awa');
  expect(page.text).toContain('Cette page ne montre pas son nom. Le badge permet de le contrôler.');
  const form = await employer.click(page, 'Comparer avec un nom');
  const answer = await employer.press(form, 'Vérifier', { name: 'Awa Diallo' });
  expect(answer.text).toContain('Le badge est bien à ce nom.');
});

it('a proof says so when the key of its badge is one that we disowned', async () => {
  const why = { by: 'Karim Benali', reason: 'stolen' };
  await disownKey(world.services, world.hautsPres, 'key-1', why);
  const own = `/k/hauts-pres/credentials/${scene.accepted.id}/evidence`;
  for (const path of [own, badge(scene.accepted.id, '/evidence')]) {
    const page = await employer.get(path);
    expect(page.text).toContain('La clé qui a signé ce badge ne vaut plus.');
    expect(page.text).not.toContain('bien celle que le badge signe');
  }
  expect((await employer.get(badge(scene.accepted.id))).text).not.toContain('est au nom');
});
