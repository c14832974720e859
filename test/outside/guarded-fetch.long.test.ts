import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGuardedFetch, type GuardedFetchOptions } from '../../src/outside/guarded-fetch.ts';
import { startLoopbackIssuer, TEST_CA } from '../support/issuers/loopback-issuer.ts';

const ACCEPT = 'application/did+json, application/json';
const MAX_BYTES = 1000;
const json = (response: ServerResponse, body: string | Buffer) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);

const containing = (words: string): unknown => expect.stringContaining(words);

const held: ServerResponse[] = [];

function endless(response: ServerResponse): void {
  const more = setInterval(() => response.write('x'.repeat(MAX_BYTES / 2)), 1);
  response.on('close', () => {
    clearInterval(more);
  });
}

const pages = {
  '/did.json': (_: unknown, response: ServerResponse) => json(response, '{"id":"did:web:é"}'),
  '/hold': (_: unknown, response: ServerResponse) => {
    held.push(response);
  },
  '/gone': (_: unknown, response: ServerResponse) => response.writeHead(410).end(),
  '/broken': (_: unknown, response: ServerResponse) => response.writeHead(500).end('{}'),
  '/empty': (_: unknown, response: ServerResponse) => response.writeHead(204).end(),
  '/private': (_: unknown, response: ServerResponse) => response.writeHead(403).end('{}'),
  '/redirect': (_: unknown, response: ServerResponse) =>
    response.writeHead(302, { location: 'https://169.254.169.254/latest/meta-data/' }).end(),
  '/redirect-here': (_: unknown, response: ServerResponse) =>
    response.writeHead(301, { location: '/did.json' }).end(),
  '/at-limit': (_: unknown, response: ServerResponse) => json(response, 'x'.repeat(MAX_BYTES)),
  '/over-limit': (_: unknown, response: ServerResponse) =>
    json(response, 'x'.repeat(MAX_BYTES + 1)),
  '/endless': (_: unknown, response: ServerResponse) => {
    endless(response.writeHead(200));
  },
  '/gone-endless': (_: unknown, response: ServerResponse) => {
    endless(response.writeHead(410));
  },
  '/drip': (_: unknown, response: ServerResponse) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write(' '), 10);
    response.on('close', () => {
      clearInterval(drip);
    });
  },
  '/bomb': (_: unknown, response: ServerResponse) =>
    response
      .writeHead(200, { 'content-encoding': 'gzip' })
      .end(gzipSync(Buffer.alloc(MAX_BYTES * 500))),
  '/said-to-be-compressed': (_: unknown, response: ServerResponse) =>
    response.writeHead(200, { 'content-encoding': 'br' }).end('{}'),
  '/not-utf8': (_: unknown, response: ServerResponse) => json(response, Buffer.from([0x7b, 0xff])),
  '/cut': (_: unknown, response: ServerResponse) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"id":');
    response.socket?.end();
  },
  '/hang-up': (_: unknown, response: ServerResponse) => response.destroy(),
};

let issuer: Awaited<ReturnType<typeof startLoopbackIssuer>>;

beforeEach(async () => {
  issuer = await startLoopbackIssuer(pages);
});

afterEach(async () => {
  held.length = 0;
  await issuer.close();
});

/** A guarded fetch to which the loopback issuer, and nothing else, is public. */
function guardedFetch(options: GuardedFetchOptions = {}) {
  return createGuardedFetch({
    resolve: () => Promise.resolve(['127.0.0.1']),
    isAllowedAddress: (address) => address === '127.0.0.1',
    port: issuer.port,
    ca: TEST_CA,
    maxBytes: MAX_BYTES,
    ...options,
  });
}

function guarded(options: GuardedFetchOptions = {}) {
  const fetcher = guardedFetch(options);
  return (url: string, accept = ACCEPT) => fetcher.fetchJsonText(url, accept);
}

/** A guarded fetch with its own judgement of addresses: it would reach the issuer if it erred. */
const strict = (resolve: GuardedFetchOptions['resolve']) =>
  createGuardedFetch({ port: issuer.port, ca: TEST_CA, ...(resolve && { resolve }) });

/** Once `count` requests have reached the issuer. */
const reached = (count: number) => expect.poll(() => issuer.seen.length).toBe(count);

describe('an address that may be read', () => {
  it('gives its text and type', async () => {
    expect(await guarded()('https://issuer.test/did.json')).toEqual({
      outcome: 'found',
      text: '{"id":"did:web:é"}',
      contentType: 'application/json',
    });
  });

  it('gives its bytes, UTF-8 or not, and is asked once for both', async () => {
    const fetcher = guardedFetch();
    const bytes = await fetcher.fetchBytes('https://issuer.test/not-utf8', ACCEPT);
    expect(bytes).toMatchObject({ outcome: 'found', body: Buffer.from([0x7b, 0xff]) });
    const text = await fetcher.fetchJsonText('https://issuer.test/not-utf8', ACCEPT);
    expect(text).toMatchObject({ outcome: 'refused' });
    expect(issuer.seen).toHaveLength(1);
  });

  it('learns the name and path asked for, and nothing about us', async () => {
    await guarded()('https://issuer.test/did.json?v=1#key-1');
    expect(issuer.seen).toEqual([
      {
        path: '/did.json?v=1',
        serverName: 'issuer.test',
        headers: {
          host: 'issuer.test',
          accept: ACCEPT,
          'accept-encoding': 'identity',
          'user-agent': 'kpa-badges',
          connection: 'close',
        },
      },
    ]);
  });

  it('may be a public IP address', async () => {
    const resolve = () => Promise.reject(new Error('nothing to resolve'));
    expect(await guarded({ resolve })('https://127.0.0.1/did.json')).toMatchObject({
      outcome: 'found',
    });
  });

  it('is looked for at each address of its name', async () => {
    const fetchText = guarded({
      resolve: () => Promise.resolve(['::1', '127.0.0.1']),
      isAllowedAddress: () => true,
    });
    expect(await fetchText('https://issuer.test/did.json')).toMatchObject({ outcome: 'found' });
  });

  it('may be as long as the limit', async () => {
    expect(await guarded()('https://issuer.test/at-limit')).toMatchObject({ outcome: 'found' });
  });
});

describe('a URL refused as it stands', () => {
  it.each([
    ['not a URL', 'issuer.test/did.json'],
    ['http', 'http://issuer.test/did.json'],
    ['another scheme', 'file:///etc/passwd'],
    ['inline data', 'data:application/json,{}'],
    ['a port', 'https://issuer.test:8443/did.json'],
    ['port 80', 'https://issuer.test:80/did.json'],
    ['a user', 'https://user@issuer.test/did.json'],
    ['a password', 'https://:secret@issuer.test/did.json'],
    ['a host outside the syntax', 'https://issuer test/did.json'],
    ['a number out of range', 'https://127.0.0.1.256/did.json'],
    ['3,000 characters', `https://issuer.test/${'a'.repeat(3000)}`],
  ])('%s', async (_, url) => {
    expect(await guarded()(url)).toMatchObject({ outcome: 'refused' });
    expect(issuer.seen).toEqual([]);
  });
});

describe('an address in our own network', () => {
  it.each([
    '127.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '１２７.0.0.1',
    '0.0.0.0',
    '[::]',
    '169.254.169.254',
    '10.0.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '[fd00::1]',
    '[fe80::1]',
    '[64:ff9b::7f00:1]',
    '[::7f00:1]',
    '[2002:7f00:1::]',
  ])('is refused as a literal: %s', async (host) => {
    const fetcher = strict(() => Promise.resolve(['8.8.8.8']));
    expect(await fetcher.fetchJsonText(`https://${host}/did.json`, ACCEPT)).toMatchObject({
      outcome: 'refused',
    });
    expect(issuer.seen).toEqual([]);
  });

  it.each([
    ['loopback', ['127.0.0.1']],
    ['private', ['10.0.0.1']],
    ['private in IPv6', ['fd00::1']],
    ['mapped', ['::ffff:127.0.0.1']],
    ['a public and a private one', ['8.8.8.8', '127.0.0.1']],
    ['a private and a public one', ['127.0.0.1', '8.8.8.8']],
    ['something else than an address', ['localhost']],
  ])('is refused when a name resolves to it: %s', async (_, addresses) => {
    const fetcher = strict(() => Promise.resolve(addresses));
    const fetched = await fetcher.fetchJsonText('https://issuer.test/did.json', ACCEPT);
    expect(fetched).toMatchObject({ outcome: 'refused' });
    expect(JSON.stringify(fetched)).not.toMatch(/127\.|10\.|fd00/);
    expect(issuer.seen).toEqual([]);
  });

  it('is never reached by a second answer of the DNS', async () => {
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    let asked = 0;
    const resolve = () => Promise.resolve(answers[asked++] ?? []);
    const fetchText = guarded({ resolve });
    // Nothing else knows the name: were it resolved again on connecting, this would fail.
    expect(await fetchText('https://issuer.test/did.json')).toMatchObject({ outcome: 'found' });
    expect(asked).toBe(1);
    expect(await fetchText('https://issuer.test/other')).toMatchObject({ outcome: 'refused' });
    expect(issuer.seen.map(({ path }) => path)).toEqual(['/did.json']);
  });

  it('is not reached through the resolver in use', async () => {
    const { outcome } = await strict(undefined).fetchJsonText('https://localhost/did.json', ACCEPT);
    expect(['refused', 'unreachable']).toContain(outcome);
    expect(issuer.seen).toEqual([]);
  });
});

describe('an answer that is not taken', () => {
  it.each([
    ['not-found', 'an unknown path', '/unknown'],
    ['not-found', 'a page that is gone', '/gone'],
    ['not-found', 'a page that is gone, at great length', '/gone-endless'],
    ['refused', 'a redirect to a private address', '/redirect'],
    ['refused', 'a redirect on the same host', '/redirect-here'],
    ['refused', 'a byte too many', '/over-limit'],
    ['refused', 'a body without end', '/endless'],
    ['refused', 'a compressed body', '/bomb'],
    ['refused', 'a body said to be compressed', '/said-to-be-compressed'],
    ['refused', 'bytes that are not UTF-8', '/not-utf8'],
    ['unreachable', 'an error of the server', '/broken'],
    ['unreachable', 'no content', '/empty'],
    ['unreachable', 'no permission', '/private'],
    ['unreachable', 'a body cut short', '/cut'],
    ['unreachable', 'a connection closed at once', '/hang-up'],
  ])('is %s: %s', async (outcome, _, path) => {
    const fetched = await guarded()(`https://issuer.test${path}`);
    expect(fetched).toEqual({ outcome, detail: containing(' ') });
    expect(issuer.seen.map((request) => request.path)).toEqual([path]);
    await expect.poll(issuer.connections).toBe(0);
  });

  it('is unreachable when nobody listens', async () => {
    const fetchText = guarded();
    await issuer.close();
    expect(await fetchText('https://issuer.test/did.json')).toEqual({
      outcome: 'unreachable',
      detail: containing('ECONNREFUSED'),
    });
  });

  it('is unreachable when the name has no address', async () => {
    const fetchText = guarded({ resolve: () => Promise.resolve([]) });
    expect(await fetchText('https://issuer.test/')).toMatchObject({ outcome: 'unreachable' });
  });

  it('is unreachable when the DNS fails', async () => {
    const failure = Object.assign(new Error('queryA ESERVFAIL'), { code: 'ESERVFAIL' });
    const fetchText = guarded({ resolve: () => Promise.reject(failure) });
    expect(await fetchText('https://issuer.test/')).toMatchObject({ outcome: 'unreachable' });
  });

  it('is unreachable when the certificate is for another name', async () => {
    expect(await guarded()('https://stranger.test/did.json')).toEqual({
      outcome: 'unreachable',
      detail: containing('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    expect(issuer.seen).toEqual([]);
  });

  it('is unreachable when nobody vouches for the certificate', async () => {
    const fetcher = createGuardedFetch({
      resolve: () => Promise.resolve(['127.0.0.1']),
      isAllowedAddress: () => true,
      port: issuer.port,
    });
    expect(await fetcher.fetchJsonText('https://issuer.test/did.json', ACCEPT)).toEqual({
      outcome: 'unreachable',
      detail: containing('SELF_SIGNED_CERT'),
    });
    expect(issuer.seen).toEqual([]);
  });
});

describe('the deadline', () => {
  const late = { outcome: 'unreachable', detail: containing('200 ms') };

  it.each(['/drip', '/hold'])('ends %s', async (path) => {
    expect(await guarded({ timeoutMs: 200 })(`https://issuer.test${path}`)).toEqual(late);
    await expect.poll(issuer.connections).toBe(0);
  });

  it('ends a DNS that never answers', async () => {
    const resolve = () => new Promise<string[]>(() => undefined);
    expect(await guarded({ timeoutMs: 200, resolve })('https://issuer.test/')).toEqual(late);
  });

  it('ends the request too, when the DNS answers after it', async () => {
    let answer: (addresses: string[]) => void = () => undefined;
    const slow = new Promise<string[]>((done) => (answer = done));
    const answers = [slow, Promise.resolve(['127.0.0.1'])];
    const fetchText = guarded({ timeoutMs: 200, resolve: () => answers.shift() ?? slow });
    expect(await fetchText('https://issuer.test/did.json')).toEqual(late);
    answer(['127.0.0.1']);
    await fetchText('https://issuer.test/gone');
    expect(issuer.seen.map(({ path }) => path)).toEqual(['/gone']);
  });
});

describe('what was read', () => {
  const url = 'https://issuer.test/did.json';

  it('is kept for a minute, and no longer', async () => {
    let now = Date.UTC(2026, 0, 1);
    const fetchText = guarded({ clock: () => new Date(now) });
    const first = await fetchText(url);
    now += 59_000;
    expect(await fetchText(url)).toEqual(first);
    expect(issuer.seen).toHaveLength(1);
    now += 1000;
    expect(await fetchText(url)).toEqual(first);
    expect(issuer.seen).toHaveLength(2);
  });

  it('is kept apart for each type asked for', async () => {
    const fetchText = guarded();
    await fetchText(url, 'application/json');
    await fetchText(url, 'text/plain');
    expect(issuer.seen.map(({ headers }) => headers.accept)).toEqual([
      'application/json',
      'text/plain',
    ]);
  });

  it('is the same whatever the fragment', async () => {
    const fetchText = guarded();
    expect(await fetchText(`${url}#key-1`)).toEqual(await fetchText(`${url}#key-2`));
    expect(issuer.seen).toHaveLength(1);
  });

  it('is not kept when it was not found', async () => {
    const fetchText = guarded();
    await fetchText('https://issuer.test/unknown');
    await fetchText('https://issuer.test/unknown');
    expect(issuer.seen).toHaveLength(2);
  });

  it('is asked once by many who ask together', async () => {
    const fetchText = guarded();
    const all = await Promise.all(Array.from({ length: 20 }, () => fetchText(url)));
    expect(all.every(({ outcome }) => outcome === 'found')).toBe(true);
    expect(issuer.seen).toHaveLength(1);
  });
});

describe('the quota', () => {
  const busy = { outcome: 'unreachable', detail: containing('Too many') };

  /** Answers every request that waits at `/hold`. */
  function release() {
    for (const response of held) json(response, '{}');
  }

  it('bounds the requests under way: the next one waits for a place', async () => {
    const fetchText = guarded({ limits: { atOnce: 2 } });
    const all = ['/hold?1', '/hold?2', '/did.json'].map((path) =>
      fetchText(`https://issuer.test${path}`),
    );
    await reached(2);
    release();
    expect((await Promise.all(all)).map(({ outcome }) => outcome)).toEqual(Array(3).fill('found'));
  });

  it('bounds those to one host, and leaves the others alone', async () => {
    const fetchText = guarded({ limits: { perHostAtOnce: 1 } });
    const waiting = fetchText('https://issuer.test/hold');
    await reached(1);
    const next = fetchText('https://issuer.test/did.json');
    expect(await fetchText('https://stranger.test/did.json')).toMatchObject({
      detail: containing('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    expect(issuer.seen).toHaveLength(1);
    release();
    expect(await waiting).toMatchObject({ outcome: 'found' });
    expect(await next).toMatchObject({ outcome: 'found' });
  });

  it('bounds those of one asker, and leaves the others alone', async () => {
    const fetcher = guardedFetch({ limits: { perAskerAtOnce: 1 } });
    const fetchAs = (asker: string, path: string) =>
      fetcher.fetchJsonText(`https://issuer.test${path}`, ACCEPT, asker);
    const held = fetchAs('flood', '/hold');
    await reached(1);
    const floods = [1, 2, 3].map((at) => fetchAs('flood', `/did.json?${at}`));
    expect(await fetchAs('other', '/did.json')).toMatchObject({ outcome: 'found' });
    expect(issuer.seen).toHaveLength(2);
    release();
    for (const one of [held, ...floods]) expect(await one).toMatchObject({ outcome: 'found' });
  });

  it('gives up waiting for a place when the time is over', async () => {
    const resolve = () => new Promise<string[]>(() => undefined);
    const quota = { timeoutMs: 200, resolve, limits: { atOnce: 1 } };
    const fetchText = guarded(quota);
    const outcomes = [1, 2, 3].map((at) => fetchText(`https://issuer.test/${at}`));
    expect(await outcomes[0]).toMatchObject({ detail: containing('200 ms') });
    for (const one of outcomes) expect(await one).toMatchObject({ outcome: 'unreachable' });
  });

  it('leaves half of a host to others than the one who asks most', async () => {
    const fetcher = guardedFetch({ limits: { perHostPerMinute: 4 } });
    const fetchAs = (asker: string, at: number) =>
      fetcher.fetchJsonText(`https://issuer.test/did.json?${at}`, ACCEPT, asker);
    expect(await fetchAs('flood', 1)).toMatchObject({ outcome: 'found' });
    expect(await fetchAs('flood', 2)).toMatchObject({ outcome: 'found' });
    expect(await fetchAs('flood', 3)).toEqual(busy);
    expect(await fetchAs('other', 4)).toMatchObject({ outcome: 'found' });
  });

  it('does not make one wait for what another has only lined up for', async () => {
    const fetcher = guardedFetch({ limits: { perAskerAtOnce: 1 } });
    const fetchAs = (asker: string, path: string) =>
      fetcher.fetchJsonText(`https://issuer.test${path}`, ACCEPT, asker);
    const flood = [fetchAs('flood', '/hold'), fetchAs('flood', '/did.json')];
    await reached(1);
    expect(await fetchAs('other', '/did.json')).toMatchObject({ outcome: 'found' });
    release();
    for (const one of flood) expect(await one).toMatchObject({ outcome: 'found' });
    // What was found meanwhile is not asked again.
    expect(issuer.seen).toHaveLength(2);
  });

  it('bounds how often a host is asked in a minute, failures included', async () => {
    let now = Date.UTC(2026, 0, 1);
    const fetchText = guarded({ limits: { perHostPerMinute: 4 }, clock: () => new Date(now) });
    await fetchText('https://issuer.test/broken');
    await fetchText('https://issuer.test/broken');
    expect(await fetchText('https://issuer.test/did.json')).toEqual(busy);
    expect(issuer.seen).toHaveLength(2);
    now += 60_000;
    expect(await fetchText('https://issuer.test/did.json')).toMatchObject({ outcome: 'found' });
  });

  it('frees the place of a request that failed', async () => {
    const fetchText = guarded({ limits: { atOnce: 1 } });
    await fetchText('https://stranger.test/did.json');
    await fetchText('https://issuer.test/hang-up');
    expect(await fetchText('https://issuer.test/did.json')).toMatchObject({ outcome: 'found' });
  });
});
