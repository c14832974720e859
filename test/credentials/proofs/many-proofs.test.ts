/** More proofs than are looked at, or than there is work for: what is not looked at is not known. */
import { describe, expect, it } from 'vitest';
import { createAllowance, CREDENTIAL_VALUES } from '../../../src/credentials/allowance.ts';
import { hashRdfc } from '../../../src/credentials/cryptosuites/rdfc-hash.ts';
import { encodeBase58 } from '../../../src/credentials/bytes/encoding.ts';
import { verifyProofs } from '../../../src/credentials/proofs/proofs.ts';
import { createResolver } from '../../../src/credentials/identifiers/resolve.ts';
import {
  fullCredential,
  issuer,
  NOW,
  signed,
  otherIssuer,
  surroundings,
} from '../support/issuer.ts';
import { answerOn } from '../support/signature-answer.ts';

const [right] = signed.proof;
const wrong = { ...right, created: '2026-11-20T09:59:59Z' };
const times = (count: number, proof: object) => Array.from({ length: count }, () => proof);

describe('sixteen proofs', () => {
  const answer = (...proof: readonly object[]) => answerOn({ ...signed, proof }, surroundings());

  it('are looked at, wherever the right one stands', async () => {
    expect(await answer(...times(15, wrong), right)).toBe('right');
    expect(await answer(right, ...times(15, wrong))).toBe('right');
    expect(await answer(...times(16, wrong))).toBe('wrong');
  });

  it('and one more leave it open, unless a right one is among those', async () => {
    expect(await answer(right, ...times(16, wrong))).toBe('right');
    expect(await answer(...times(16, wrong), right)).toBe('unknown');
    expect(await answer(...times(17, wrong))).toBe('unknown');
  });

  it('have their places before what holds no signature', async () => {
    expect(await answer(...times(40, {}), right)).toBe('right');
    expect(await answer(...times(40, { ...right, proofValue: undefined }), right)).toBe('right');
  });
});

describe('when the work for one answer is used up', () => {
  const document = { ...fullCredential };
  const before = { ...right, verificationMethod: otherIssuer.signer.id, id: 'urn:proof:before' };
  let made = 0;

  /** Right, and with a canonical form of its own, for it covers another. No two are the same. */
  async function costly(method = issuer.signer.id) {
    made += 1;
    const links = { id: `urn:proof:${made}`, previousProof: before.id, verificationMethod: method };
    const { proofValue, ...options } = { ...right, ...links };
    const parts = { document: { ...document, proof: [before] }, proof: { ...options, proofValue } };
    const hash = await hashRdfc(parts, createAllowance(CREDENTIAL_VALUES));
    return { ...options, proofValue: `z${encodeBase58(await issuer.signer.sign(hash))}` };
  }

  /** With work for so many canonical forms of the document, and some proofs. */
  async function verdictOn(forms: number, proof: readonly object[], controller: object) {
    let cost = 0;
    const all = createAllowance(CREDENTIAL_VALUES, { spend: (values) => (cost += values) });
    all.spend(document);
    // The short way counts a part of it.
    all.takeLong();
    const resolve = createResolver(
      surroundings({
        resolveDid: () => Promise.resolve({ outcome: 'found', document: controller }),
      }),
    );
    const allowance = createAllowance(forms * (cost + 100));
    const { outcome, stage } = await verifyProofs(
      { ...document, proof: [before, ...proof] },
      { id: issuer.did, resolve, allowance, now: NOW },
    );
    return `${outcome} at ${stage}`;
  }

  it.each<[string, number, readonly object[], number, string]>([
    ['right, if there is enough of it', 2, [wrong], 1, 'valid at done'],
    ['right, if that was found before', 1, [right], 3, 'valid at done'],
    ['unknown, if nothing was computed', 0, [], 1, 'unknown at signature'],
    ['unknown, whatever is left', 0, [], 3, 'unknown at proof'],
    ['wrong, if that was computed', 1, [wrong], 1, 'invalid at signature'],
    ['open, if what is left may be right', 1, [wrong], 3, 'unknown at proof'],
  ])('the answer is %s', async (_name, forms, first, count, verdict) => {
    const proofs = await Promise.all(Array.from({ length: count }, () => costly()));
    expect(await verdictOn(forms, [...proofs, ...first], issuer.didDocument)).toBe(verdict);
  });

  it('what is no proof of the issuer is not the answer', async () => {
    const { id, resolve } = { id: issuer.did, resolve: createResolver(surroundings()) };
    const proof = [{}, { ...right, proofPurpose: 'authentication' }, await costly(), before];
    const spent = { id, resolve, allowance: createAllowance(-1), now: NOW };
    expect(await verifyProofs({ ...document, proof }, spent)).toMatchObject({
      outcome: 'unknown',
      stage: 'proof',
    });
  });
});
