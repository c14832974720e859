/** Whatever goes wrong for a program, it reads one form of answer, in English (RFC 9457). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PROBLEM_CODES } from '../../../src/web/problems.ts';
import { makeToken } from '../../support/api.ts';
import { API_ROUTES } from '../../support/routes.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let scene: Scene;
let token: string;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, nadia, awa } = world;
  scene = await playScene(world, { kpa: hautsPres, staff: nadia, holder: awa });
  token = await makeToken(world, hautsPres);
});
afterAll(() => world.destroy());

const problem = z.strictObject({
  type: z.url(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(PROBLEM_CODES),
});

/** Letters and signs of French, and words that no English sentence has. */
const FRENCH = /[À-ÿ’«»]|\b(le|la|les|une?|des?|est|pas|vous|nous|ce|cette)\b/i;

let clients = 0;
type Headers = Readonly<Record<string, string>>;

/** Every client is another one, so that none is refused for another's sake. */
async function ask(path: string, init: RequestInit = {}, headers: Headers = {}) {
  clients += 1;
  const answer = await fetch(`${world.origin}${path}`, {
    ...init,
    headers: {
      Connection: 'close',
      'X-Forwarded-For': `10.9.${clients >> 8}.${clients & 255}`,
      ...headers,
    },
  });
  return { headers: answer.headers, status: answer.status, text: await answer.text() };
}

function expectProblem(
  answer: Awaited<ReturnType<typeof ask>>,
  status: number,
  detail: RegExp = /./,
): void {
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    status,
    expect.stringMatching(/^application\/problem\+json/),
  ]);
  const said = problem.parse(JSON.parse(answer.text));
  expect(said.status).toBe(status);
  expect(said.type).toBe(
    `https://badges.example/problems/${said.code.toLowerCase().replaceAll('_', '-')}`,
  );
  expect(said.detail).toMatch(detail);
  for (const text of [said.title, said.detail]) {
    expect(text).toMatch(/^[A-Z@a-z].{5,}/);
    expect(text).not.toMatch(FRENCH);
  }
  expect(answer.headers.get('cache-control')).toBe('no-store');
}

const JSON_BODY = { 'Content-Type': 'application/json' };
const HTML = { Accept: 'text/html' };
const post = (body: string | Uint8Array<ArrayBuffer>) => ({ method: 'POST', body });

describe('a problem of a program', () => {
  it.each([
    '/api/nope',
    '/api',
    '/credentials/',
    '/presentations/x',
    '/problems/nope',
    '/problems',
  ])('is said for %s, where there is nothing, whatever is asked for', async (path) => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      for (const headers of [{}, HTML, { Accept: 'application/json' }]) {
        expectProblem(await ask(path, { method }, headers), 404);
      }
    }
  });

  it.each(API_ROUTES.map((route) => route.replace('POST ', '')))(
    'is said for another method of %s',
    async (path) => {
      const authorization = { Authorization: `Bearer ${token}` };
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const answer = await ask(path, { method }, { ...HTML, ...authorization });
        expectProblem(answer, 405);
        expect(answer.headers.get('allow')).toBe('POST');
      }
    },
  );

  it('without a token, or with a wrong one', async () => {
    for (const headers of [{}, { Authorization: 'Bearer kpa_no' }]) {
      const answer = await ask('/credentials/issue', post('{}'), { ...JSON_BODY, ...headers });
      expectProblem(answer, 401, /Authorization: Bearer/);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('for what may not be signed, and for what is not there to be withdrawn', async () => {
    const headers = { ...JSON_BODY, Authorization: `Bearer ${token}` };
    const credential = `{"credential":${scene.accepted.credential}}`;
    expectProblem(await ask('/credentials/issue', post(credential), headers), 422);
    const credentialStatus = { type: 'BitstringStatusListEntry', statusPurpose: 'revocation' };
    const wanted = { credentialId: 'urn:uuid:none', credentialStatus };
    const answer = await ask('/credentials/status', post(JSON.stringify(wanted)), headers);
    expectProblem(answer, 404, /No credential with this id/);
  });

  it.each<[string, string, RequestInit, Headers, number]>([
    ['of another type', '/credentials/verify', post('{}'), { 'Content-Type': 'text/plain' }, 415],
    ['broken', '/credentials/verify', post('{'), JSON_BODY, 400],
    ['without its member', '/presentations/verify', post('{}'), JSON_BODY, 400],
    ['too large', '/credentials/verify', post(`"${'x'.repeat(2_000_000)}"`), JSON_BODY, 413],
    ['too large', '/api/verify', post('x'.repeat(2_000_000)), {}, 413],
    ['compressed, and is not', '/api/verify', post('x'), { 'Content-Encoding': 'gzip' }, 400],
    [
      'of an unknown alphabet',
      '/credentials/verify',
      post('{}'),
      { 'Content-Type': 'application/json; charset=klingon' },
      400,
    ],
    ['empty', '/api/verify', post(''), {}, 400],
    [
      'half a form',
      '/api/verify',
      post('--x\r\nContent-'),
      { 'Content-Type': 'multipart/form-data; boundary=x' },
      400,
    ],
    ['no badge', '/api/verify', post('bonjour'), {}, 422],
    [
      'an image without one',
      '/api/verify',
      post('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      {},
      422,
    ],
    [
      'half an image',
      '/api/verify',
      post(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
      {},
      422,
    ],
    ['an address elsewhere', '/api/verify', post('https://elsewhere.example/b'), {}, 422],
    ['an address that is none', '/api/verify', post('https://[x'), {}, 422],
    [
      'an address of ours without a badge',
      '/api/verify',
      post('https://badges.example/nope'),
      {},
      422,
    ],
    [
      'a portfolio',
      '/api/verify',
      post('https://badges.example/p/abcdefghijklmnopqrstuv'),
      {},
      422,
    ],
  ])('for a body that is %s, at %s', async (_, path, init, headers, status) => {
    for (const accept of [{}, HTML]) {
      expectProblem(await ask(path, init, { ...headers, ...accept }), status);
    }
  });

  it('for too much in a short time, with how long to wait', async () => {
    const from = { 'X-Forwarded-For': '10.8.0.1' };
    const asked = await Promise.all(
      Array.from({ length: 620 }, () => ask('/credentials/issue', post('{}'), from)),
    );
    const refused = asked.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused.slice(0, 3)) {
      expectProblem(answer, 429);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  it.each([
    ['/k/nulle-part/did.json', 404],
    ['/k/hauts-pres/status/99', 404],
    ['/personnes/x', 404],
    ['/connexion/attente', 403],
  ])('at %s of the pages too, if no page is asked for', async (path, status) => {
    const method = status === 403 ? 'POST' : 'GET';
    const answer = await ask(path, { method, redirect: 'manual' }, { Accept: 'application/json' });
    if (answer.status !== 303) expectProblem(answer, status);
    expect([303, status]).toContain(answer.status);
  });

  it('is a page in French for who asks for a page', async () => {
    const page = await world.visitor().get('/k/nulle-part/did.json');
    expect(page.text).toContain('Ce KPA n’existe pas.');
  });
});

describe('the type of a problem', () => {
  it.each(PROBLEM_CODES)('%s is an address that explains it', async (code) => {
    const answer = await ask(`/problems/${code.toLowerCase().replaceAll('_', '-')}`);
    expect(answer.status).toBe(200);
    expect(problem.parse(JSON.parse(answer.text))).toMatchObject({ code });
    expect(answer.text).not.toMatch(FRENCH);
  });
});
