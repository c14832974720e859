/** Whatever goes wrong for a program, it reads one form of answer, in English (RFC 9457). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_OPERATIONS } from '../../../src/app.ts';
import { PROBLEM_CODES } from '../../../src/problems/problems.ts';
import { makeToken } from '../../support/visits/api.ts';
import {
  askIn,
  expectExplanation,
  expectProblem,
  type Headers,
  HTML,
  JSON_BODY,
  pathOf,
  post,
} from '../../support/visits/problem.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';
import { jsonOf } from '../../support/signed-texts.ts';

const DID = 'did:web:badges.example:k:hauts-pres';

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

const ask = askIn(() => world);

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const API_PATHS = [...new Set(API_OPERATIONS.map(({ path }) => path))];

/** Also of `/credentials/:id`, when that is an address like this one. */
function methodsOf(path: string): readonly string[] {
  const here = API_OPERATIONS.filter((one) => {
    const pattern = one.path.replaceAll(/:\w+/g, '[^/]+');
    return new RegExp(`^${pattern}$`).test(path);
  });
  return here.map(({ method }) => method.toUpperCase());
}

function longText(): FormData {
  const form = new FormData();
  form.append('source', 'x'.repeat(1_200_000));
  return form;
}

describe('a problem of a program', () => {
  it.each([
    '/api/nope',
    '/api',
    '/API/nope',
    '/api/verify/x',
    '/credentials/',
    '/Credentials/x/nope',
    '/presentations/x/nope',
    '/problems/nope',
    '/problems',
  ])('is said for %s, where there is nothing, whatever is asked for', async (path) => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      for (const headers of [{}, HTML, { Accept: 'application/json' }]) {
        expectProblem(await ask(path, { method }, headers), 404);
      }
    }
  });

  it.each(API_PATHS)('is said for another method of %s', async (path) => {
    const authorization = { Authorization: `Bearer ${token}` };
    const taken = methodsOf(path);
    for (const method of METHODS.filter((one) => !taken.includes(one))) {
      const answer = await ask(path, { method }, { ...HTML, ...authorization });
      expectProblem(answer, 405);
      for (const one of taken) expect(answer.headers.get('allow')).toContain(one);
    }
  });

  it.each(['/api/openapi.json', '/problems/not-found'])(
    'is said for another method of %s',
    async (path) => {
      for (const method of ['POST', 'PUT', 'DELETE']) {
        const answer = await ask(path, { method }, HTML);
        expectProblem(answer, 405);
        expect(answer.headers.get('allow')).toBe('GET, HEAD');
      }
    },
  );

  it('for an address that is none', async () => {
    for (const path of ['/api/%E0%A4%A', '/problems/%E0%A4%A', '/credentials/verify/%FF']) {
      const answer = await ask(path, {}, HTML);
      expect([400, 404]).toContain(answer.status);
      expectProblem(answer, answer.status);
    }
  });

  it('without a token, or with a wrong one', async () => {
    for (const headers of [{}, { Authorization: 'Bearer kpa_no' }]) {
      const answer = await ask('/credentials/issue', post('{}'), { ...JSON_BODY, ...headers });
      expectProblem(answer, 401, /Authorization: Bearer/);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('for what may not be signed, and for what is not there to be withdrawn', async () => {
    const headers = { ...JSON_BODY, Authorization: `Bearer ${token}` };
    const credential = `{"credential":${jsonOf(scene.accepted)}}`;
    expectProblem(await ask('/credentials/issue', post(credential), headers), 422);
    const credentialStatus = { type: 'BitstringStatusListEntry', statusPurpose: 'revocation' };
    const wanted = { credentialId: 'urn:uuid:none', credentialStatus };
    const answer = await ask('/credentials/status', post(JSON.stringify(wanted)), headers);
    expectProblem(answer, 404, /No credential with this id/);
  });

  it.each<[string, object, RegExp]>([
    ['is named like its issuer', { id: DID }, /names an issuer or a key, and no credential$/],
    ['is named like a key', { id: `${DID}#key-1` }, /names an issuer or a key, and no credential$/],
    [
      'is a presentation too',
      { type: ['VerifiableCredential', 'VerifiablePresentation'] },
      /a presentation is not signed here$/,
    ],
  ])('for a credential to be signed that %s', async (_name, changes, why) => {
    const credential = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential'],
      issuer: DID,
      credentialSubject: { id: 'did:example:somebody' },
      ...changes,
    };
    const headers = { ...JSON_BODY, Authorization: `Bearer ${token}` };
    const body = post(JSON.stringify({ credential }));
    expectProblem(await ask('/credentials/issue', body, headers), 422, why);
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
      415,
    ],
    [
      'packed in an unknown way',
      '/presentations/verify',
      post('{}'),
      { ...JSON_BODY, 'Content-Encoding': 'zstd-x' },
      415,
    ],
    [
      'of options of another kind',
      '/credentials/verify',
      post('{"verifiableCredential":{},"options":{"requireKnownIssuer":"yes"}}'),
      JSON_BODY,
      400,
    ],
    ['a text too long in a form', '/api/verify', post(longText()), {}, 413],
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
    expectExplanation(await ask(pathOf(code)), code);
  });
});
