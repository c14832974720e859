/** The newest form of a badge, from its refresh service (1EdTech Credential Refresh 1.0). */
import { describe, expect, it } from 'vitest';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { type Surroundings, verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { signIn, world as twoKeys } from '../support/two-keys.ts';
import { fullCredential, issuer, NOW, otherIssuer, surroundings } from '../support/issuer.ts';

const URL = 'https://badges.example/k/lyon/credentials/0d1f/refresh';
const credential = fullCredential;
const badge = await signDocument(credential, issuer.signer, NOW);

const otherBadge = await signDocument({ ...credential, id: 'urn:x' }, issuer.signer, NOW);
const ofOtherIssuer = await signDocument(
  { ...credential, issuer: { ...credential.issuer, id: otherIssuer.did } },
  otherIssuer.signer,
  NOW,
);

type Refresh = NonNullable<Surroundings['refresh']>;

async function refreshed(refresh?: Refresh, shown: unknown = badge) {
  const world = surroundings(refresh ? { refresh } : {});
  const verification = await verifyCredential(shown, world);
  const { checks, summary, newest } = verification;
  return { summary, newest, outcome: checks.find(({ id }) => id === 'refresh')?.outcome };
}

const giving = (document: unknown): Refresh => {
  return () => Promise.resolve({ outcome: 'found', text: JSON.stringify(document) });
};
const sound = {
  signature: 'right',
  standard: 'followed',
  authentic: 'yes',
  standing: 'valid',
  issuerKnown: true,
};

describe('the refresh service', () => {
  it('is asked once, with the address in the badge', async () => {
    const asked: string[] = [];
    const refresh: Refresh = (...question) => {
      asked.push(...question);
      return Promise.resolve({ outcome: 'found', text: JSON.stringify(badge) });
    };
    expect(await refreshed(refresh)).toEqual({
      summary: sound,
      newest: undefined,
      outcome: 'pass',
    });
    expect(asked).toEqual([URL, 'application/vc']);
  });

  it('can give a newer form, which is reported beside the badge', async () => {
    const newer = { ...credential, validUntil: '2040-10-14T09:30:00Z' };
    const signed = await signDocument(newer, issuer.signer, NOW);
    const { summary, newest, outcome } = await refreshed(giving(signed));
    expect({ summary, outcome }).toEqual({ summary: sound, outcome: 'warn' });
    expect(newest).toMatchObject({
      text: JSON.stringify(signed),
      standing: 'valid',
      credential: { validUntil: '2040-10-14T09:30:00Z' },
    });
  });

  it('is the same form when only the proof is new', async () => {
    const again = await signDocument(credential, issuer.signer, new Date('2026-11-19T00:00:00Z'));
    expect(await refreshed(giving(again))).toMatchObject({ outcome: 'pass' });
  });

  it.each<[string, unknown]>([
    ['something changed', { ...badge, name: 'Je sais tout' }],
    ['something unsigned', { ...credential, proof: [] }],
    ['another badge', otherBadge],
    ['a badge of another issuer', ofOtherIssuer],
    ['nothing', null],
  ])('changes nothing when it gives %s', async (_name, document) => {
    expect(await refreshed(giving(document))).toEqual({
      summary: sound,
      newest: undefined,
      outcome: 'unknown',
    });
  });

  it.each<[string, Refresh]>([
    ['does not answer', () => Promise.resolve({ outcome: 'unreachable', detail: 'timeout' })],
    ['fails', () => Promise.reject(new Error('boom'))],
  ])('changes nothing when it %s', async (_name, refresh) => {
    expect(await refreshed(refresh)).toEqual({
      summary: sound,
      newest: undefined,
      outcome: 'unknown',
    });
  });

  it('is not asked where nobody can be: nothing is said of newer forms', async () => {
    expect(await refreshed(undefined)).toEqual({
      summary: sound,
      newest: undefined,
      outcome: undefined,
    });
  });

  it('that gives the same bytes has them verified once', async () => {
    const text = JSON.stringify(badge);
    let asked = 0;
    const world = surroundings({
      refresh: giving(badge),
      fetchStatusList: (url) => {
        asked += 1;
        return surroundings().fetchStatusList(url);
      },
    });
    const { checks } = await verifyCredential(text, world);
    expect(checks.at(-1)).toMatchObject({ id: 'refresh', outcome: 'pass' });
    expect(asked).toBe(1);
  });

  it('is asked for a JWT by whoever has one', async () => {
    const jwt = await signIn('vc-jwt');
    const asked: string[] = [];
    const refresh: Refresh = (_url, form) => {
      asked.push(form);
      return Promise.resolve({ outcome: 'found', text: jwt });
    };
    const { checks } = await verifyCredential(jwt, { ...twoKeys, refresh });
    expect(checks.at(-1)).toMatchObject({ id: 'refresh', outcome: 'pass' });
    expect(asked).toEqual(['application/vc+jwt']);
  });

  it('is not asked for a badge that is not authentic', async () => {
    let asked = 0;
    const refresh: Refresh = () => {
      asked += 1;
      return Promise.reject(new Error('never to be called'));
    };
    const { summary } = await refreshed(refresh, { ...badge, name: 'x' });
    expect({ asked, authentic: summary.authentic }).toEqual({ asked: 0, authentic: 'no' });
  });

  it('is not asked at an address that is not on the web', async () => {
    const elsewhere = {
      ...credential,
      refreshService: { ...credential.refreshService, id: 'file:///etc/passwd' },
    };
    const signed = await signDocument(elsewhere, issuer.signer, NOW);
    const refresh: Refresh = () => Promise.reject(new Error('never to be called'));
    expect(await refreshed(refresh, signed)).toMatchObject({ summary: sound, outcome: 'unknown' });
  });
});
