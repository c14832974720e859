/** How a proof names its key, and which of several proofs speaks (docs/adr/0026). */
import { describe, expect, it } from 'vitest';
import { type Surroundings, verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { fullCredential, issuer, signed, otherIssuer, surroundings } from '../support/issuer.ts';
import { p256Key } from '../support/jwt-issuer.ts';
import { type Answer, answerOn, verdictOn } from '../support/signature-answer.ts';
import { signedWith } from '../support/signed-with.ts';

const did = issuer.did;
const keyId = issuer.signer.id;
const [proof] = signed.proof;
const method = {
  id: keyId,
  type: 'Multikey',
  controller: did,
  publicKeyMultibase: issuer.multikey,
};
const p256 = p256Key(11, `${did}#es256`);
const p256Did = `did:key:${p256.multikey}#${p256.multikey}`;

function controlledBy(document: unknown): Surroundings {
  return surroundings({ resolveDid: () => Promise.resolve({ outcome: 'found', document }) });
}

const authentic = async (badge: unknown, world: Surroundings) =>
  (await verifyCredential(badge, world)).summary.authentic;

describe('a proof names its key', () => {
  const address = 'https://keys.example/1';
  const documentOf = (...methods: readonly object[]) => ({ id: did, assertionMethod: methods });

  it.each<[string, object, object, number]>([
    ['by the issuer alone', { verificationMethod: did }, documentOf(method), 1],
    ['by nothing', { verificationMethod: undefined }, documentOf(method), 1],
    [
      'by an address that the document lists',
      { verificationMethod: address },
      documentOf({ ...method, id: address }, method),
      0,
    ],
    [
      'by an address with a fragment',
      { verificationMethod: `${address}#1` },
      documentOf({ ...method, id: `${address}#1` }),
      0,
    ],
    [
      'by the issuer alone, beside keys of other kinds',
      { verificationMethod: did },
      documentOf(method, { ...method, id: p256.id, publicKeyMultibase: p256.multikey }),
      1,
    ],
  ])('%s', async (_name, naming, document, count) => {
    const badge = await signedWith(naming);
    const { outcome, notes = [] } = await verdictOn(badge, controlledBy(document));
    expect({ outcome, count: notes.length }).toEqual({ outcome: 'valid', count });
    expect(await authentic(badge, controlledBy(document))).toBe('yes');
    expect(await authentic({ ...badge, name: 'x' }, controlledBy(document))).toBe('no');
  });

  it.each<[string, Answer, object, object]>([
    [
      'the issuer, who has two such keys',
      'unknown',
      { verificationMethod: did },
      documentOf(method, { ...method, id: `${did}#key-2` }),
    ],
    ['the issuer, who has none', 'unknown', { verificationMethod: did }, documentOf()],
    [
      'the issuer, whose only key is revoked',
      'none',
      { verificationMethod: did },
      documentOf({ ...method, revoked: '2026-11-20T10:00:00Z' }),
    ],
    [
      'an address that is the key of another',
      'unknown',
      { verificationMethod: address },
      documentOf({ ...method, id: address, controller: otherIssuer.did }),
    ],
  ])('in vain: %s', async (_name, answer, naming, document) => {
    const badge = await signedWith(naming);
    expect(await answerOn(badge, controlledBy(document))).toBe(answer);
    expect(await authentic(badge, controlledBy(document))).not.toBe('yes');
  });

  it('is asked of nobody but the issuer', async () => {
    const asked: string[] = [];
    const resolveDid: Surroundings['resolveDid'] = (id) => {
      asked.push(id);
      return Promise.resolve({ outcome: 'found', document: documentOf(method) });
    };
    const world = surroundings({ resolveDid });
    expect(await answerOn(await signedWith({ verificationMethod: address }), world)).toBe(
      'unknown',
    );
    expect(asked).toEqual([did]);
    expect(
      await answerOn({ ...signed, proof: [{ ...proof, verificationMethod: p256Did }] }, world),
    ).toBe('unknown');
    expect(asked).toEqual([did]);
  });

  it('is not read by its date', async () => {
    const badge = await signedWith({ created: 'in November' });
    const { outcome, notes } = await verdictOn(badge, surroundings());
    expect({ outcome, notes }).toMatchObject({
      outcome: 'valid',
      notes: [{ place: 'proof.created' }],
    });
  });
});

describe('an issuer that is its own key', () => {
  const id = `did:key:${issuer.multikey}`;
  const own = { ...fullCredential, issuer: { ...fullCredential.issuer, id } };
  const name = `${id}#${issuer.multikey}`;
  const offline = surroundings({ resolveDid: () => Promise.reject(new Error('never')) });

  it.each<[string, Answer, object]>([
    ['by its name', 'right', { verificationMethod: name }],
    ['by its DID', 'right', { verificationMethod: id }],
    ['by nothing', 'right', { verificationMethod: undefined }],
    ['by another fragment', 'none', { verificationMethod: `${id}#key-1` }],
    ['as another DID', 'none', { verificationMethod: keyId }],
    ['as an address', 'none', { verificationMethod: 'https://badges.example/keys/1' }],
    [
      'as the key of another, in a suite that nobody knows',
      'none',
      { verificationMethod: keyId, cryptosuite: 'bbs-2023' },
    ],
  ])('is named %s (%s)', async (_name, answer, naming) => {
    const badge = await signedWith(naming, own);
    expect(await answerOn(badge, offline)).toBe(answer);
    expect(await authentic(badge, offline)).toBe(answer === 'right' ? 'yes' : 'no');
    const changed = { ...badge, name: 'x' };
    expect(await answerOn(changed, offline)).toBe(answer === 'right' ? 'wrong' : answer);
  });
});

describe('of several proofs', () => {
  const revoked = { ...method, id: `${did}#old`, revoked: '2026-11-20T10:00:00Z' };
  const world = controlledBy({ id: did, assertionMethod: [method, revoked] });
  const value = `z${'1'.repeat(64)}`;

  /** From the one that outweighs all others to the one that says nothing. */
  const kinds: readonly (readonly [Answer, object])[] = [
    ['right', proof],
    ['wrong', { ...proof, proofValue: value }],
    ['none', { ...proof, verificationMethod: revoked.id }],
    ['unknown', { ...proof, favourite: 'x' }],
    ['unknown', { ...proof, verificationMethod: `${did}#other` }],
    ['unknown', { ...proof, cryptosuite: 'bbs-2023' }],
    ['unknown', { ...proof, verificationMethod: otherIssuer.signer.id }],
    ['none', { ...proof, proofPurpose: 'authentication' }],
    ['none', {}],
  ];

  it('each is what it is by itself', async () => {
    for (const [answer, one] of kinds) {
      expect(await answerOn({ ...signed, proof: [one] }, world)).toBe(answer);
    }
  });

  it('the weightier one speaks, whatever stands beside it and in whatever order', async () => {
    const pairs = kinds.flatMap(([answer, one], at) =>
      kinds.slice(at + 1).map(([, other]) => ({ answer, all: [one, other] })),
    );
    const triples = pairs.flatMap(({ answer, all }) =>
      kinds.slice(-3).map(([, third]) => ({ answer, all: [...all, third] })),
    );
    for (const { answer, all } of [...pairs, ...triples]) {
      for (const proofs of [all, all.toReversed()]) {
        const said = await answerOn({ ...signed, proof: proofs }, world);
        expect({ said, proofs }).toEqual({ said: heaviest(answer, all), proofs });
      }
    }
  });

  /** A third one may outweigh the first. */
  function heaviest(answer: Answer, all: readonly object[]): Answer {
    const found = kinds.find(([, one]) => all.includes(one));
    return found?.[0] ?? answer;
  }

  it('none makes a changed badge unknown', async () => {
    for (const [, other] of kinds.slice(1)) {
      const changed = { ...signed, name: 'x', proof: [other, proof] };
      expect(await answerOn(changed, world)).toBe('wrong');
    }
  });
});

describe('an issuer that is nobody', () => {
  it.each([undefined, '', 1, {}, { id: '' }])('has no signature: %j', async (nobody) => {
    const badge = { ...fullCredential, issuer: nobody };
    expect(await answerOn({ ...badge, proof: [proof] }, surroundings())).toBe('unknown');
    expect(await answerOn(badge, surroundings())).toBe('none');
  });
});
