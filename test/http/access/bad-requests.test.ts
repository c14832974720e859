/** Requests no page of ours sends: each gets its status and a sentence, and the server goes on. */
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentsOf } from '../../support/storage/documents.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import type { Answer, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let scene: Scene;
let nadia: TestVisitor;
let documents: Awaited<ReturnType<typeof documentsOf>>;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, awa } = world;
  scene = await playScene(world, { kpa: hautsPres, staff: world.nadia, holder: awa });
  nadia = await world.signIn(world.nadia);
  documents = await documentsOf(world.services.store);
});
afterAll(() => world.destroy());

type Body = string | URLSearchParams | FormData | Uint8Array<ArrayBuffer>;
const FORM = 'application/x-www-form-urlencoded';

async function post(path: string, body: Body, headers: Record<string, string> = {}) {
  const answer = await world.visitor().send(path, {
    method: 'POST',
    body,
    headers: { Origin: world.config.publicUrl, ...headers },
  });
  expect(await documentsOf(world.services.store)).toEqual(documents);
  return answer;
}

function expectPage(answer: Answer, status: number, sentence: RegExp | string): void {
  expect([answer.status, answer.html]).toEqual([
    status,
    typeof sentence === 'string'
      ? expect.stringContaining(sentence)
      : expect.stringMatching(sentence),
  ]);
  expect(answer.html).toMatch(/^<!doctype html>/i);
  expect(answer.html).not.toMatch(/at .+\.(ts|js):\d+/);
}

const MEGABYTE = 1_048_576;
const NOT_UNDERSTOOD = 'Nous n’avons pas compris cette demande.';
const TOO_LARGE = /C’est trop lourd/;

function fileOf(bytes: number, name = 'file'): FormData {
  const body = new FormData();
  body.append(name, new File([randomBytes(bytes)], 'badge.json'));
  return body;
}

describe('too much', () => {
  it.each([1.2, 10, 20])('a file of %s MB, in words beside the form', async (megabytes) => {
    const answer = await post('/verifier', fileOf(megabytes * MEGABYTE));
    expectPage(answer, 413, 'Ce fichier est trop lourd pour un badge');
    expect(answer.html).toContain('action="/verifier"');
  });

  it('a text of 10 MB in the field for a text', async () => {
    const body = new FormData();
    body.append('source', 'x'.repeat(10 * MEGABYTE));
    expectPage(await post('/verifier', body), 413, 'Ce texte est trop long pour un badge');
  });

  it('a form of 10 MB', async () => {
    const body = new URLSearchParams({ email: 'x'.repeat(10 * MEGABYTE) });
    expectPage(await post('/connexion', body), 413, TOO_LARGE);
  });

  it('10 MB of zeros, compressed', async () => {
    const body = new Uint8Array(gzipSync(Buffer.alloc(10 * MEGABYTE)));
    const headers = { 'Content-Type': FORM, 'Content-Encoding': 'gzip' };
    // It is not even opened: a kilobyte could become a page of megabytes.
    expectPage(await post('/connexion', body, headers), 415, NOT_UNDERSTOOD);
  });

  it('a thousand fields', async () => {
    const body = new URLSearchParams();
    for (let at = 0; at < 1_000; at += 1) body.append(`field-${at}`, 'x');
    expectPage(await post('/connexion', body), 400, NOT_UNDERSTOOD);
  });

  it('many files', async () => {
    const body = fileOf(10);
    for (let more = 0; more < 5; more += 1) body.append('file', new File(['x'], 'x.json'));
    expectPage(await post('/verifier', body), 400, NOT_UNDERSTOOD);
  });
});

describe('the wrong shape', () => {
  it.each([
    ['malformed JSON', '{"email": ', 'application/json'],
    ['JSON', '{"email":"awa@hauts-pres.example"}', 'application/json'],
    ['plain text', 'email=awa@hauts-pres.example', 'text/plain'],
    ['no type at all', 'email=awa@hauts-pres.example', ''],
    ['broken percent signs', '%E0%A4%A=%', FORM],
  ])('a form in %s is an empty form', async (_, body, type) => {
    const headers: Record<string, string> = type ? { 'Content-Type': type } : {};
    const answer = await post('/connexion', new Uint8Array(Buffer.from(body)), headers);
    expectPage(answer, 422, 'Écrivez votre adresse e-mail.');
  });

  it.each([
    [415, 'an unknown encoding', { 'Content-Type': FORM, 'Content-Encoding': 'zstd-x' }],
    [415, 'an unknown alphabet', { 'Content-Type': `${FORM}; charset=klingon` }],
    [415, 'broken compression', { 'Content-Type': FORM, 'Content-Encoding': 'gzip' }],
  ])('%s for %s', async (status, _, headers: Record<string, string>) => {
    expectPage(await post('/connexion', 'email=a', headers), status, NOT_UNDERSTOOD);
  });

  it.each([
    ['parts without a border', 'multipart/form-data', 'x'],
    [
      'parts that do not end',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="source"\r\n\r\nx',
    ],
  ])('%s', async (_, type, body) => {
    const answer = await post('/verifier', body, { 'Content-Type': type });
    expectPage(answer, 400, 'Votre envoi est arrivé incomplet. Recommencez.');
  });

  it('a file where none is asked for', async () => {
    expectPage(await post('/verifier', fileOf(10, 'photo')), 400, NOT_UNDERSTOOD);
  });

  it('fields with the names of what every object has', async () => {
    const body = '__proto__=x&constructor=x&toString=x&email[$ne]=x&hasOwnProperty=x';
    const answer = await post('/connexion', body, { 'Content-Type': FORM });
    expectPage(answer, 422, 'Écrivez votre adresse e-mail.');
  });
});

describe('odd addresses', () => {
  it.each([
    ['/personnes/%E0%A4%A', 400],
    ['/personnes/%00', 404],
    ['/personnes/__proto__', 404],
    ['/personnes/[object Object]', 404],
    [`/personnes/${'a'.repeat(4_000)}`, 404],
    ['/experiences?page=%00', 400],
    ['/experiences?page=W10', 400],
    ['/experiences?page=a&page=b', 200],
    ['/k/__proto__', 404],
    ['/badges/constructor', 404],
    ['/badges/transmettre/v1e0', 404],
    ['/badges/transmettre/v99999999999', 404],
    ['/badges/transmettre/v1/..%2f..%2fpackage.svg', 404],
    ['/referentiels/__proto__/toString', 404],
    ['/assets/..%2f..%2fpackage.json', 404],
    ['/nulle-part', 404],
  ])('%s answers %i', async (path, status) => {
    const answer = await nadia.get(path);
    expect(answer.status).toBe(status);
    expect(answer.heading).not.toBe('');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('never says more badges were signed than there are', async () => {
    for (const signed of ['7', '1e999', '-1', '0.5', 'x', '<b>']) {
      const page = await nadia.get(`/experiences/${scene.experience.id}?signes=${signed}`);
      expect(page.status).toBe(200);
      expect(page.text).not.toMatch(/badges? (est |sont )?signés?/);
    }
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('%s is no way to write', async (method) => {
    const headers = { Origin: world.config.publicUrl };
    const answer = await nadia.send(`/personnes/${world.awa.id}`, { method, headers });
    expect(answer.status).toBeGreaterThanOrEqual(403);
    expect(answer.status).toBeLessThan(500);
  });
});

it('answers software with problem+json', async () => {
  const headers = { Accept: 'application/json' };
  const answer = await world.visitor().send('/k/nulle-part/did.json', { headers });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(JSON.parse(answer.html)).toEqual({
    type: 'https://badges.example/problems/not-found',
    title: 'Nothing is here',
    status: 404,
    detail: 'This KPA does not exist.',
    instance: `urn:uuid:${answer.headers.get('x-request-id') ?? ''}`,
    code: 'NOT_FOUND',
  });
});

describe('what is refused, in the language of whoever asks', () => {
  const from = { Origin: 'https://evil.example' };

  it('is said to a person', async () => {
    const english = { ...from, 'Accept-Language': 'en' };
    const page = await post('/connexion', 'email=a', { ...english, 'Content-Type': FORM });
    expectPage(page, 403, 'This request does not come from our pages.');
    expect(page.html).toContain('<h1>This page is not open</h1>');
    const french = await post('/connexion', 'email=a', { ...from, 'Content-Type': FORM });
    expectPage(french, 403, 'Cette demande ne vient pas de nos pages.');
  });

  it('is English for a program', async () => {
    const headers = { ...from, Accept: 'application/json', 'Accept-Language': 'fr' };
    const { html } = await post('/connexion', 'email=a', { ...headers, 'Content-Type': FORM });
    expect(JSON.parse(html)).toMatchObject({
      code: 'FORBIDDEN',
      detail: 'This request does not come from our pages. Reload the page.',
    });
  });
});

it('goes on after all that', async () => {
  expect((await world.visitor().get('/')).status).toBe(200);
  expect((await nadia.get('/personnes')).status).toBe(200);
  expect(world.logged.join('\n')).not.toContain('unexpected error');
});
