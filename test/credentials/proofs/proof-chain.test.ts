/** Proofs that build on each other (VC Data Integrity 1.0 §2.1.2). */
import { describe, expect, it } from 'vitest';
import { createAllowance, CREDENTIAL_VALUES } from '../../../src/credentials/allowance.ts';
import { hashRdfc } from '../../../src/credentials/cryptosuites/rdfc-hash.ts';
import { encodeBase58 } from '../../../src/credentials/bytes/encoding.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { fullCredential, issuer, signed, otherIssuer, surroundings } from '../support/issuer.ts';

const [first] = signed.proof;
const id = 'urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544';
/** By the stranger; an id is one of the things a proof signs. */
const theirs = await proofBy(otherIssuer.signer, { ...fullCredential }, { id });
const ours = await proofBy(
  issuer.signer,
  { ...fullCredential, proof: [theirs] },
  { previousProof: id },
);

async function proofBy(signer: typeof issuer.signer, document: object, more: object) {
  const { proofValue, ...rest } = first;
  const options = { ...rest, verificationMethod: signer.id, ...more, proofValue };
  const parts = { document: { ...document }, proof: options };
  const signature = await signer.sign(await hashRdfc(parts, createAllowance(CREDENTIAL_VALUES)));
  return { ...options, proofValue: `z${encodeBase58(signature)}` };
}

async function authentic(...proof: readonly object[]): Promise<string> {
  const { summary } = await verifyCredential({ ...fullCredential, proof }, surroundings());
  return summary.authentic;
}

describe('a proof that builds on another', () => {
  it('covers it, wherever it stands', async () => {
    expect(await authentic(theirs, ours)).toBe('yes');
    expect(await authentic(ours, theirs)).toBe('yes');
  });

  it('is not believed without it, or when it has changed', async () => {
    // What it covers is not there: nothing can be computed.
    expect(await authentic(ours)).toBe('unknown');
    expect(await authentic({ ...theirs, created: '2026-11-19T10:00:00Z' }, ours)).toBe('no');
    expect(await authentic({ ...theirs, id: 'urn:x' }, ours)).toBe('no');
    const { previousProof, ...alone } = { previousProof: id, ...ours };
    expect(previousProof).toBe(id);
    expect(await authentic(theirs, alone)).toBe('no');
  });

  it('is no proof of the issuer when it is a stranger’s', async () => {
    expect(await authentic(theirs)).toBe('no');
  });
});
