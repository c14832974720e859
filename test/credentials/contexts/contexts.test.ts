import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { faultOfInline } from '../../../src/credentials/contexts/inline.ts';
import { loadContext } from '../../../src/credentials/contexts/loader.ts';
import { PINNED_ADDRESSES } from '../../../src/credentials/contexts/meanings.ts';
import { PINNED_CONTEXTS, READ_CONTEXTS } from '../../../src/credentials/contexts/pinned.ts';
import {
  PREFIXES,
  REVERSE_TERMS,
  SECOND_KEYS,
  SECOND_TYPES,
} from '../../../src/credentials/contexts/second-names.ts';
import { type Term, termsOf } from '../../../src/credentials/contexts/terms.ts';
import { isObject } from '../../../src/credentials/bytes/json-object.ts';
import { hasShared, readShared, readSharedText, skipReason } from '../support/others/shared.ts';

const OB = 'https://purl.imsglobal.org/spec/ob/v3p0';
const V2 = 'https://www.w3.org/ns/credentials/v2';

/** The published file, if we have it, and the SHA-256 of its JSON with sorted keys and no spaces. */
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
  'https://w3id.org/security/suites/ed25519-2018/v1': [
    '',
    'b4cb4ede62cd5c1e98b54340bf9d5ae636e6ba6e92b6bffb50be3c12b473a2de',
  ],
  'https://ctx.learncard.com/boostIDs/1.0.0.json': [
    'foreign/ctx.learncard.com-boostids-1.0.0.json',
    '4f8e5e2bd7732b9952e7d1139002b111245939dd8d1765718e5e8e8360053f19',
  ],
  'https://ctx.learncard.com/boosts/1.0.0.json': [
    'foreign/ctx.learncard.com-boosts-1.0.0.json',
    'c2f3f992370615e542dec92b980d4a3c59f89f61a7062ac962df734ab25bd73a',
  ],
  'https://ctx.learncard.com/boosts/1.0.1.json': [
    'foreign/ctx.learncard.com-boosts-1.0.1.json',
    'd23680e4b981e3079c46287b3d17bafb453f4661ef0fe1fe0039ac51bf103575',
  ],
  'https://ctx.learncard.com/boosts/1.0.2.json': [
    'foreign/ctx.learncard.com-boosts-1.0.2.json',
    'd45b086ee7f7cdb004503def3e72e69577d859e1ccda8a1e1bb72b4fd5c342eb',
  ],
  'https://ctx.learncard.com/boosts/1.0.3.json': [
    'foreign/ctx.learncard.com-boosts-1.0.3.json',
    'eb8f7c3a8127c79ceff416ad2b3a05c0b6d9372c566e387b9b979a5da7a4427b',
  ],
  'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json': [
    'foreign/purl.imsglobal.org-spec-clr-v2p0-context-2.0.1.json',
    'a2dd0c0c07434663b7b54a51dd8a3363f6d5c420efa87e3d97b4ef8661596d44',
  ],
  'https://purl.imsglobal.org/spec/clr/v2p0/context.json': [
    'foreign/purl.imsglobal.org-spec-clr-v2p0-context.json',
    'a2dd0c0c07434663b7b54a51dd8a3363f6d5c420efa87e3d97b4ef8661596d44',
  ],
  'https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json': [
    'foreign/w3c-ccg.github.io-vc-ed-plugfest-1-2022-jff-vc-edu-plugfest-1-context.json',
    'f6c4c3b3b800cb9ffc87828d8105e3dd0d20692e5936d2cc4dead2b247e11a08',
  ],
  'https://w3id.org/dcc/v1': [
    'foreign/w3id.org-dcc-v1.json',
    '72bbeeb602655938f472f98317cab12c1bf6abc96a915d1fcc3fe18e79f92a42',
  ],
  'https://w3id.org/security/suites/jws-2020/v1': [
    'foreign/w3id.org-security-suites-jws-2020-v1.json',
    'eed16334842a5635257913b33acd1aeee29009eb188d855f9a1d0ceee4a8ae4d',
  ],
  'https://w3id.org/vc-revocation-list-2020/v1': [
    'foreign/w3id.org-vc-revocation-list-2020-v1.json',
    '375634e782babefd3763cb72b41b70527780b158fcf93855d8f3b56844233341',
  ],
  'https://w3id.org/vc/status-list/2021/v1': [
    'foreign/w3id.org-vc-status-list-2021-v1.json',
    '9768f9aa81ab6c3e2ad96b2d669eaba67afe13fff0140a853f1e3d313fab13b6',
  ],
  'https://www.w3.org/ns/credentials/status/v1': [
    'foreign/www.w3.org-ns-credentials-status-v1.json',
    'b2fcebfbaf4e6beae2be370fda8a5f9f99c28540c798a75a8cdccc0fb1a12492',
  ],
  'https://w3id.org/security/multikey/v1': [
    'w3c/multikey-v1.jsonld',
    'be20c3ee6af6e9c4102e66a85c26617831218e32216bdf050f870e389e737cdc',
  ],
  'https://w3id.org/security/jwk/v1': [
    'w3c/jwk-v1.jsonld',
    '38dd329a9a011facda06afc4ba43a121980eaedbd1f974268026d157926bc086',
  ],
};
const FILES = Object.entries(PUBLISHED).filter(([, [file]]) => file !== '');

describe('the pinned contexts', () => {
  it('are these and no others', () => {
    expect([...PINNED_CONTEXTS.keys()].sort()).toEqual(Object.keys(PUBLISHED).sort());
  });

  it.each(Object.entries(PUBLISHED))('hold what was published: %s', (url, [, sorted]) => {
    expect(sha256(sortedJson(PINNED_CONTEXTS.get(url)))).toBe(sorted);
  });

  it.skipIf(!hasShared).each(FILES)(`equal the published file: %s${skipReason}`, (url, [file]) => {
    expect(PINNED_CONTEXTS.get(url)).toEqual(readShared(`contexts/${file}`));
  });

  it.skipIf(!hasShared)(`are compared with the W3C file of that hash${skipReason}`, () => {
    expect(sha256(readSharedText('contexts/credentials-v2.jsonld'))).toBe(
      '59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734',
    );
  });
});

const terms = [...PINNED_CONTEXTS.values()].flatMap(termsOf);
const namesOf = (sought: string) => [
  ...new Set(terms.filter(({ meaning }) => meaning === sought).map(({ name }) => name)),
];

/**
 * Whoever writes a badge anew with other words for the same graph keeps its signature: each name
 * that a meaning has beside its first is decided on here.
 */
describe('names for one meaning', () => {
  const OB = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#';
  const PLUGFEST = 'https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#';
  const LEARNCARD = 'https://docs.learncard.com/definitions#';

  it('are one, but for these', () => {
    const meanings = new Set(terms.flatMap(({ meaning }) => meaning ?? []));
    const several = [...meanings]
      .map((meaning) => [meaning, namesOf(meaning).sort()] as const)
      .filter(([, all]) => all.length > 1);
    expect(Object.fromEntries(several)).toEqual({
      // A property and a type: told apart by where they stand, in SECOND_KEYS and SECOND_TYPES.
      'https://www.w3.org/2018/credentials#VerifiableCredential': [
        'VerifiableCredential',
        'boostCredential',
      ],
      [`${OB}Achievement`]: ['Achievement', 'achievement'],
      [`${OB}Address`]: ['Address', 'address'],
      [`${OB}Criteria`]: ['Criteria', 'criteria'],
      [`${OB}GeoCoordinates`]: ['GeoCoordinates', 'geo'],
      [`${OB}Image`]: ['Image', 'image'],
      [`${OB}Profile`]: ['Profile', 'creator'],
      [`${PLUGFEST}Achievement`]: ['Achievement', 'achievement'],
      [`${PLUGFEST}Address`]: ['Address', 'address'],
      [`${PLUGFEST}GeoCoordinates`]: ['GeoCoordinates', 'geo'],
      [`${PLUGFEST}Profile`]: ['Profile', 'creator'],
      [`${PLUGFEST}Result`]: ['Result', 'result'],
      [`${PLUGFEST}RubricCriterionLevel`]: ['RubricCriterionLevel', 'rubricCriterionLevel'],
      // Two names of badges, and both are read (Open Badges 3.0 §B.1.2).
      [`${OB}OpenBadgeCredential`]: ['AchievementCredential', 'OpenBadgeCredential'],
      [`${PLUGFEST}OpenBadgeCredential`]: ['AchievementCredential', 'OpenBadgeCredential'],
      // Read by nobody here: a search word, and two colours.
      'https://schema.org/keywords': ['tag', 'tags'],
      [`${LEARNCARD}boostIDFontColor`]: ['accentFontColor', 'fontColor'],
      // One of them is a way back: in REVERSE_TERMS.
      'http://schema.org/educationalCredentialAwarded': [
        'awardedOnCompletionOf',
        'educationalCredentialAwarded',
      ],
    });
  });

  it('are second names in one place each', () => {
    expect([...SECOND_KEYS].sort()).toEqual([
      'Achievement',
      'Address',
      'Criteria',
      'GeoCoordinates',
      'Image',
      'Profile',
      'Result',
      'RubricCriterionLevel',
      'VerifiableCredential',
    ]);
    expect([...SECOND_TYPES].sort()).toEqual([
      'achievement',
      'address',
      'boostCredential',
      'creator',
      'criteria',
      'geo',
      'image',
      'result',
      'rubricCriterionLevel',
    ]);
    expect([...REVERSE_TERMS]).toEqual(['awardedOnCompletionOf']);
    expect([...PREFIXES].sort()).toEqual(['cred', 'lcn', 'obi', 'sec', 'xsd']);
  });

  it.each([
    'credentialStatus',
    'issuer',
    'validFrom',
    'validUntil',
    'issuanceDate',
    'expirationDate',
    'credentialSubject',
    'credentialSchema',
    'refreshService',
    'termsOfUse',
    'evidence',
    'proof',
    'statusListIndex',
    'statusListCredential',
    'statusPurpose',
    'statusMessage',
    'identityHash',
    'endorsement',
    'endorsementComment',
  ])('never hide what decides: %s', (name) => {
    const meanings = terms.filter((term) => term.name === name).map(({ meaning }) => meaning);
    expect(meanings.length).toBeGreaterThan(0);
    for (const meaning of meanings) expect(namesOf(String(meaning))).toEqual([name]);
  });

  it('are `id` and `type` for their keywords, and no others', () => {
    const keywords = terms.filter(({ meaning = '' }) => meaning.startsWith('@'));
    expect(new Set(keywords.map(({ name, meaning }) => `${name} ${meaning}`))).toEqual(
      new Set(['id @id', 'type @type']),
    );
  });
});

describe('what a pinned context may do', () => {
  const having = (keyword: string) => [
    ...new Set(terms.filter(({ definition }) => keyword in definition).map(({ name }) => name)),
  ];

  it('is not to give words to all that have none, nor a base, nor another file', () => {
    const keywords = new Set(
      [...PINNED_CONTEXTS.values()]
        .flatMap(({ '@context': context }) => [
          context,
          ...withinOf(termsOf({ '@context': context })),
        ])
        .flatMap((context) => Object.keys(context).filter((key) => key.startsWith('@'))),
    );
    expect([...keywords].sort()).toEqual(['@protected', '@version']);
  });

  it('is not to hide words in others, or name them by something else', () => {
    expect(having('@nest')).toEqual([]);
    expect(having('@index')).toEqual([]);
    expect(having('@prefix')).toEqual([]);
    expect(having('@reverse')).toEqual(['awardedOnCompletionOf']);
    const containers = terms.map(({ definition }) => definition['@container']);
    expect(new Set(containers)).toEqual(new Set([undefined, '@set', '@list', '@graph']));
    const graphs = terms.filter(({ definition }) => definition['@container'] === '@graph');
    expect([...new Set(graphs.map(({ name }) => name))].sort()).toEqual([
      'boostCredential',
      'proof',
      'verifiableCredential',
    ]);
  });

  /** The words of ours to which an issuer’s vocabulary gives another meaning. */
  it.each<[string, readonly string[]]>([
    // Of what is attached to a boost, and of nothing else.
    ['https://ctx.learncard.com/boosts/1.0.3.json', ['type', 'url']],
    ['https://ctx.learncard.com/boostIDs/1.0.0.json', []],
    // A record’s, not a badge’s.
    [
      'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
      ['achievement', 'verifiableCredential'],
    ],
    // The same of schema.org over http, and its picture.
    ['https://w3id.org/dcc/v1', ['identifier', 'image', 'url', 'value']],
  ])('is to give words of ours a meaning of its own: %s', (url, expected) => {
    expect(wordsChangedBy(url)).toEqual(expected);
  });

  it('is to be a sketch of badges: the meanings of PlugFest 1 are all its own', () => {
    const changed = wordsChangedBy(
      'https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json',
    );
    expect(changed).toEqual(expect.arrayContaining(['Achievement', 'criteria', 'image']));
    expect(changed).not.toContain('name');
    expect(changed).not.toContain('credentialSubject');
  });

  it('leaves its meanings to itself: no credential brings a word for one of them', () => {
    const open = [...PINNED_ADDRESSES].filter(
      (meaning) => faultOfInline({ brought: meaning }) === undefined,
    );
    expect(PINNED_ADDRESSES.size).toBeGreaterThan(300);
    expect(open).toEqual([]);
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

const withinOf = (all: readonly Term[]) =>
  all.map(({ definition }) => definition['@context']).filter(isObject);

function wordsChangedBy(url: string): readonly string[] {
  const ours = [...READ_CONTEXTS.values()].flatMap(termsOf);
  const document = PINNED_CONTEXTS.get(url) ?? { '@context': {} };
  const changed = termsOf(document).filter(({ name, meaning, isPrefix }) => {
    const known = ours.filter((term) => term.name === name);
    return !isPrefix && known.length > 0 && !known.some((term) => term.meaning === meaning);
  });
  return [...new Set(changed.map(({ name }) => name))].sort();
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
