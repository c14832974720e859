/** A form whose session has ended: nothing is done, nothing typed is lost, and « back » works. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { documentsOf } from '../../support/storage/documents.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

const TYPED = 'J’ai servi. <b>Puis</b> j’ai rangé.';

let world: World;
let scene: Scene;
let awa: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia, awa: holder } = world;
  scene = await playScene(world, { kpa, staff: nadia, holder });
});
afterAll(() => world.destroy());
beforeEach(async () => {
  awa = await world.signIn(world.awa);
});

const path = () => `/mes-experiences/${scene.experience.id}`;
const send = (browser: TestVisitor, fields: Record<string, string>, headers = {}) =>
  browser.send(path(), {
    method: 'POST',
    headers: { Origin: world.config.publicUrl, ...headers },
    body: new URLSearchParams(fields),
  });

describe('a form sent after the session has ended', () => {
  it('from a page of an earlier version: it changes nothing, and gives back what was typed', async () => {
    const form = await awa.get(path());
    form.$('[name=_page]').remove();
    const before = await documentsOf(world.services.store);
    world.passTime(12 * 60 + 1);
    const page = await awa.press(form, 'Garder', { words: TYPED });
    expect([page.status, page.heading]).toEqual([403, 'La page a expiré']);
    expect(page.$('.kept').text()).toBe(TYPED);
    expect(page.$('.kept b')).toHaveLength(0);
    expect((await awa.click(page, 'Se connecter')).heading).toBe('Se connecter');
    expect((await documentsOf(world.services.store))['experiences']).toEqual(before['experiences']);
  });

  it('shows no token and no id', async () => {
    const csrf = (await awa.get(path())).$('[name=_csrf]').attr('value') ?? '';
    world.passTime(12 * 60 + 1);
    const { html } = await send(awa, { _csrf: csrf, batch: scene.experience.id, words: TYPED });
    expect(csrf).not.toBe('');
    expect(html).not.toContain(csrf);
    expect(html).not.toContain(`>${scene.experience.id}`);
  });

  it('gives nothing back to a form of another site', async () => {
    const { status, html } = await send(awa, { words: TYPED }, { Origin: 'https://evil.example' });
    expect(status).toBe(403);
    expect(html).not.toContain('J’ai servi');
  });
});

describe('a form of an earlier session', () => {
  it('leads back to its page, where it can be sent', async () => {
    const referer = `${world.config.publicUrl}${path()}`;
    const { status, html } = await send(awa, { _csrf: 'old', words: TYPED }, { Referer: referer });
    expect(status).toBe(403);
    expect(html).toContain(`href="${path()}"`);
    expect(html).toContain('Reprendre la page');
  });

  it.each(['https://badges.example//evil.example', 'javascript:alert(1)', 'no address'])(
    'leads nowhere else: %s',
    async (referer) => {
      const { html } = await send(awa, { _csrf: 'old', words: TYPED }, { Referer: referer });
      expect(html).not.toMatch(/href="(\/\/|javascript)/);
      expect(html).toContain('La page a expiré');
    },
  );
});

describe('the answer to a form', () => {
  it.each([
    ['that is refused', 422, { words: 'x'.repeat(601) }],
    ['of an earlier session', 403, { _csrf: 'old' }],
  ])(
    '%s stays in that browser, for « back », until the cookie changes',
    async (_, status, fields) => {
      const csrf = (await awa.get(path())).$('[name=_csrf]').attr('value') ?? '';
      const answer = await send(awa, { _csrf: csrf, ...fields });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('cache-control')).toBe('private, no-cache');
      expect(answer.headers.get('vary')).toMatch(/cookie/i);
    },
  );

  it('that is a key is stored nowhere', async () => {
    const nadia = await world.signIn(world.nadia);
    const person = await nadia.get(`/personnes/${world.awa.id}`);
    const link = await nadia.press(person, 'Faire un lien');
    expect(link.text).toContain('/connexion/lien/');
    expect(link.headers.get('cache-control')).toBe('private, no-store');
  });

  it('is the only page that is: what one opens is stored nowhere', async () => {
    expect((await awa.get('/mes-badges')).headers.get('cache-control')).toBe('private, no-store');
  });
});
