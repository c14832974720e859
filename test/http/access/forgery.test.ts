/** A page of somebody else’s cannot make a signed-in browser write (docs/adr/0007). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { documentsOf } from '../../support/storage/documents.ts';
import { API_ROUTES, routesOf } from '../../support/visits/routes.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let nadia: Awaited<ReturnType<World['signIn']>>;
let csrf: string;
const own = 'https://badges.example';

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());
beforeEach(async () => {
  nadia = await world.signIn(world.nadia);
  csrf = (await nadia.get('/personnes/nouvelle')).$('[name=_csrf]').attr('value') ?? '';
});

/** What adding a person answers when the request says this of where it comes from. */
async function add(headers: Record<string, string>, token: string | undefined) {
  const { store } = world.services;
  const before = await documentsOf(store);
  const person = { name: 'Lucie Blanc', roles: 'cooperant', another: 'yes' };
  const body = new URLSearchParams({ ...person, ...(token !== undefined && { _csrf: token }) });
  const { status } = await nadia.send('/personnes', { method: 'POST', headers, body });
  const isWritten = JSON.stringify(await documentsOf(store)) !== JSON.stringify(before);
  return { status, isWritten };
}

const accepted = { status: 303, isWritten: true };
const refused = { status: 403, isWritten: false };

describe('where a request says it comes from', () => {
  it.each([
    ['our own origin', { Origin: own }],
    ['the browser’s word that it is ours', { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }],
  ])('lets %s pass', async (_, headers) => {
    expect(await add(headers, csrf)).toEqual(accepted);
  });

  it.each([
    ['nothing', {}],
    ['another origin', { Origin: 'https://evil.example' }],
    ['no origin', { Origin: 'null' }],
    ['our origin over http', { Origin: 'http://badges.example' }],
    ['our origin as a prefix', { Origin: `${own}.evil.example` }],
    ['another site', { 'Sec-Fetch-Site': 'cross-site', Origin: own }],
    ['a sister site', { 'Sec-Fetch-Site': 'same-site', Origin: own }],
    ['a bookmark', { 'Sec-Fetch-Site': 'none', Origin: own }],
    ['only a referrer', { Referer: `${own}/personnes/nouvelle` }],
    ['only a host', { 'X-Forwarded-Host': 'badges.example' }],
  ])('refuses %s', async (_, headers: Record<string, string>) => {
    expect(await add(headers, csrf)).toEqual(refused);
  });

  it('is asked on every route that writes, also before sign-in', async () => {
    const writes = routesOf(world.app).filter(
      (route) => !route.startsWith('GET') && !API_ROUTES.includes(route),
    );
    expect(writes.length).toBeGreaterThan(10);
    for (const route of writes) {
      const [method = '', pattern = ''] = route.split(' ');
      const answer = await world.visitor().send(pattern, { method });
      expect([route, answer.status]).toEqual([route, 403]);
      expect(answer.html).toContain('Cette demande ne vient pas de nos pages.');
    }
  });
});

describe('the token of the session', () => {
  it.each(['', 'x', 'undefined'])('refuses « %s »', async (token) => {
    expect(await add({ Origin: own }, token)).toEqual(refused);
  });

  it('refuses none at all', async () => {
    expect(await add({ Origin: own }, undefined)).toEqual(refused);
  });

  it('refuses that of another session of the same person', async () => {
    const again = await world.signIn(world.nadia);
    const other = (await again.get('/personnes/nouvelle')).$('[name=_csrf]').attr('value');
    expect(other).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(other).not.toBe(csrf);
    expect(await add({ Origin: own }, other)).toEqual(refused);
  });

  it('refuses a token in the address', async () => {
    const headers = { Origin: own };
    const path = `/personnes?_csrf=${csrf}`;
    const body = new URLSearchParams({ name: 'Lucie Blanc', roles: 'cooperant' });
    expect((await nadia.send(path, { method: 'POST', headers, body })).status).toBe(403);
  });

  it('is asked for a sign-out too, which keeps the session otherwise', async () => {
    const headers = { Origin: own };
    expect((await nadia.send('/deconnexion', { method: 'POST', headers })).status).toBe(403);
    expect((await nadia.get('/personnes')).path).toBe('/personnes');
  });

  it('is in every form of the pages that writes', async () => {
    const pages = [
      '/personnes',
      '/personnes/nouvelle',
      '/experiences/nouvelle',
      '/connexion/attente',
    ];
    for (const path of [...pages, `/personnes/${world.awa.id}`]) {
      const { $ } = await nadia.get(path);
      const forms = $('form[method=post]').toArray();
      expect(forms.length).toBeGreaterThan(0);
      expect(forms.map((form) => $(form).find('[name=_csrf]').attr('value'))).toEqual(
        forms.map(() => csrf),
      );
    }
  });
});
