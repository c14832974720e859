/** Single faults and poison: nothing is believed, nothing throws, nothing takes long. */
import { describe, expect, it } from 'vitest';
import { isObject } from '../../../src/credentials/bytes/json-object.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { fullCredential, signed, surroundings } from '../support/issuer.ts';
import { isBelieved as isBelievedAsAnother } from '../support/faults/survey.ts';
import { changed, mutants, type Path, pathsOf, valueAt } from '../support/faults/mutations.ts';

const text = JSON.stringify(signed);
const paths = pathsOf(signed);
const objectPaths: readonly Path[] = [[], ...paths].filter((path) =>
  isObject(valueAt(signed, path)),
);
const contexts = fullCredential['@context'];

/** Far above what anything here takes, far below what an attack wants. */
const QUICK = 3_000;

const original = await verifyCredential(signed, surroundings());

async function isBelieved(input: unknown): Promise<boolean> {
  const answer = await verifyCredential(input, surroundings());
  expect(answer.checks.length).toBeGreaterThan(0);
  return isBelievedAsAnother(answer, original);
}

async function believed(all: ReturnType<typeof mutants>): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { name, document } of all) {
    if (await isBelieved(JSON.stringify(document))) names.push(name);
  }
  return names;
}

/** Each member under another name. */
const renamed = paths
  .filter((path) => typeof path.at(-1) === 'string')
  .map((path) => ({
    name: path.join('.'),
    document: changed(signed, path.slice(0, -1), (value) => {
      const key = String(path.at(-1));
      const { [key]: moved, ...rest } = isObject(value) ? value : {};
      return { ...rest, [`${key}X`]: moved };
    }),
  }));

describe('a single fault is never believed', () => {
  it('a member or item taken out', async () => {
    expect(await believed(mutants(signed, paths, () => undefined))).toEqual([]);
  });

  it('a member renamed', async () => {
    expect(await believed(renamed)).toEqual([]);
  });

  it('a value that is null', async () => {
    expect(await believed(mutants(signed, paths, () => null))).toEqual([]);
  });

  it('a value of another type', async () => {
    const other = (value: unknown) => (typeof value === 'number' ? 'seven' : 7);
    expect(await believed(mutants(signed, paths, other))).toEqual([]);
  });

  it.each([
    ['a null', { validUntilX: null }],
    ['a null under a known name', { creditsEarned: null }],
    ['a JSON-LD keyword', { '@index': 'x' }],
    ['an id by its keyword', { '@id': 'urn:x' }],
    ['a reverse property', { '@reverse': {} }],
    ['a nested block', { '@nest': {} }],
    ['a full IRI', { 'https://schema.org/name': 'Somebody' }],
    ['a compact IRI', { 'schema:name': 'Somebody' }],
  ])('%s added anywhere', async (_name, extra) => {
    const all = mutants(signed, objectPaths, (value) => Object.assign({}, extra, value, extra));
    expect(all.length).toBeGreaterThan(15);
    expect(await believed(all)).toEqual([]);
  });

  it('a context nested anywhere, even the same', async () => {
    const [, ...nested] = objectPaths;
    const all = mutants(signed, nested, (value) => Object.assign({ '@context': contexts }, value));
    expect(await believed(all)).toEqual([]);
  });
});

describe('a context that is not exactly known is never believed', () => {
  const [w3c, openBadges] = contexts;
  it.each<[string, unknown]>([
    ['missing', undefined],
    ['one URL', w3c],
    ['an object', { '@vocab': 'urn:x#' }],
    ['empty', []],
    ['without Open Badges', [w3c]],
    ['without W3C', [openBadges]],
    ['in another order', [openBadges, w3c]],
    ['with something inline', [w3c, openBadges, { name: 'urn:x' }]],
    ['with @vocab inline', [w3c, openBadges, { '@vocab': 'urn:x#' }]],
    ['with null', [w3c, openBadges, null]],
    ['nested in a list', [[w3c, openBadges]]],
    ['an unknown URL', [w3c, openBadges, 'https://example.org/context']],
    ['an unknown URL between', [w3c, 'https://example.org/context', openBadges]],
    ['an older one', [w3c, openBadges.replace('3.0.3', '3.0.1')]],
    ['the one of VCDM 1.1', ['https://www.w3.org/2018/credentials/v1', openBadges]],
    ['a URL that looks alike', [`${w3c}#`, openBadges]],
    ['one more known one', [w3c, openBadges, 'https://www.w3.org/2018/credentials/v1']],
  ])('%s', async (_name, context) => {
    expect(await isBelieved({ ...signed, '@context': context })).toBe(false);
  });
});

describe('what hides from a reader of JSON is never believed', () => {
  const { credentialStatus, validUntil, issuer, ...rest } = signed;

  it.each<[string, object]>([
    ['a status in a list', { ...signed, credentialStatus: [credentialStatus] }],
    ['a second status', { ...signed, credentialStatus: [credentialStatus, credentialStatus] }],
    ['a status without its type', { ...signed, credentialStatus: credentialStatus.id }],
    ['an end in a list', { ...signed, validUntil: [validUntil] }],
    ['an end as a value object', { ...signed, validUntil: { '@value': validUntil } }],
    [
      'an end by its IRI',
      {
        ...rest,
        issuer,
        credentialStatus,
        'https://www.w3.org/2018/credentials#validUntil': validUntil,
      },
    ],
    ['an issuer in a list', { ...signed, issuer: [issuer] }],
    ['an issuer as a string', { ...signed, issuer: issuer.id }],
    [
      'the other half of the credential, nested',
      {
        ...rest,
        issuer,
        evidence: [
          ...(rest.evidence ?? []),
          {
            id: signed.id,
            type: ['Evidence', 'VerifiableCredential'],
            credentialStatus,
            validUntil,
          },
        ],
      },
    ],
  ])('%s', async (_name, document) => {
    expect(await isBelieved(document)).toBe(false);
  });
});

describe('input that is no badge', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  const trap = new Proxy(
    {},
    {
      get: () => {
        throw new Error('trap');
      },
      ownKeys: () => {
        throw new Error('trap');
      },
    },
  );

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a number', 7],
    ['a function', () => 7],
    ['a symbol', Symbol('badge')],
    ['a big integer', 7n],
    ['a list', [7]],
    ['bytes', new TextEncoder().encode(text)],
    ['a cyclic object', cyclic],
    ['a trap', trap],
    ['an object that writes itself badly', { toJSON: () => undefined }],
    ['nothing', ''],
    ['words', 'Ce n’est pas un badge'],
    ['a page', '<!doctype html><p>404'],
    ['half a badge', text.slice(0, -20)],
    ['two badges', text + text],
    ['a badge with a byte-order mark', `\uFEFF${text}`],
    ['a JWT', 'eyJhbGciOiJFUzI1NiJ9.e30.c2ln'],
    ['an empty object', '{}'],
    ['a key twice', text.replace('"name":', '"name":"Autre","name":')],
    ['a key twice, once escaped', text.replace('"name":', '"n\\u0061me":"Autre","name":')],
    ['__proto__', text.replace('"name":', '"__proto__":{"x":1},"name":')],
    ['constructor', text.replace('"issuer":{', '"issuer":{"constructor":1,')],
    ['a deep object', nest(5_000)],
    ['deep text', `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`],
    ['a megabyte', text.replace('douze', 'x'.repeat(1024 * 1024))],
    ['ten megabytes parsed', { ...signed, name: 'x'.repeat(10 * 1024 * 1024) }],
  ])('is not believed: %s', async (_name, input) => {
    const { summary } = await verifyCredential(input, surroundings());
    expect(summary.authentic).not.toBe('yes');
    expect(summary).toMatchObject({ standing: 'unknown', issuerKnown: false });
  });

  it('leaves the verdict open when the surroundings are broken', async () => {
    const broken = surroundings({ now: new Date(Number.NaN) });
    expect((await verifyCredential(signed, broken)).summary.standing).toBe('unknown');
  });
});

describe('a document made to take long', { timeout: QUICK }, () => {
  const subject = signed.credentialSubject;
  const withAchievement = (changes: object) => ({
    ...signed,
    credentialSubject: { ...subject, achievement: { ...subject.achievement, ...changes } },
  });
  const alignment = (targetName: string) => ({
    type: ['Alignment'],
    targetName,
    targetUrl: 'urn:x',
  });

  it.each<[string, object]>([
    [
      'thousands of objects',
      withAchievement({ alignment: times(2_000, (n) => alignment(String(n))) }),
    ],
    [
      'as many as are allowed',
      withAchievement({ alignment: times(450, (n) => alignment(String(n))) }),
    ],
    ['equal blank nodes', withAchievement({ alignment: times(450, () => alignment('x')) })],
    ['a clique of blank nodes', withAchievement({ related: clique(18) })],
    ['a ring of blank nodes', withAchievement({ related: ring(300) })],
    [
      'thousands of types',
      { ...signed, type: [...signed.type, ...times(20_000, () => 'Profile')] },
    ],
    ['hundreds of types', { ...signed, type: [...signed.type, ...times(2_000, () => 'Evidence')] }],
    ['deep profiles', withAchievement({ creator: parents(25) })],
    [
      'a context repeated',
      { ...signed, '@context': [...contexts, ...times(1_000, (n) => contexts[n % 2])] },
    ],
    ['hundreds of contexts', { ...signed, endorsement: times(400, contextOnly) }],
    ['as many contexts as are allowed', { ...signed, endorsement: times(47, contextOnly) }],
    ['proofs in a chain', { ...signed, proof: chain(16) }],
    [
      'proofs in a chain about much',
      {
        ...withAchievement({ alignment: times(400, (n) => alignment(String(n))) }),
        proof: chain(16),
      },
    ],
    [
      'hundreds of proofs',
      { ...signed, proof: times(400, () => ({ ...signed.proof[0], nonce: 'x' })) },
    ],
    [
      'all the proofs that are allowed',
      { ...signed, proof: times(16, (n) => ({ ...signed.proof[0], nonce: String(n) })) },
    ],
    [
      'a long proof value',
      { ...signed, proof: { ...signed.proof[0], proofValue: `z${'z'.repeat(90_000)}` } },
    ],
  ])('is not believed: %s', async (_name, document) => {
    expect(await isBelieved(document)).toBe(false);
  });
});

function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

function nest(depth: number): object {
  let value: object = {};
  for (let level = 0; level < depth; level += 1) value = { a: value };
  return value;
}

const contextOnly = () => ({ '@context': contexts, type: 'EndorsementCredential' });

/** Each builds on the next, so that each has a canonical form of its own. */
const chain = (length: number) =>
  times(length, (n) => ({
    ...signed.proof[0],
    id: `urn:proof:${n}`,
    previousProof: `urn:proof:${(n + 1) % length}`,
  }));

function parents(depth: number): object {
  const profile = (n: number) => ({ id: `https://a.example/${n}`, type: ['Profile'] });
  return times(depth, (n) => n).reduce<object>(
    (parentOrg, n) => ({ ...profile(n), parentOrg }),
    profile(depth),
  );
}

/** Every node linked to every other: what RDFC-1.0 finds hardest. */
function clique(size: number): object[] {
  return times(size, (n) => ({
    id: `_:n${n}`,
    type: ['Related'],
    related: times(size, (m) => `_:n${m}`).filter((_, m) => m !== n),
  }));
}

function ring(size: number): object[] {
  return times(size, (n) => ({
    id: `_:n${n}`,
    type: ['Related'],
    related: [`_:n${(n + 1) % size}`],
  }));
}
