/** Badges with the words that other issuers add: signed by another stack, and changed after. */
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { describe, expect, it } from 'vitest';
import { CREDENTIALS_V1, CREDENTIALS_V2, DCC_V1 } from '../../../src/credentials/contexts/urls.ts';
import {
  DATA_INTEGRITY_V2,
  MULTIKEY_V1,
  STATUS_V1,
} from '../../../src/credentials/contexts/urls.ts';
import type { VerifyOptions } from '../../../src/credentials/verify/verify.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { hasCases, noCases, readCase } from '../support/others/cases.ts';
import { fullCredential, issuer, NOW, surroundings } from '../support/issuer.ts';
import { changed, valueAt } from '../support/faults/mutations.ts';
import { issue } from '../support/others/other-issuer.ts';

const BOOSTS = 'https://ctx.learncard.com/boosts';
const CLR = 'https://purl.imsglobal.org/spec/clr/v2p0';
const PLUGFEST =
  'https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json';

const signer = {
  id: issuer.signer.id,
  algorithm: 'Ed25519',
  sign: ({ data }: { data: Uint8Array }) => issuer.signer.sign(data),
};

async function answer(document: unknown, options?: VerifyOptions) {
  return (await verifyCredential(document, surroundings(), options)).summary;
}

const v2 = { '@context': [CREDENTIALS_V2], type: ['VerifiableCredential'], issuer: issuer.did };
const v1 = {
  ...v2,
  '@context': [CREDENTIALS_V1, DATA_INTEGRITY_V2],
  issuanceDate: '2026-11-20T09:00:00Z',
};
const about = { id: 'urn:example:1' };

/** With an issuer’s context, a word of it, and where the word is. */
const WORDS: readonly (readonly [string, object, readonly string[]])[] = [
  [
    `${BOOSTS}/1.0.0.json`,
    { type: ['VerifiableCredential', 'BoostCredential'], boostId: 'b1' },
    ['boostId'],
  ],
  [
    `${BOOSTS}/1.0.1.json`,
    {
      type: ['VerifiableCredential', 'BoostCredential'],
      attachments: [{ title: 'Photo', type: 'photo', fileName: 'a.png' }],
    },
    ['attachments', '0', 'fileName'],
  ],
  [
    `${BOOSTS}/1.0.2.json`,
    { type: ['VerifiableCredential', 'BoostCredential'], display: { previewType: 'full' } },
    ['display', 'previewType'],
  ],
  [
    `${BOOSTS}/1.0.3.json`,
    { evidence: [{ id: 'urn:example:e', type: ['EvidenceFile'], fileSize: '12' }] },
    ['evidence', '0', 'fileSize'],
  ],
  [
    'https://ctx.learncard.com/boostIDs/1.0.0.json',
    {
      type: ['VerifiableCredential', 'BoostID'],
      boostID: { fontColor: 'red', accentFontColor: 'blue' },
    },
    ['boostID', 'accentFontColor'],
  ],
  ...['context-2.0.1.json', 'context.json'].map(
    (file) =>
      [
        `${CLR}/${file}`,
        {
          type: ['VerifiableCredential', 'ClrCredential'],
          credentialSubject: {
            ...about,
            type: ['ClrSubject'],
            association: [{ type: 'Association', sourceId: 'urn:example:2' }],
          },
        },
        ['credentialSubject', 'association', '0', 'sourceId'],
      ] as const,
  ),
  [
    MULTIKEY_V1,
    { credentialSubject: { ...about, type: 'Multikey', publicKeyMultibase: issuer.multikey } },
    ['credentialSubject', 'publicKeyMultibase'],
  ],
  [
    'https://w3id.org/security/jwk/v1',
    { credentialSubject: { ...about, type: 'JsonWebKey', publicKeyJwk: { kty: 'OKP' } } },
    ['credentialSubject', 'publicKeyJwk', 'kty'],
  ],
  [
    'https://w3id.org/security/suites/jws-2020/v1',
    { credentialSubject: { ...about, type: 'JsonWebKey2020', publicKeyJwk: { kty: 'OKP' } } },
    ['credentialSubject', 'publicKeyJwk', 'kty'],
  ],
];

/** The same in VCDM 1.1, where the words of VCDM 2.0 are not in the way. */
const WORDS_OF_V1: typeof WORDS = [
  [
    DCC_V1,
    {
      credentialSubject: {
        ...about,
        type: 'Person',
        hasCredential: { type: 'Course', name: 'Bois' },
      },
    },
    ['credentialSubject', 'hasCredential', 'name'],
  ],
  [
    PLUGFEST,
    {
      credentialSubject: {
        ...about,
        type: 'AchievementSubject',
        achievement: { type: 'Achievement', name: 'Soudure', description: 'Souder.' },
      },
    },
    ['credentialSubject', 'achievement', 'description'],
  ],
  [
    STATUS_V1,
    { credentialSubject: { ...about, type: 'BitstringStatusList', encodedList: 'uH4s' } },
    ['credentialSubject', 'encodedList'],
  ],
  ...['https://w3id.org/vc/status-list/2021/v1', 'https://w3id.org/vc-revocation-list-2020/v1'].map(
    (url, at) =>
      [
        url,
        {
          credentialSubject: {
            ...about,
            type: at === 0 ? 'StatusList2021' : 'RevocationList2020',
            encodedList: 'H4s',
          },
        },
        ['credentialSubject', 'encodedList'],
      ] as const,
  ),
];

describe('a credential with words of', () => {
  it.each([
    ...WORDS.map(([url, words, path]) => [url, v2, words, path] as const),
    ...WORDS_OF_V1.map(([url, words, path]) => [url, v1, words, path] as const),
  ])('%s is authentic, and not with another value', async (url, base, words, path) => {
    const credential = {
      ...base,
      '@context': [...base['@context'], url],
      credentialSubject: about,
      ...words,
    };
    const document = await issue(credential, cryptosuite, signer, NOW);
    expect(valueAt(document, path)).toBeTypeOf('string');
    expect(await answer(document, { profile: 'w3c' })).toMatchObject({ authentic: 'yes' });
    const other = changed(document, path, (value) => `${String(value)}x`);
    expect(await answer(other, { profile: 'w3c' })).toMatchObject({ authentic: 'no' });
  });
});

describe('a badge with words of LearnCard', () => {
  it('is authentic, and its own words are read as before', async () => {
    const badge = {
      ...fullCredential,
      '@context': [...fullCredential['@context'], `${BOOSTS}/1.0.3.json`],
      type: [...fullCredential.type, 'BoostCredential'],
      display: { backgroundColor: '#fff', displayType: 'badge' },
    };
    const document = await issue(badge, cryptosuite, signer, NOW);
    const { summary, credential } = await verifyCredential(document, surroundings());
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid' });
    expect(credential).toMatchObject({
      name: fullCredential.name,
      achievementId: fullCredential.credentialSubject.achievement.id,
    });
  });
});

describe.skipIf(!hasCases)(`a badge of another maker${noCases}`, () => {
  const now = new Date('2026-11-26T00:00:00Z');
  const fetchStatusList = () =>
    Promise.resolve({ outcome: 'unreachable', detail: 'offline' } as const);

  it.each([
    ['context-learncard-boost', 'valid'],
    ['context-bitstring-v1', 'unknown'],
    ['context-jws-2020', 'valid'],
  ])('%s is authentic as it was signed, and in no other way', async (name, standing) => {
    const world = surroundings({ now, fetchStatusList });
    const genuine = await verifyCredential(readCase(`${name}.json`), world);
    expect(genuine.summary).toMatchObject({ authentic: 'yes', standing });
    const tampered = await verifyCredential(readCase(`TAMPERED-${name}.json`), world);
    expect(tampered.summary.authentic).toBe('no');
  });
});
