import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadContext } from '../../src/credentials/contexts/loader.ts';
import { PINNED_CONTEXTS } from '../../src/credentials/contexts/pinned.ts';
import { isObject } from '../../src/credentials/json-object.ts';
import { hasShared, readShared, readSharedText, skipReason } from './support/shared.ts';

const OB = 'https://purl.imsglobal.org/spec/ob/v3p0';
const V2 = 'https://www.w3.org/ns/credentials/v2';

/** The published file, and the SHA-256 of its JSON with sorted keys and no spaces. */
const PUBLISHED: Readonly<Record<string, readonly [file: string, sorted: string]>> = {
  [V2]: [
    'credentials-v2.jsonld',
    'b463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf',
  ],
  'https://www.w3.org/2018/credentials/v1': [
    '2018-credentials-v1.jsonld',
    'b01e671e873981f19a9102a9a57f666dbcaeb31b99e3e124378d143e71549247',
  ],
  [`${OB}/context-3.0.3.json`]: [
    'ob-v3p0-3.0.3.json',
    '04b1136ddc4eda9a8966bc7ef182789f233a26739473140ef75d6968c29a2966',
  ],
  [`${OB}/context-3.0.2.json`]: [
    'ob-v3p0-3.0.2.json',
    'bdd1d11a55a660322f24660862a1d430ee80cce584465f750909daa43684357c',
  ],
  [`${OB}/context-3.0.1.json`]: [
    'ob-v3p0-3.0.1.json',
    '8bb2354552b70cbdf2066f6d3e24bc5c2be2619145737580ad2aebdc366e77d5',
  ],
  [`${OB}/context.json`]: [
    'ob-v3p0.json',
    '2c54acaa1cffda2420be32ab61f0a2082051211131c6337686f36f2537aa859b',
  ],
  [`${OB}/extensions.json`]: [
    'ob-v3p0-extensions.json',
    '15f4c347c6fe4380d9b6b93795859e33747ef48d5c55b91a71c52fb51c7bcbd7',
  ],
  'https://w3id.org/security/data-integrity/v1': [
    'data-integrity-v1.jsonld',
    '9505bf85338a4c2121ad03992ac90061bc85d43bcfa34d9d47b779381cf08b5f',
  ],
  'https://w3id.org/security/data-integrity/v2': [
    'w3c/data-integrity-v2.jsonld',
    '7ba3c50acf2689d5e07927267343eb353249c7c22a9f2d00307cc970e855e305',
  ],
  'https://w3id.org/security/suites/ed25519-2020/v1': [
    'security-suites-ed25519-2020-v1.jsonld',
    'fb517f09d990829aed734c9bad8cbbb2ac3d5063b865c7e3d81f246074bf5691',
  ],
};

/** Members that decide the verdict: each must have one name only. */
const DECISIVE = ['issuer', 'credentialStatus', 'validFrom', 'validUntil', 'expirationDate'];

describe('the pinned contexts', () => {
  it('are these and no others', () => {
    expect([...PINNED_CONTEXTS.keys()].sort()).toEqual(Object.keys(PUBLISHED).sort());
  });

  it.each(Object.entries(PUBLISHED))('hold what was published: %s', (url, [, sorted]) => {
    expect(sha256(sortedJson(PINNED_CONTEXTS.get(url)))).toBe(sorted);
  });

  it.skipIf(!hasShared).each(Object.entries(PUBLISHED))(
    `equal the published file: %s${skipReason}`,
    (url, [file]) => {
      expect(PINNED_CONTEXTS.get(url)).toEqual(readShared(`contexts/${file}`));
    },
  );

  it.skipIf(!hasShared)(`are compared with the W3C file of that hash${skipReason}`, () => {
    expect(sha256(readSharedText('contexts/credentials-v2.jsonld'))).toBe(
      '59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734',
    );
  });

  it.each([...PINNED_CONTEXTS.keys()])('give decisive members one name: %s', (url) => {
    const terms = termsOf(PINNED_CONTEXTS.get(url));
    const iris = new Set(terms.filter(([term]) => DECISIVE.includes(term)).map(([, iri]) => iri));
    const others = terms.filter(([term]) => term !== '@id' && !DECISIVE.includes(term));
    const aliases = others.filter(([, iri]) => iris.has(iri));
    expect(aliases).toEqual([]);
    expect(terms.map(([term]) => term)).not.toContain('@vocab');
  });
});

describe('the loader', () => {
  it('answers a pinned context', async () => {
    const { document } = await loadContext(V2);
    expect(document).toBe(PINNED_CONTEXTS.get(V2));
  });

  it.each([
    'https://www.w3.org/ns/credentials/v2/',
    'https://w3id.org/security/v2',
    'https://example.org/context.json',
    'http://www.w3.org/ns/credentials/v2',
    'file:///etc/passwd',
    '__proto__',
  ])('refuses %s', async (url) => {
    await expect(loadContext(url)).rejects.toMatchObject({ code: 'UNKNOWN_CONTEXT' });
  });
});

function termsOf(value: unknown): [term: string, iri: unknown][] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([term, definition]) => {
    const iri = isObject(definition) ? definition['@id'] : definition;
    return [[term, iri] satisfies [string, unknown], ...termsOf(definition)];
  });
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    isObject(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
