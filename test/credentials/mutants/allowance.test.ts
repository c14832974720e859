/** How much work one answer is worth, and that nobody's badge pays for a stranger's additions. */
import jsonld from 'jsonld';
import { describe, expect, it, vi } from 'vitest';
import { hashRdfc } from '../../../src/credentials/cryptosuites/rdfc-hash.ts';
import { createAllowance, CREDENTIAL_VALUES } from '../../../src/credentials/allowance.ts';
import { CREDENTIALS_V2 } from '../../../src/credentials/contexts/urls.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { verifyPresentation } from '../../../src/credentials/verify/verify-presentation.ts';
import { fullCredential, issuer, NOW, signed, surroundings } from '../support/issuer.ts';
import { jwtSurroundings, payload, signJwt } from '../support/jwt-issuer.ts';

function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

/** Proofs in the issuer's name that are wrong, each with a canonical form of its own. */
const chained = (count: number) =>
  times(count, (n) => ({
    ...signed.proof[0],
    id: `urn:proof:${n}`,
    previousProof: `urn:proof:${(n + 1) % count}`,
  }));

const subject = fullCredential.credentialSubject;
const alignment = times(380, (n) => ({
  type: ['Alignment'],
  targetName: 'x',
  targetUrl: `urn:${n}`,
}));
const large = {
  ...fullCredential,
  credentialSubject: { ...subject, achievement: { ...subject.achievement, alignment } },
};

const summaryOf = async (input: unknown) => (await verifyCredential(input, surroundings())).summary;

/** The smallest allowance from which this document can be taken. */
function costOf(document: object): number {
  for (let values = 1; ; values += 1) {
    const allowance = createAllowance(values);
    try {
      allowance.spend({ ...document });
      return values;
    } catch {
      // It costs more.
    }
  }
}

describe('the allowance', () => {
  it('that is too small begins no work, which would go on after the answer', async () => {
    const canonize = vi.spyOn(jsonld, 'canonize');
    const [proof] = signed.proof;
    // Words of its own go to the library.
    const context = [...fullCredential['@context'], { mot: 'https://vocabulaire.example/mot' }];
    const document = { ...fullCredential, '@context': context };
    await hashRdfc({ document, proof: { ...proof } }, createAllowance(CREDENTIAL_VALUES));
    expect(canonize).toHaveBeenCalled();
    canonize.mockClear();
    const parts = { document: { ...document }, proof: { ...proof } };
    const hash = hashRdfc(parts, createAllowance(costOf(document) + 5));
    await expect(hash).rejects.toMatchObject({ code: 'TOO_COSTLY' });
    expect(canonize).not.toHaveBeenCalled();
    canonize.mockRestore();
  });

  it('is spent by values, and by each document', () => {
    const allowance = createAllowance(100);
    allowance.spend({ a: [1, 2, { b: 'x' }] });
    expect(allowance.isSpent()).toBe(false);
    expect(() => {
      for (let n = 0; n < 4; n += 1) allowance.spend({});
    }).toThrow(expect.objectContaining({ code: 'TOO_COSTLY' }));
    expect(allowance.isSpent()).toBe(true);
  });

  it('is enough for a badge as large as it may be, with as many proofs', async () => {
    const good = await signDocument(large, issuer.signer, NOW);
    const wrong = times(15, () => ({ ...signed.proof[0], nonce: 'x' }));
    expect((await summaryOf({ ...good, proof: [...wrong, good.proof[0]] })).authentic).toBe('yes');
  });

  it('is not used up by proofs that a stranger adds, wherever they stand', async () => {
    const good = await signDocument(large, issuer.signer, NOW);
    const [proof] = good.proof;
    expect((await summaryOf({ ...good, proof: [...chained(15), proof] })).authentic).toBe('yes');
    expect((await summaryOf({ ...good, proof: [proof, ...chained(15)] })).authentic).toBe('yes');
  });

  it('leaves open what could not be looked at', async () => {
    const { summary, checks } = await verifyCredential(
      { ...large, proof: chained(16) },
      surroundings(),
    );
    expect(summary.authentic).toBe('unknown');
    const signature = checks.find(({ id }) => id === 'signature');
    expect(signature?.outcome).toBe('unknown');
    expect(signature?.detail).toMatch(/more work than one answer|not enough work/);
  });

  it('is shared by the endorsements, after the badge itself', async () => {
    const endorsement = {
      '@context': fullCredential['@context'],
      type: ['VerifiableCredential', 'EndorsementCredential'],
      issuer: { id: issuer.did, type: 'Profile' },
      validFrom: fullCredential.validFrom,
      name: 'Un mot',
      credentialSubject: { id: 'urn:x', type: ['EndorsementSubject'] },
      evidence: times(700, () => ({ type: 'Evidence' })),
      proof: signed.proof,
    };
    // Within a JWT each has the size of a document of its own.
    const holding = signJwt({ ...payload, endorsement: [endorsement] });
    const badge = signJwt({ ...payload, endorsementJwt: times(5, () => holding) });
    const { summary, checks } = await verifyCredential(badge, jwtSurroundings());
    const endorsements = checks.filter(({ id }) => id === 'endorsement');
    expect(summary.authentic).toBe('yes');
    expect(endorsements).toHaveLength(10);
    const costly = endorsements.filter(({ detail }) => detail.includes('more work'));
    expect(costly.length).toBeGreaterThan(1);
    expect(costly.every(({ outcome }) => outcome === 'unknown')).toBe(true);
    expect(CREDENTIAL_VALUES).toBeLessThan(5 * 1_400);
  });
});

describe('the allowance of a presentation', () => {
  const { credentialStatus, evidence, ...small } = fullCredential;
  const { resultDescription, alignment: skills, ...achievement } = subject.achievement;

  it('is enough for as many badges as it may hold', async () => {
    const credential = {
      ...small,
      credentialStatus,
      credentialSubject: { ...subject, achievement },
    };
    const badges = await Promise.all(
      times(24, (n) => signDocument({ ...credential, id: `urn:${n}` }, issuer.signer, NOW)),
    );
    const presentation = {
      '@context': [CREDENTIALS_V2],
      type: ['VerifiablePresentation'],
      holder: issuer.did,
      verifiableCredential: badges,
      proof: { ...signed.proof[0], proofPurpose: 'authentication' },
    };
    const { credentials } = await verifyPresentation(presentation, surroundings());
    expect(credentials).toHaveLength(24);
    expect(new Set(credentials.map(({ summary }) => summary.standing))).toEqual(new Set(['valid']));
  });
});
