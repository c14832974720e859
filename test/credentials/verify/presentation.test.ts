/** Presentations: who shows the badges, to whom, and each badge in them. */
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as vc from '@digitalbazaar/vc';
import { describe, expect, it } from 'vitest';
import { loadContext } from '../../../src/credentials/contexts/loader.ts';
import type { JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import { isObject } from '../../../src/credentials/bytes/json-object.ts';
import type { PresentationSurroundings } from '../../../src/credentials/verify/verify-presentation.ts';
import { verifyPresentation } from '../../../src/credentials/verify/verify-presentation.ts';
import { NOW, signed, otherIssuer, surroundings, type TestIssuer } from '../support/issuer.ts';
import { holder, issuer } from '../support/issuer.ts';
import { ed25519Key, es256, publishing, payload, signJwt } from '../support/jwt-issuer.ts';

const challenge = '6b0c7a6e';
const domain = 'https://verifier.example';

interface Making {
  readonly by?: TestIssuer;
  readonly credentials?: readonly unknown[];
  readonly changes?: object;
}

/** Signed by Digital Bazaar’s library. */
async function present({ by = holder, credentials = [signed], changes = {} }: Making = {}) {
  const presentation = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    holder: holder.did,
    verifiableCredential: structuredClone(credentials),
    ...changes,
  };
  const signer = {
    id: by.signer.id,
    algorithm: 'Ed25519',
    sign: ({ data }: { data: Uint8Array }) => by.signer.sign(data),
  };
  const suite = new DataIntegrityProof({ cryptosuite, signer, date: NOW });
  const options = { presentation, suite, challenge, domain, documentLoader: loadContext };
  return vc.signPresentation(options);
}

const shown = await present();

function verify(input: unknown, changes: Partial<PresentationSurroundings> = {}) {
  return verifyPresentation(input, { ...surroundings(), challenge, domain, ...changes });
}

async function authentic(input: unknown, changes?: Partial<PresentationSurroundings>) {
  return (await verify(input, changes)).summary.authentic;
}

describe('verifyPresentation', () => {
  it('believes the holder, and tells of each badge', async () => {
    const { checks, summary, credentials, ...rest } = await verify(JSON.stringify(shown));
    expect({ summary, ...rest }).toEqual({
      summary: { authentic: 'yes', signature: 'right' },
      notes: [],
      holder: holder.did,
    });
    expect(checks.map(({ id, outcome }) => `${id}: ${outcome}`)).toEqual([
      'format: pass',
      'context: pass',
      'schema: pass',
      'holder: pass',
    ]);
    expect(credentials.map((one) => one.summary)).toEqual([
      {
        signature: 'right',
        standard: 'followed',
        authentic: 'yes',
        standing: 'valid',
        issuerKnown: true,
      },
    ]);
  });

  it('asks for no challenge and no domain if there are none', async () => {
    expect((await verifyPresentation(shown, surroundings())).summary.authentic).toBe('yes');
  });

  it('takes what was parsed, a proof in brackets, and a holder who is an object', async () => {
    expect(await authentic({ ...shown, proof: [shown['proof']] })).toBe('yes');
    expect(await authentic(await present({ changes: { holder: { id: holder.did } } }))).toBe('yes');
  });

  it('names the one who signed when no holder is named', async () => {
    const answer = await verify(await present({ changes: { holder: undefined } }));
    expect(answer).toMatchObject({
      summary: { authentic: 'yes', signature: 'right' },
      holder: holder.did,
    });
  });

  it('reads JWTs in envelopes', async () => {
    const enveloped = {
      '@context': 'https://www.w3.org/ns/credentials/v2',
      id: `data:application/vc+jwt,${signJwt(payload)}`,
      type: 'EnvelopedVerifiableCredential',
    };
    const world = surroundings();
    const answer = await verify(await present({ credentials: [enveloped, signed] }), {
      resolveDid: (did) =>
        did === issuer.did
          ? Promise.resolve({ outcome: 'found', document: publishing([es256]) })
          : world.resolveDid(did),
    });
    expect(answer.summary.authentic).toBe('yes');
    expect(answer.credentials.map((one) => one.summary.authentic)).toEqual(['yes', 'yes']);
  });

  it('tells a forged badge in a true presentation', async () => {
    const forged = { ...signed, name: 'Je sais tout' };
    const { summary, credentials } = await verify(await present({ credentials: [forged, signed] }));
    expect(summary.authentic).toBe('yes');
    expect(credentials.map((one) => one.summary.authentic)).toEqual(['no', 'yes']);
  });

  it('is open when the holder’s document is out of reach', async () => {
    const world = surroundings();
    const resolveDid: PresentationSurroundings['resolveDid'] = (did) =>
      did === holder.did ? Promise.reject(new Error('offline')) : world.resolveDid(did);
    const { summary, credentials } = await verify(shown, { resolveDid });
    expect(summary.authentic).toBe('unknown');
    expect(credentials[0]?.summary.authentic).toBe('yes');
  });
});

describe('a presentation is not believed', () => {
  it.each<[string, Partial<PresentationSurroundings>]>([
    ['for another challenge', { challenge: 'other' }],
    ['for another domain', { domain: 'https://evil.example' }],
    ['before it was made', { now: new Date('2026-11-20T09:00:00Z') }],
  ])('%s', async (_name, changes) => {
    expect(await authentic(shown, changes)).toBe('no');
  });

  const proof = isObject(shown['proof']) ? shown['proof'] : {};
  it.each<[string, object]>([
    ['without a proof', { proof: undefined }],
    ['with an empty proof', { proof: [] }],
    ['with an assertion for a proof', { proof: { ...proof, proofPurpose: 'assertionMethod' } }],
    ['with the challenge taken out', { proof: { ...proof, challenge: undefined } }],
    ['with the challenge changed', { proof: { ...proof, challenge: 'other' } }],
    ['with a badge’s proof', { proof: signed.proof }],
    ['without its holder', { holder: undefined }],
    ['with a holder who is a number', { holder: 7 }],
    ['without its badges', { verifiableCredential: undefined }],
    ['with a badge twice', { verifiableCredential: [signed, signed] }],
    ['with a badge of a number', { verifiableCredential: [7] }],
    ['without its type', { type: ['VerifiableCredential'] }],
    ['without a context', { '@context': undefined }],
    ['with an inline context', { '@context': [{ '@vocab': 'urn:x#' }] }],
    ['with an id that is none', { id: 'x' }],
    ['with a full IRI', { 'https://www.w3.org/2018/credentials#holder': otherIssuer.did }],
  ])('%s', async (_name, changes) => {
    const forged: JsonObject = { ...shown, ...changes };
    expect(await authentic(forged)).toBe('no');
  });

  it('by somebody else, whoever they name: the holder may have keys that we have not seen', async () => {
    expect(await authentic(await present({ by: otherIssuer }))).toBe('unknown');
    expect(await authentic({ ...shown, holder: otherIssuer.did })).toBe('unknown');
  });

  it('by a key that is for assertions only', async () => {
    const world = surroundings();
    const resolveDid: PresentationSurroundings['resolveDid'] = async (did) => {
      const found = await world.resolveDid(did);
      if (found.outcome !== 'found' || !isObject(found.document)) return found;
      const { authentication, ...document } = found.document;
      return { outcome: 'found', document };
    };
    expect(await authentic(shown, { resolveDid })).toBe('unknown');
  });

  it.each<[string, unknown]>([
    ['a badge', signed],
    ['a JWT', signJwt(payload)],
    ['nothing', ''],
    ['null', null],
    ['half of one', JSON.stringify(shown).slice(0, -9)],
    ['a function', () => shown],
  ])('when it is %s', async (_name, input) => {
    const { summary, credentials, checks } = await verify(input);
    expect({ summary, credentials }).toMatchObject({
      summary: { authentic: 'no' },
      credentials: [],
    });
    expect(checks.length).toBeGreaterThan(0);
  });
});

describe('a presentation that is a JWT', () => {
  const key = ed25519Key(10, holder.signer.id);
  const vp = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    holder: holder.did,
    verifiableCredential: [signed],
  };
  const claims = { iss: holder.did, nonce: challenge, aud: domain };
  const header = { alg: 'EdDSA', kid: holder.signer.id, typ: 'vp+jwt' };
  const sign = (body: object, by = key) => signJwt(body, by, header);

  it('is believed, and its badges are told', async () => {
    const { summary, holder: who, credentials } = await verify(sign({ ...vp, ...claims }));
    expect([summary.authentic, who]).toEqual(['yes', holder.did]);
    expect(credentials.map((one) => one.summary.authentic)).toEqual(['yes']);
  });

  it('is believed in an envelope, for one of several, and as VCDM 1.1 has it', async () => {
    const envelope = {
      '@context': 'https://www.w3.org/ns/credentials/v2',
      id: `data:application/vp+jwt,${sign({ ...vp, ...claims })}`,
      type: 'EnvelopedVerifiablePresentation',
    };
    expect(await authentic(envelope)).toBe('yes');
    const several = { ...vp, ...claims, aud: ['https://other.example', domain] };
    expect(await authentic(sign(several))).toBe('yes');
    const first = { ...vp, '@context': ['https://www.w3.org/2018/credentials/v1'] };
    expect(await authentic(sign({ ...claims, vp: first }))).toBe('yes');
  });

  const now = NOW.getTime() / 1000;
  it.each<[string, object]>([
    ['another nonce', { ...vp, ...claims, nonce: 'x' }],
    ['no nonce', { ...vp, iss: holder.did, aud: domain }],
    ['another audience', { ...vp, ...claims, aud: 'https://other.example' }],
    ['another holder', { ...vp, ...claims, iss: otherIssuer.did }],
    ['an end that has passed', { ...vp, ...claims, exp: now - 1 }],
    ['a beginning to come', { ...vp, ...claims, nbf: now + 600 }],
    ['a date from the future', { ...vp, ...claims, iat: now + 600 }],
    ['a beginning beyond dates', { ...vp, ...claims, nbf: 9e99 }],
    ['an end before dates', { ...vp, ...claims, exp: -9e99 }],
    ['dates as text', { ...vp, ...claims, exp: '2030' }],
    ['another id', { ...vp, ...claims, id: 'urn:a', jti: 'urn:b' }],
    ['two presentations', { ...vp, ...claims, vp }],
    ['a presentation that is a text', { ...claims, vp: 'x' }],
    ['a credential', payload],
  ])('is not believed with %s', async (_, body) => {
    expect(await authentic(sign(body))).not.toBe('yes');
  });

  it('is not believed when somebody else signed, or for assertions', async () => {
    const body = { ...vp, ...claims };
    expect(await authentic(sign(body, ed25519Key(9, holder.signer.id)))).toBe('no');
    const document = { ...holder.didDocument, authentication: [], assertionMethod: [key.id] };
    const resolveDid = () => Promise.resolve({ outcome: 'found', document } as const);
    expect(await authentic(sign(body), { resolveDid })).toBe('unknown');
  });
});
