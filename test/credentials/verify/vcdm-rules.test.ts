/** What the W3C’s suites for VCDM 2.0 and Data Integrity ask of a verifier, with inputs of ours. */
import { describe, expect, it } from 'vitest';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { type Verification, verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { issuer, NOW, surroundings } from '../support/issuer.ts';

const CONTEXT = 'https://www.w3.org/ns/credentials/v2';
const SRI = `sha384-${'A'.repeat(64)}`;
const MULTIBASE = `u${'A'.repeat(46)}`;

/** The least a credential says. */
const least = {
  '@context': [CONTEXT],
  type: ['VerifiableCredential'],
  issuer: issuer.did,
  credentialSubject: { id: 'did:example:1' },
};

/** Members that are undefined are left out, as JSON does. */
async function verifyAny(document: unknown): Promise<Verification> {
  return verifyCredential(JSON.stringify(document), surroundings(), { profile: 'w3c' });
}

/** Whether what a signer would take is verified: the signature of all of these is right. */
async function accepts(changes: object): Promise<boolean> {
  const signed = await signDocument({ ...least, ...changes }, issuer.signer, NOW);
  const { summary, notes } = await verifyAny(signed);
  return summary.authentic === 'yes' && notes.every(({ must }) => !must);
}

/** Whether it departs from a MUST, whether or not it could be signed. */
async function departs(changes: object): Promise<boolean> {
  const { notes } = await verifyAny({ ...least, ...changes });
  return notes.some(({ must }) => must);
}

describe('a credential that is well formed is verified', () => {
  it.each<[string, object]>([
    ['the least', {}],
    ['an id', { id: 'urn:uuid:9f6d2c04-7e55-4c1f-9ab7-2f8f5b2d7a10' }],
    ['a type without brackets', { type: 'VerifiableCredential' }],
    ['an issuer with a name', { issuer: { id: issuer.did, name: 'KPA' } }],
    [
      'names in two languages',
      {
        name: [
          { '@value': 'Badge', '@language': 'en' },
          { '@value': 'Badge', '@language': 'fr', '@direction': 'ltr' },
        ],
        description: { '@value': 'Un badge', '@language': 'fr' },
      },
    ],
    ['dates', { validFrom: '2026-01-01T00:00:00Z', validUntil: '2036-01-01T00:00:00+02:00' }],
    ['a date with fractions', { validFrom: '2026-01-01T00:00:00.123Z' }],
    ['two subjects', { credentialSubject: [{ id: 'did:example:1' }, { id: 'did:example:2' }] }],
    ['a subject without id', { credentialSubject: { name: 'Awa' } }],
    ['a related resource', { relatedResource: [{ id: 'https://a.example/1', digestSRI: SRI }] }],
    [
      'a related resource with another digest',
      { relatedResource: [{ id: 'https://a.example/1', digestMultibase: MULTIBASE }] },
    ],
    ['a schema', { credentialSchema: { id: 'https://a.example/schema', type: 'JsonSchema' } }],
  ])('with %s', async (_name, changes) => {
    expect(await accepts(changes)).toBe(true);
  });

  it('and says which digests it holds, which it does not fetch', async () => {
    const relatedResource = [{ id: 'https://a.example/1', digestSRI: SRI }];
    const signed = await signDocument({ ...least, relatedResource }, issuer.signer, NOW);
    const { checks } = await verifyAny(signed);
    expect(checks.find(({ id }) => id === 'digests')?.detail).toBe(`https://a.example/1 ${SRI}`);
  });

  it('but is no badge', async () => {
    const signed = await signDocument(least, issuer.signer, NOW);
    expect((await verifyCredential(signed, surroundings())).kind).toBe('credential');
  });

  it('and with two statuses, one withdrawal is enough', async () => {
    const entry = (index: string) => ({
      id: `https://badges.example/k/lyon/status/1#${index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: index,
      statusListCredential: 'https://badges.example/k/lyon/status/1',
    });
    const credentialStatus = [entry('1'), entry('2')];
    const signed = await signDocument({ ...least, credentialStatus }, issuer.signer, NOW);
    expect((await verifyAny(signed)).summary.standing).toBe('valid');
    const suspended = [entry('1'), { ...entry('2'), statusPurpose: 'suspension' }];
    const other = await signDocument({ ...least, credentialStatus: suspended }, issuer.signer, NOW);
    expect((await verifyAny(other)).summary.standing).toBe('unknown');
  });
});

describe('a credential that is not well formed is refused', () => {
  it.each<[string, object]>([
    ['no type', { type: undefined }],
    ['another type', { type: ['VerifiablePresentation'] }],
    ['a type that is an object', { type: [{ id: 'VerifiableCredential' }] }],
    ['an id that is no URL', { id: 'not a url' }],
    ['an id in a list', { id: ['urn:a', 'urn:b'] }],
    ['an id that is an object', { id: { id: 'urn:a' } }],
    ['no issuer', { issuer: undefined }],
    ['an issuer that is no URL', { issuer: 'KPA' }],
    ['an issuer that is a number', { issuer: 7 }],
    ['an issuer without id', { issuer: { name: 'KPA' } }],
    ['two issuers', { issuer: [issuer.did, issuer.did] }],
    ['no subject', { credentialSubject: undefined }],
    ['no subject in the brackets', { credentialSubject: [] }],
    ['a subject that says nothing', { credentialSubject: {} }],
    ['a subject that is a name', { credentialSubject: 'did:example:1' }],
    ['a subject whose id is no URL', { credentialSubject: { id: 'Awa' } }],
    ['a day', { validFrom: '2026-01-01' }],
    ['a time without zone', { validFrom: '2026-01-01T00:00:00' }],
    ['a month too many', { validUntil: '2026-13-01T00:00:00Z' }],
    ['a date that is a number', { validFrom: 1_700_000_000 }],
    [
      'an end before the beginning',
      { validFrom: '2026-01-02T00:00:00Z', validUntil: '2026-01-01T00:00:00Z' },
    ],
    ['a status without type', { credentialStatus: { id: 'urn:a' } }],
    ['a status whose id is no URL', { credentialStatus: { id: 'a b', type: 'X' } }],
    ['a status that is text', { credentialStatus: 'urn:a' }],
    ['a schema without id', { credentialSchema: { type: 'JsonSchema' } }],
    ['a schema without type', { credentialSchema: { id: 'https://a.example/schema' } }],
    ['terms of use without type', { termsOfUse: { id: 'urn:a' } }],
    ['terms of use whose id is no URL', { termsOfUse: [{ id: 'a b', type: 'X' }] }],
    ['evidence without type', { evidence: [{ id: 'urn:a' }] }],
    ['evidence whose id is no URL', { evidence: { id: 'a b', type: 'X' } }],
    ['evidence with a wrong digest', { evidence: { type: 'X', digestSRI: 'sha384-AAAA' } }],
    ['a refresh service without type', { refreshService: { id: 'urn:a' } }],
    ['a resource without id', { relatedResource: [{ digestSRI: SRI }] }],
    ['a resource without digest', { relatedResource: [{ id: 'urn:a' }] }],
    ['a resource with a wrong digest', { relatedResource: [{ id: 'urn:a', digestSRI: 'md5-x' }] }],
    [
      'a resource with a wrong multibase',
      { relatedResource: [{ id: 'urn:a', digestMultibase: 'f00' }] },
    ],
    [
      'a resource twice',
      {
        relatedResource: [
          { id: 'urn:a', digestSRI: SRI },
          { id: 'urn:a', digestSRI: SRI },
        ],
      },
    ],
    ['a resource that is text', { relatedResource: ['urn:a'] }],
    ['a name that is a number', { name: 7 }],
    ['a name with more than a language', { name: { '@value': 'x', url: 'urn:a' } }],
    ['a name of the wrong direction', { name: { '@value': 'x', '@direction': 'up' } }],
    ['a description that is a list of texts', { description: ['a', 'b'] }],
  ])('with %s', async (_name, changes) => {
    expect(await departs(changes)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['none', undefined],
    ['text', CONTEXT],
    ['another one first', ['https://www.w3.org/2018/credentials/v2', CONTEXT]],
    ['the order changed', ['https://w3id.org/security/data-integrity/v2', CONTEXT]],
    ['a number', [CONTEXT, 7]],
    ['null', [CONTEXT, null]],
    ['an object', [CONTEXT, { name: 'urn:x' }]],
  ])('with a context of %s', async (_name, context) => {
    const { summary } = await verifyAny({ ...least, '@context': context });
    expect(summary.authentic).not.toBe('yes');
  });

  it('with a type that no context defines', async () => {
    const signed = await signDocument(least, issuer.signer, NOW);
    const { summary } = await verifyAny({ ...signed, type: [...least.type, 'UnknownType'] });
    expect(summary.authentic).toBe('unknown');
  });
});

describe('a proof that is not well formed is refused', () => {
  it.each<[string, object]>([
    ['no type', { type: undefined }],
    ['an unknown type', { type: 'UnknownProof' }],
    ['no cryptosuite', { cryptosuite: undefined }],
    ['a cryptosuite that is a number', { cryptosuite: 7 }],
    ['an unknown cryptosuite', { cryptosuite: 'unknown-2026' }],
    ['no purpose', { proofPurpose: undefined }],
    ['a purpose of another kind', { proofPurpose: 'authentication' }],
    ['a purpose that was not signed', { proofPurpose: 'capabilityInvocation' }],
    ['no method', { verificationMethod: undefined }],
    ['a method that is no URL', { verificationMethod: 'key-1' }],
    ['a method that is an object', { verificationMethod: { id: issuer.signer.id } }],
    ['no value', { proofValue: undefined }],
    ['a value without multibase', { proofValue: 'AAAA' }],
    ['a creation in words', { created: 'yesterday' }],
    ['a creation without zone', { created: '2026-11-20T10:00:00' }],
    ['an end in the past', { expires: '2026-11-20T10:00:00Z' }],
    ['an end in words', { expires: 'never' }],
    ['a proof before it that is not there', { previousProof: 'urn:uuid:1' }],
    ['a list of proofs before it', { previousProof: ['urn:uuid:1', 'urn:uuid:2'] }],
  ])('with %s', async (_name, changes) => {
    const { proof, ...signed } = await signDocument(least, issuer.signer, NOW);
    const forged = { ...signed, proof: { ...proof[0], ...changes } };
    expect((await verifyAny(forged)).summary.authentic).not.toBe('yes');
  });
});
