/** Whatever is wrong with a status list leaves the status unknown, and the signature right. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodeList, STATUS_LIST_SIZE } from '../../../src/credentials/statuses/status-list.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import {
  fetching,
  fullCredential,
  issuer,
  NOW,
  signed,
  STATUS_LIST,
  statusList,
  otherIssuer,
  surroundings,
} from '../support/issuer.ts';
import { jwtSurroundings, signJwt } from '../support/jwt-issuer.ts';

const INDEX = 40_321;

async function standingWith(list: unknown, badge: unknown = signed): Promise<string> {
  const { summary, checks } = await verifyCredential(badge, surroundings(fetching(list)));
  expect(summary.authentic).toBe('yes');
  const status = checks.find(({ id }) => id === 'status')?.outcome;
  const outcomes = { valid: 'pass', revoked: 'fail' };
  expect({ status }).toEqual({
    status: Object.entries(outcomes).find(([s]) => s === summary.standing)?.[1] ?? 'unknown',
  });
  return summary.standing;
}

/** The subject of a list, with these members replaced. */
async function subjectWith(changes: object): Promise<{ changes: object }> {
  const credentialSubject = {
    id: `${STATUS_LIST}#list`,
    type: 'BitstringStatusList',
    statusPurpose: 'revocation',
    encodedList: await encodeList([], STATUS_LIST_SIZE),
    ...changes,
  };
  return { changes: { credentialSubject } };
}

const gzipped = (bytes: number) => `u${gzipSync(new Uint8Array(bytes)).toString('base64url')}`;

describe('the status', () => {
  it('is revoked if the bit is set, and only that bit', async () => {
    expect(await standingWith(await statusList([INDEX]))).toBe('revoked');
    expect(await standingWith(await statusList([INDEX - 1, INDEX + 1]))).toBe('valid');
  });

  it('is revoked even when the badge has expired', async () => {
    const now = new Date('2040-01-01T00:00:00Z');
    const world = surroundings({ now, ...fetching(await statusList([INDEX])) });
    const { summary } = await verifyCredential(signed, world);
    expect(summary.standing).toBe('revoked');
  });

  it('is read from a list whose issuer is an object, and whose proof is not in brackets', async () => {
    const changes = { issuer: { id: issuer.did } };
    const { proof, ...list } = await statusList([INDEX], { changes });
    expect(await standingWith({ ...list, proof: proof[0] })).toBe('revoked');
  });

  it.each([
    ['that is not found', () => Promise.resolve({ outcome: 'not-found' as const, detail: '404' })],
    ['out of reach', () => Promise.resolve({ outcome: 'unreachable' as const, detail: 'timeout' })],
    ['whose server fails', () => Promise.reject(new Error('boom'))],
  ])('is unknown for a list %s', async (_name, fetchStatusList) => {
    const { summary } = await verifyCredential(signed, surroundings({ fetchStatusList }));
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'unknown', issuerKnown: true });
  });

  it.each([
    ['by another issuer', () => statusList([], { by: otherIssuer })],
    [
      'that claims our issuer and is signed by another',
      () => statusList([], { by: otherIssuer, changes: { issuer: issuer.did } }),
    ],
    ['with another id', () => statusList([], { changes: { id: `${STATUS_LIST}0` } })],
    ['of another type', () => statusList([], { changes: { type: ['VerifiableCredential'] } })],
    [
      'for another purpose',
      async () => statusList([], await subjectWith({ statusPurpose: 'suspension' })),
    ],
    ['that is over', () => statusList([], { changes: { validUntil: '2026-11-20T10:00:00Z' } })],
    ['from the future', () => statusList([], { changes: { validFrom: '2026-11-21T10:00:00Z' } })],
    [
      'with a proof from the future',
      () => statusList([], { created: new Date('2026-11-21T10:00:00Z') }),
    ],
    [
      'that is too short',
      async () => statusList([], await subjectWith({ encodedList: gzipped(16_383) })),
    ],
    [
      'that is a bomb',
      async () => statusList([], await subjectWith({ encodedList: gzipped(64 * 1024 * 1024) })),
    ],
    ['that is not gzip', async () => statusList([], await subjectWith({ encodedList: 'uAAAA' }))],
    ['that is a number', () => Promise.resolve(7)],
    ['that is null', () => Promise.resolve(null)],
    ['that is a badge', () => Promise.resolve(signed)],
    ['without a proof', async () => ({ ...(await statusList([])), proof: undefined })],
    ['with another’s proof', async () => ({ ...(await statusList([])), proof: signed.proof })],
    [
      'changed after it was signed',
      async () => ({ ...(await statusList([INDEX])), ...(await subjectWith({})).changes }),
    ],
    ['that hides a member', async () => ({ ...(await statusList([])), 'sec:expires': 'never' })],
    [
      'with an inline context',
      async () => ({ ...(await statusList([])), '@context': [{ '@vocab': 'urn:x' }] }),
    ],
    [
      'with ten thousand proofs',
      async () => ({
        ...(await statusList([])),
        proof: Array.from({ length: 10_000 }, () => ({})),
      }),
    ],
    ['nested a hundred thousand times', () => Promise.resolve(nested(100_000))],
  ])('is unknown for a list %s', async (_name, list) => {
    expect(await standingWith(await list())).toBe('unknown');
  });

  it.each([
    ['an index with a sign', { statusListIndex: '+40321' }],
    ['an index with a leading zero', { statusListIndex: '040321' }],
    ['an index in words', { statusListIndex: 'forty' }],
    ['an empty index', { statusListIndex: '' }],
    ['an index beyond the list', { statusListIndex: String(STATUS_LIST_SIZE) }],
    ['a fraction', { statusListIndex: 1.5 }],
    ['an index off by one', { statusListIndex: '40322' }],
    ['another purpose', { statusPurpose: 'message' }],
    ['several bits per entry', { statusSize: 2 }],
    ['a list that is not on the web', { statusListCredential: 'file:///etc/passwd' }],
    ['a type that nobody knows here', { type: '1EdTechRevocationList' }],
  ])('is not valid for an entry with %s', async (_name, entry) => {
    // Off by one is another entry: the signed one is revoked in this list, and so is that one.
    const list = await statusList([INDEX, INDEX + 1]);
    const { type } = { type: 'BitstringStatusListEntry', ...entry };
    const credentialStatus =
      type === 'BitstringStatusListEntry'
        ? { ...fullCredential.credentialStatus, ...entry }
        : { id: STATUS_LIST, type };
    const extensions = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
    const document = {
      ...fullCredential,
      '@context': [...new Set([...fullCredential['@context'], extensions])],
      credentialStatus,
    };
    const badge = await signDocument(document, issuer.signer, NOW);
    expect(await standingWith(list, badge)).not.toBe('valid');
  });

  it('accepts an index that is a number, as the official samples write it', async () => {
    const credentialStatus = { ...fullCredential.credentialStatus, statusListIndex: INDEX };
    const badge = await signDocument({ ...fullCredential, credentialStatus }, issuer.signer, NOW);
    expect(await standingWith(await statusList([INDEX]), badge)).toBe('revoked');
  });

  it('is not asked for when the badge is not authentic', async () => {
    let asked = 0;
    const fetchStatusList = () => {
      asked += 1;
      return Promise.reject(new Error('never to be called'));
    };
    const forged = { ...signed, name: 'Je prends la parole' };
    const { summary } = await verifyCredential(forged, surroundings({ fetchStatusList }));
    expect({ asked, ...summary }).toEqual({
      asked: 0,
      signature: 'wrong',
      standard: 'followed',
      authentic: 'no',
      standing: 'unknown',
      issuerKnown: false,
    });
  });
});

describe('a list that is a JWT', () => {
  const agreeing = { iss: issuer.did, jti: STATUS_LIST, sub: `${STATUS_LIST}#list` };
  const seconds = (instant: string) => Date.parse(instant) / 1000;

  async function standingUnder(claims: object, revoked: readonly number[] = []) {
    const { proof, ...list } = await statusList(revoked, {
      changes: { validUntil: '2026-11-27T09:00:00Z' },
    });
    expect(proof).toHaveLength(1);
    const { summary } = await verifyCredential(
      signed,
      jwtSurroundings(undefined, fetching(signJwt({ ...list, ...claims }))),
    );
    expect(summary.authentic).toBe('yes');
    return summary.standing;
  }

  it.each<[string, object]>([
    ['none', {}],
    ['those of its members', agreeing],
    [
      'those of its dates too',
      {
        ...agreeing,
        iat: seconds('2026-11-20T09:30:00Z'),
        nbf: seconds('2026-11-20T09:00:00Z'),
        exp: seconds('2026-11-27T09:00:00Z'),
      },
    ],
  ])('is used with these claims: %s', async (_name, claims) => {
    expect(await standingUnder(claims)).toBe('valid');
    expect(await standingUnder(claims, [INDEX])).toBe('revoked');
  });

  it.each<[string, object]>([
    ['another issuer', { iss: otherIssuer.did }],
    ['another list', { jti: `${STATUS_LIST}0` }],
    ['another subject', { sub: STATUS_LIST }],
    ['another beginning', { nbf: seconds('2026-11-20T09:00:02Z') }],
    ['another end', { exp: seconds('2026-11-27T09:00:02Z') }],
    ['an end that has passed', { exp: seconds('2026-11-20T09:59:00Z') }],
    ['an end in words', { exp: '2026-11-27T09:00:00Z' }],
    ['that it will be made tomorrow', { iat: seconds('2026-11-21T10:00:00Z') }],
  ])('is not used if a claim says %s', async (_name, claim) => {
    expect(await standingUnder({ ...agreeing, ...claim })).toBe('unknown');
  });
});

function nested(depth: number): object {
  let value: object = {};
  for (let level = 0; level < depth; level += 1) value = { id: value };
  return { '@context': ['https://www.w3.org/ns/credentials/v2'], ...value };
}
