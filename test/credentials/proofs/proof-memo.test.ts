/** What is remembered of a signature never stands for another one, and hides nothing that changed. */
import { describe, expect, it } from 'vitest';
import type { Cryptosuite } from '../../../src/credentials/cryptosuites/cryptosuite.ts';
import { createAllowance } from '../../../src/credentials/allowance.ts';
import type { JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import { verifyOnce } from '../../../src/credentials/proofs/proof-memo.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { fullCredential, issuer, signed, otherIssuer, surroundings } from '../support/issuer.ts';

const authentic = async (badge: unknown, world = surroundings()) =>
  (await verifyCredential(badge, world)).summary.authentic;

const controlledBy = (document: unknown) =>
  surroundings({ resolveDid: () => Promise.resolve({ outcome: 'found', document }) });

describe('a badge found authentic before', () => {
  it.each<[string, unknown]>([
    ['with another word', { ...signed, name: 'Un autre nom' }],
    ['with another proof value', withProof({ proofValue: `z${'2'.repeat(88)}` })],
    ['with another day of signing', withProof({ created: '2026-10-14T09:30:01Z' })],
    ['with another suite', withProof({ cryptosuite: 'eddsa-2022' })],
  ])('is not authentic %s', async (_, changed) => {
    expect(await authentic(signed)).toBe('yes');
    expect(await authentic(changed)).toBe('no');
    expect(await authentic(signed)).toBe('yes');
  });

  it('is not once its key is revoked, or another one has its name', async () => {
    expect(await authentic(signed)).toBe('yes');
    const disowned = { ...issuer.didDocument, assertionMethod: [] };
    expect(await authentic(signed, controlledBy(disowned))).toBe('no');
    const method = {
      id: issuer.signer.id,
      type: 'Multikey',
      controller: issuer.did,
      publicKeyMultibase: otherIssuer.multikey,
    };
    const replaced = { id: issuer.did, verificationMethod: [method], assertionMethod: [method.id] };
    expect(await authentic(signed, controlledBy(replaced))).toBe('no');
    expect(await authentic(signed)).toBe('yes');
  });
});

describe('a signature', () => {
  const key = new Uint8Array(32).fill(1);
  const proof = { proofValue: 'z1' };
  const badge: JsonObject = { ...fullCredential };
  const signature = 'z1';

  function suiteThat(...answers: readonly boolean[]) {
    let asked = 0;
    const suite: Cryptosuite = {
      type: 'test',
      cryptosuite: String(Math.random()),
      signatureIn: 'proofValue',
      readKey: () => key,
      verify: () => Promise.resolve(answers[asked++] ?? false),
    };
    return { suite, asked: () => asked };
  }

  it('found right is not computed again for the same bytes and key', async () => {
    const { suite, asked } = suiteThat(true);
    const ask = async (document: JsonObject, by = key) =>
      (await verifyOnce(suite, { document, proof, signature }, by, createAllowance(100))).outcome;
    expect([await ask(badge), await ask(badge), asked()]).toEqual(['right', 'right', 1]);
    expect(await ask({ ...badge, name: 'x' })).toBe('wrong');
    expect(await ask(badge, new Uint8Array(32).fill(2))).toBe('wrong');
    expect(asked()).toBe(3);
  });

  it('found wrong is computed each time', async () => {
    const { suite, asked } = suiteThat(false, true);
    const ask = async () =>
      (await verifyOnce(suite, { document: badge, proof, signature }, key, createAllowance(100)))
        .outcome;
    expect([await ask(), await ask(), asked()]).toEqual(['wrong', 'right', 2]);
  });

  it('that is right for what stands on top of another is not remembered', async () => {
    const { suite, asked } = suiteThat(true, true);
    const document = { ...badge, evidence: [{ ...badge, id: 'urn:x:1' }] };
    const ask = async () =>
      (await verifyOnce(suite, { document, proof, signature }, key, createAllowance(100))).outcome;
    expect([await ask(), await ask(), asked()]).toEqual(['rewritten', 'rewritten', 2]);
  });

  it('that fails to be computed is not remembered', async () => {
    const broken: Cryptosuite = {
      ...suiteThat().suite,
      verify: () => Promise.reject(new Error('no canonical form')),
    };
    const ask = () =>
      verifyOnce(broken, { document: { a: 1 }, proof, signature }, key, createAllowance(100));
    await expect(ask()).rejects.toThrow('no canonical form');
    await expect(ask()).rejects.toThrow('no canonical form');
  });
});

function withProof(changes: object): object {
  const [proof] = signed.proof;
  return { ...signed, proof: [{ ...proof, ...changes }] };
}
