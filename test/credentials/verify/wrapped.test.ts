/** Several badges in one file: the answer on all is no better than that on the worst of them. */
import { describe, expect, it } from 'vitest';
import { buildEndorsement } from '../../../src/credentials/write/build-endorsement.ts';
import { MAX_HELD } from '../../../src/credentials/read/unwrap.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { verdictOf } from '../../../src/answers/verdict/verdict-of.ts';
import { inFrench } from '../../support/languages/in-french.ts';
import { fullCredential, fullInput, issuer, NOW, signed, surroundings } from '../support/issuer.ts';

const { id: about } = fullCredential;
const V2 = 'https://www.w3.org/ns/credentials/v2';
const verify = (input: unknown) => verifyCredential(JSON.stringify(input), surroundings());
const titleOf = async (input: unknown) => {
  const verification = await verify(input);
  const { title, lines } = verdictOf(verification, { checkedAt: NOW.toISOString() });
  return [title, ...lines].map(inFrench);
};

describe('a record around a badge', () => {
  const record = {
    '@context': [V2, 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json'],
    id: 'urn:uuid:1',
    type: ['VerifiableCredential', 'ClrCredential'],
    issuer: issuer.did,
    validFrom: '2026-11-01T00:00:00Z',
    credentialSubject: { type: ['ClrSubject'], verifiableCredential: [signed] },
  };

  it('that nobody signed vouches for nothing, and its badge keeps its own answer', async () => {
    const { summary, wrapping, credentials } = await verify(record);
    expect(summary).toMatchObject({ authentic: 'no', signature: 'none' });
    expect(wrapping).toMatchObject({ kind: 'record', summary: { signature: 'none' } });
    expect(credentials).toMatchObject([{ summary: { authentic: 'yes' } }]);
    expect(await titleOf(record)).toContain(
      'Le document qui les réunit n’est pas signé par celui qu’il nomme.',
    );
  });
});

describe('a record in a record', () => {
  const [outer, inner] = ['urn:uuid:1', 'urn:uuid:2'];
  const record = (id: string, held: object) => ({
    id,
    type: ['VerifiableCredential', 'ClrCredential'],
    issuer: issuer.did,
    validFrom: '2026-11-01T00:00:00Z',
    credentialSubject: { type: ['ClrSubject'], verifiableCredential: [held] },
  });
  const contexts = [V2, 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json'];

  it.each<[string, object]>([
    ['as it was signed', record(outer, record(inner, { id: outer }))],
    ['with the inner one on top', record(inner, record(outer, { id: inner }))],
  ])('has two ways of being written, and neither is believed: %s', async (_name, tree) => {
    const whole = { '@context': contexts, ...record(outer, record(inner, { id: outer })) };
    const { proof } = await signDocument(whole, issuer.signer, NOW);
    const text = JSON.stringify({ '@context': contexts, ...tree, proof });
    const { summary } = await verifyCredential(text, surroundings(), { profile: 'w3c' });
    expect(summary).toMatchObject({ authentic: 'no' });
  });
});

describe('a badge that is also what holds badges', () => {
  const { proof, ...forged } = { ...signed, name: 'Tout autre chose' };

  it.each<[string, object]>([
    ['a record', { type: [...signed.type, 'ClrCredential'] }],
    [
      'a presentation',
      { type: [...signed.type, 'VerifiablePresentation'], verifiableCredential: [signed] },
    ],
    ['without its context', { '@context': undefined, evidence: [signed] }],
  ])('is not believed for what it holds: %s', async (_name, changes) => {
    expect(proof).toHaveLength(1);
    const subject = { ...signed.credentialSubject, verifiableCredential: [signed] };
    const { summary, kind } = await verify({ ...forged, credentialSubject: subject, ...changes });
    expect(summary.authentic).toBe('no');
    expect(kind).not.toBe('wrapped');
  });

  it('is one of two things to two readers, also when both are signed', async () => {
    const both = { ...fullCredential, type: [...fullCredential.type, 'VerifiablePresentation'] };
    const { summary } = await verify(await signDocument(both, issuer.signer, NOW));
    expect(summary).toMatchObject({ standard: 'ambiguous', authentic: 'no' });
  });

  it('is not read past its own claims in a JWT that nobody signed', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const vp = {
      ...forged,
      type: ['ClrCredential'],
      credentialSubject: { verifiableCredential: [signed] },
    };
    const jwt = [part({ alg: 'ES256' }), part({ ...forged, vp }), 'AAAA'].join('.');
    expect((await verify(jwt)).summary.authentic).toBe('no');
  });
});

describe('more badges than are read', () => {
  const more = [...Array<object>(MAX_HELD).fill(signed), { ...signed, name: 'Autre' }];
  const presentation = {
    '@context': [V2],
    type: ['VerifiablePresentation'],
    verifiableCredential: more,
  };

  it.each<[string, unknown]>([
    ['a list', more],
    ['a presentation', presentation],
  ])('leave the answer on all open: %s', async (_name, input) => {
    const { summary, credentials } = await verify(input);
    expect(credentials).toHaveLength(MAX_HELD);
    expect(summary.authentic).toBe('unknown');
    expect((await titleOf(input)).join(' ')).toContain('Les autres n’ont pas été lus.');
  });
});

describe('a presentation', () => {
  const one = { type: ['VerifiablePresentation'], verifiableCredential: [signed] };

  it('is read with its context in brackets or not', async () => {
    expect((await verify({ '@context': V2, ...one })).credentials).toMatchObject([
      { summary: { authentic: 'yes' } },
    ]);
  });

  it('that cannot be read is not called empty', async () => {
    const lines = await titleOf({ '@context': [V2], ...one, verifiableCredential: 7 });
    expect(lines.join(' ')).not.toContain('vide');
    expect(await titleOf({ '@context': [V2], ...one, verifiableCredential: [] })).toContain(
      'Cette présentation est vide.',
    );
  });
});

describe('a confirmation that has ended', () => {
  it('is over, though its badge is not', async () => {
    const endorsement = buildEndorsement({
      id: 'urn:uuid:6a370043-83cf-44c1-9c33-d0c369d73618',
      name: 'Confirmation',
      issuer: fullInput.issuer,
      validFrom: '2026-11-01T10:00:00Z',
      about,
      comment: 'Je l’ai vu aussi.',
    });
    const ended = { ...endorsement, validUntil: '2026-11-02T10:00:00Z' };
    const text = JSON.stringify(await signDocument(ended, issuer.signer, NOW));
    const world = surroundings({
      endorsed: () => Promise.resolve({ outcome: 'found', text: JSON.stringify(signed) }),
    });
    const { summary, endorsed } = await verifyCredential(text, world);
    expect(endorsed?.standing).toBe('valid');
    expect(summary.standing).toBe('expired');
  });
});
