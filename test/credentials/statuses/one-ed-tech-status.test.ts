/** The deprecated 1EdTech Revocation List: unsigned, so only https and the names speak for it. */
import { describe, expect, it } from 'vitest';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { type StatusListFetch, verifyCredential } from '../../../src/credentials/verify/verify.ts';
import {
  fetching,
  fullCredential,
  issuer,
  NOW,
  statusList,
  otherIssuer,
} from '../support/issuer.ts';
import { surroundings } from '../support/issuer.ts';

const URL = 'https://badges.example/k/lyon/revocations';
const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';

async function badgeIn(credentialStatus: object): Promise<unknown> {
  const contexts = [...new Set([...fullCredential['@context'], EXTENSIONS])];
  const credential = { ...fullCredential, '@context': contexts, credentialStatus };
  return signDocument(credential, issuer.signer, NOW);
}
const badge = await badgeIn({ id: URL, type: '1EdTechRevocationList' });
const bitstringList = await statusList([]);

async function standing(list: unknown, shown: unknown = badge): Promise<string> {
  const { summary } = await verifyCredential(shown, surroundings(fetching(list)));
  expect(summary.authentic).toBe('yes');
  return summary.standing;
}

const listOf = (...revokedCredentials: readonly object[]) => ({
  id: URL,
  issuer: issuer.did,
  revokedCredentials,
});
const ours = { id: fullCredential.id };

describe('the 1EdTech revocation list', () => {
  it.each<[string, unknown, string]>([
    ['names it', listOf({ id: 'urn:x' }, ours), 'revoked'],
    ['says so', listOf({ ...ours, revoked: true, revocationReason: 'error' }), 'revoked'],
    ['takes it back', listOf({ ...ours, revoked: false }), 'valid'],
    ['names another', listOf({ id: `${fullCredential.id}0` }), 'valid'],
    ['is empty', listOf(), 'valid'],
    [
      'has the other spelling',
      { id: URL, issuer: issuer.did, revokedCredential: [ours] },
      'revoked',
    ],
    ['has no brackets', { ...listOf(), revokedCredentials: ours }, 'revoked'],
    ['describes its issuer', { ...listOf(ours), issuer: { id: issuer.did } }, 'revoked'],
    ['has no name', { ...listOf(ours), id: undefined }, 'revoked'],
    ['is another’s', { ...listOf(), issuer: otherIssuer.did }, 'unknown'],
    ['is nobody’s', { ...listOf(), issuer: undefined }, 'unknown'],
    ['has another name', { ...listOf(), id: `${URL}/2` }, 'unknown'],
    ['says nothing', { id: URL, issuer: issuer.did }, 'unknown'],
    ['has strings', { ...listOf(), revokedCredentials: ['x'] }, 'unknown'],
    ['says so in words', listOf({ ...ours, revoked: 'true' }), 'unknown'],
    ['is a bitstring list', bitstringList, 'unknown'],
    ['is null', null, 'unknown'],
    ['is a list', [listOf(ours)], 'unknown'],
  ])('that %s: %#', async (_name, list, expected) => {
    expect(await standing(list)).toBe(expected);
  });

  it.each<[string, object]>([
    ['over http', { id: URL.replace('https', 'http') }],
    ['in a file', { id: 'file:///revocations' }],
    ['nowhere', {}],
  ])('is not read %s', async (_name, place) => {
    const shown = await badgeIn({ ...place, type: '1EdTechRevocationList' });
    expect(await standing(listOf(), shown)).toBe('unknown');
  });

  it('is unknown since it was last read', async () => {
    const since = '2026-11-19T08:00:00Z';
    const fetched: StatusListFetch = { outcome: 'unreachable', detail: 'timeout', since };
    const fetchStatusList = () => Promise.resolve(fetched);
    for (const shown of [badge, await signDocument(fullCredential, issuer.signer, NOW)]) {
      const answer = await verifyCredential(shown, surroundings({ fetchStatusList }));
      expect(answer.summary.standing).toBe('unknown');
      expect(answer.statusUnknownSince).toBe(since);
    }
  });
});
