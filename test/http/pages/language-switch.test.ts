/** The way from one language to the other, and back; what hangs on it for caches and for strangers. */
import { get } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { playScene } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld } from '../../support/world.ts';

const world = await createWorld();
afterAll(() => world.destroy());
const scene = await playScene(world, {
  kpa: world.hautsPres,
  staff: world.nadia,
  holder: world.awa,
});

const PAGES = [
  ['/badges'],
  ['/connexion'],
  ['/no-such-page'],
  [`/verifier?lien=${encodeURIComponent('https://badges.example/a?b=c&d=e')}`],
  [`/p/${scene.token}`],
] as const;

/** A link; a button, where something can be typed, or where somebody is signed in. */
const change = async (visitor: TestVisitor, page: Page, words: string) =>
  page.$('.languages button').length > 0 ? visitor.press(page, words) : visitor.click(page, words);

describe('the switch of language', () => {
  it.each(PAGES)('leads from %s to English and back to it', async (path) => {
    const visitor = world.visitor();
    const english = await change(visitor, await visitor.get(path), 'English');
    expect(english.$('html').attr('lang')).toBe('en');
    const french = await change(visitor, english, 'Français');
    expect(french.$('html').attr('lang')).toBe('fr');
    const [there, back] = [path, french.path].map((one) => new URL(one, 'https://badges.example'));
    back?.searchParams.delete('lang');
    expect(back?.pathname).toBe(there?.pathname);
    expect([...(back?.searchParams ?? [])]).toEqual([...(there?.searchParams ?? [])]);
  });

  it('stands in the header, before the page, in its own word', async () => {
    for (const [path] of PAGES) {
      const { $ } = await world.visitor().get(path);
      const place = $('header .languages :is(a, button)');
      expect([place.text(), place.attr('lang')]).toEqual(['English', 'en']);
    }
  });

  it('is no new opening of a share link', async () => {
    const openings = async () =>
      (await world.services.store.shareLinks.findById(scene.link.id))?.opened;
    const before = await openings();
    await fetch(`${world.origin}/p/${scene.token}?lang=en`, {
      headers: { 'Sec-Fetch-Site': 'same-origin' },
    });
    expect(await openings()).toBe(before);
  });
});

describe('an address that is none', () => {
  it.each(['//', '///', '//[', '//%', '//a:99999', '/\\['])(
    '%s is answered as a page',
    async (path) => {
      const { status, headers } = await rawGet(path);
      expect(status).toBeLessThan(500);
      expect(headers).toContain('content-security-policy');
    },
  );
});

describe('what has no language', () => {
  it.each(['/health/live', '/network.json', '/k/hauts-pres/did.json'])(
    '%s is one for every reader',
    async (path) => {
      const { headers } = await fetch(`${world.origin}${path}`);
      expect(headers.get('vary') ?? '').not.toContain('Accept-Language');
    },
  );

  it('but a page is not', async () => {
    const { headers } = await fetch(`${world.origin}/badges`);
    expect(headers.get('vary')).toContain('Accept-Language');
  });
});

/** As it stands: `fetch` would tidy the address first. */
function rawGet(path: string): Promise<{ status: number; headers: string }> {
  const { hostname, port } = new URL(world.origin);
  return new Promise((resolve, reject) => {
    get({ hostname, port, path }, (answer) => {
      answer.resume();
      resolve({
        status: answer.statusCode ?? 0,
        headers: answer.rawHeaders.join('\n').toLowerCase(),
      });
    }).once('error', reject);
  });
}
