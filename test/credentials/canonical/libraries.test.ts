/**
 * The short way asks jsonld for what is inside it: how contexts are processed, which no version of it
 * promises. Here that is held: the version, the files to the byte, and what is relied on.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import jsonldContext, {
  type ActiveContext,
  type ContextOptions,
  type ResolvedContext,
} from 'jsonld/lib/context.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toArray } from '../../../src/credentials/bytes/json-object.ts';
import { W3C_CONTEXTS } from '../../../src/credentials/contexts/pinned.ts';
import { CREDENTIALS_V2, EXAMPLES_V2 } from '../../../src/credentials/contexts/urls.ts';

const TO_DO = `
What src/credentials/canonical uses of it is inside jsonld, and has changed. Before this hash or
version is updated: read the difference of the file; run
  FUZZ_CASES=100000 npx vitest run -c vitest.ci.config.ts test/credentials/canonical --testTimeout=3600000
and test/foreign-verifiers/pyld.test.ts; then write what is new here.`;

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** Of jsonld 9.0.0, and what context.js requires of it. */
const HASHES: readonly (readonly [string, string])[] = [
  ['context', 'eaa538a319076e8750299817ae51cd253bcea2a3aa1fdf15c15297aedcf720af'],
  ['util', '032b1b1a852d502cd194f73ddccacf10cf8a5b0fa38b9e82ea1b24ea47a1d251'],
  ['url', '8774106ffc62553976cc3b29d93fbf135fbbe3ab482d27fa245e5a8158e3a560'],
  ['types', '3d11e664de2a672f01abe029ca89cbb4f8704ad0d6aa7c18a9c9ffb82d47cea7'],
  ['events', 'f3e4ce80b42758305c8e77af375598e0ec12648791ce6602d25672d9d3d39be6'],
  ['JsonLdError', '743345136e24ef00c4dc5ac8673c248685d0f11ac9661b90e55df7ee1008e1ca'],
];

describe('jsonld, whose insides are used', () => {
  it('is asked for in one version, and locked to it', () => {
    const packages = z.object({ dependencies: z.object({ jsonld: z.string() }) });
    const lock = z.object({
      packages: z.object({ 'node_modules/jsonld': z.object({ version: z.string() }) }),
    });
    const asked = packages.parse(json('package.json')).dependencies.jsonld;
    const locked = lock.parse(json('package-lock.json')).packages['node_modules/jsonld'].version;
    expect([asked, locked], TO_DO).toEqual(['9.0.0', '9.0.0']);
  });

  it.each(HASHES)('has the %s.js that was read', (name, hash) => {
    const bytes = readFileSync(`node_modules/jsonld/lib/${name}.js`);
    expect(createHash('sha256').update(bytes).digest('hex'), TO_DO).toBe(hash);
  });

  it('compares with the rdf-canonize that was read', () => {
    const { version } = z
      .object({ version: z.string() })
      .parse(json('node_modules/jsonld/node_modules/rdf-canonize/package.json'));
    expect(version, TO_DO).toBe('5.0.0');
  });
});

const options: ContextOptions = {
  base: null,
  contextResolver: {
    resolve: ({ context }) => Promise.resolve(toArray(context).map(resolved)),
  },
  eventHandler: [],
};

function resolved(context: unknown): ResolvedContext {
  const document = typeof context === 'string' ? W3C_CONTEXTS.get(context)?.['@context'] : context;
  return { document, getProcessed: () => undefined, setProcessed: () => undefined };
}

const process = (activeCtx: ActiveContext, localCtx: unknown, propagate = true) =>
  jsonldContext.process({ activeCtx, localCtx, propagate, options });

const initial = jsonldContext.getInitialContext(options);

describe('an active context of jsonld', () => {
  it('begins with nothing, and is not changed by what is processed upon it', async () => {
    const active = await process(initial, CREDENTIALS_V2);
    expect([active.mappings, initial.mappings].map(({ size }) => size > 0)).toEqual([true, false]);
    const before = JSON.stringify([...active.mappings]);
    await process(active, { own: 'https://example.org/#own' });
    expect(JSON.stringify([...active.mappings]), TO_DO).toBe(before);
  });

  it('returns to the one before, if it does not propagate, and only then', async () => {
    const active = await process(initial, CREDENTIALS_V2);
    const typed = await process(active, { own: 'https://example.org/#own' }, false);
    const twice = await process(typed, { other: 'https://example.org/#other' }, false);
    const onward = await process(typed, { other: 'https://example.org/#other' });
    expect(active.previousContext, TO_DO).toBeUndefined();
    for (const one of [typed, twice, onward]) {
      expect(one.previousContext?.mappings, TO_DO).toEqual(active.mappings);
    }
  });

  it('says a word’s address, type, container and context by these names', async () => {
    const { mappings } = await process(initial, {
      xsd: 'http://www.w3.org/2001/XMLSchema#',
      own: {
        '@id': 'https://example.org/#own',
        '@type': 'xsd:date',
        '@container': '@list',
        '@context': { inner: 'https://example.org/#inner' },
      },
      words: { '@id': 'https://example.org/#words', '@language': 'FR', '@direction': 'rtl' },
      back: { '@reverse': 'https://example.org/#back' },
      none: null,
    });
    expect(mappings, TO_DO).toBeInstanceOf(Map);
    expect(mappings.get('own'), TO_DO).toMatchObject({
      '@id': 'https://example.org/#own',
      '@type': 'http://www.w3.org/2001/XMLSchema#date',
      '@container': ['@list'],
      '@context': { inner: 'https://example.org/#inner' },
    });
    expect(mappings.get('words'), TO_DO).toMatchObject({ '@language': 'fr', '@direction': 'rtl' });
    expect(mappings.get('back'), TO_DO).toMatchObject({ reverse: true });
    expect(mappings.get('none'), TO_DO).toMatchObject({ '@id': null });
    expect(mappings.get('xsd'), TO_DO).toMatchObject({ _prefix: true });
  });

  it.each([...W3C_CONTEXTS.keys()])('keeps nothing that a copy of it loses: %s', async (url) => {
    const active: object = await process(initial, url);
    const own = Object.keys(active).filter((key) => key.startsWith('@'));
    // A copy takes @base, @language and @vocab along, and no @direction; and of 1.1 it needs no word.
    const expected = url === EXAMPLES_V2 ? ['@vocab'] : [];
    expect(own.filter((key) => key !== '@version').toSorted(), TO_DO).toEqual(expected);
  });
});

describe('an address in jsonld', () => {
  it('is expanded by words, by prefixes, and by no base', async () => {
    const active = await process(initial, { ex: 'https://example.org/#', word: 'ex:word' });
    const address = (text: string, relativeTo: { vocab?: true; base?: true }) =>
      jsonldContext.expandIri(active, text, relativeTo, options);
    expect(address('word', { vocab: true }), TO_DO).toBe('https://example.org/#word');
    expect(address('word', { base: true }), TO_DO).toBe('word');
    expect(address('ex:x', { base: true }), TO_DO).toBe('https://example.org/#x');
    expect(address('ex://x', { base: true }), TO_DO).toBe('ex://x');
    expect(address('../x', { base: true }), TO_DO).toBe('../x');
    expect(address('@unknown', { base: true }), TO_DO).toBeNull();
    expect(address('@type', { vocab: true }), TO_DO).toBe('@type');
  });
});
