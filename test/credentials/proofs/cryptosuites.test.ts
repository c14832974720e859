/** Each suite with proofs that another implementation made, and single faults in them. */
import { createSignCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { createDiscloseCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { p256 } from '@noble/curves/nist.js';
import { describe, expect, it } from 'vitest';
import { encodeBase64Url } from '../../../src/credentials/bytes/encoding.ts';
import { isObject, type JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import { decodeP256Multikey } from '../../../src/credentials/identifiers/public-keys/multikey.ts';
import {
  readP256Key,
  uncompressed,
} from '../../../src/credentials/identifiers/public-keys/p256-key.ts';
import { type Surroundings, verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { encodeP256Multikey } from '../support/multikey.ts';
import { derive, issue } from '../support/others/other-issuer.ts';
import { fullCredential, issuer, NOW, statusList, surroundings } from '../support/issuer.ts';
import { changed, mutants, nudge, pathsOf, valueAt } from '../support/faults/mutations.ts';

const did = issuer.did;
const secret = new Uint8Array(32).fill(21);
const multikey = encodeP256Multikey(p256.getPublicKey(secret, true));
const p256Id = `${did}#p256`;
const p256Method = {
  id: p256Id,
  type: 'Multikey',
  controller: did,
  publicKeyMultibase: multikey,
};
const ed25519Method = {
  id: issuer.signer.id,
  type: 'Multikey',
  controller: did,
  publicKeyMultibase: issuer.multikey,
};

function surroundingsWith(methods: readonly { readonly id: string }[]): Surroundings {
  const assertionMethod = methods.map(({ id }) => id);
  const document = { id: did, verificationMethod: methods, assertionMethod };
  return surroundings({ resolveDid: () => Promise.resolve({ outcome: 'found', document }) });
}
const world = surroundingsWith([p256Method, ed25519Method]);

async function authentic(badge: unknown, surrounding = world): Promise<string> {
  return (await verifyCredential(badge, surrounding)).summary.authentic;
}

const p256Signer = {
  id: p256Id,
  algorithm: 'P-256',
  sign: ({ data }: { data: Uint8Array }) => Promise.resolve(p256.sign(data, secret)),
};

const { evidence, ...withoutEvidence } = fullCredential;
const mandatoryPointers = [
  '/issuer',
  '/validFrom',
  '/validUntil',
  '/credentialStatus',
  '/credentialSubject/achievement',
];
const base = await issue(
  withoutEvidence,
  createSignCryptosuite({ mandatoryPointers }),
  p256Signer,
  NOW,
);
/** The holder leaves the narrative and the result out. */
const selectivePointers = ['/id', '/name', '/credentialSubject/identifier'];
const derived = await derive(base, createDiscloseCryptosuite({ selectivePointers }));

describe('ecdsa-sd-2023', () => {
  it('is believed when derived, and tells what was disclosed', async () => {
    expect(evidence).toHaveLength(1);
    const { summary, credential } = await verifyCredential(derived, world);
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid' });
    expect(credential?.narrative).toBeUndefined();
    expect(credential?.name).toBe(fullCredential.name);
  });

  it('is not read before it is derived: a base proof is for its holder', async () => {
    expect(await authentic(base)).toBe('unknown');
  });

  it('is believed with the key as a JWK', async () => {
    const point = p256.getPublicKey(secret, false);
    const [x, y] = [encodeBase64Url(point.slice(1, 33)), encodeBase64Url(point.slice(33))];
    const publicKeyJwk = { kty: 'EC', crv: 'P-256', x, y };
    const { publicKeyMultibase, ...rest } = p256Method;
    const method = { ...rest, type: 'JsonWebKey', publicKeyJwk };
    expect(publicKeyMultibase).toMatch(/^zDn/);
    expect(await authentic(derived, surroundingsWith([method, ed25519Method]))).toBe('yes');
  });

  it('is not believed with another key, or a key of another kind', async () => {
    const other = encodeP256Multikey(p256.getPublicKey(new Uint8Array(32).fill(22), true));
    for (const [publicKeyMultibase, verdict] of [
      [other, 'no'],
      // Nothing can be computed with it.
      [issuer.multikey, 'unknown'],
    ]) {
      const method = { ...p256Method, publicKeyMultibase };
      expect(await authentic(derived, surroundingsWith([method]))).toBe(verdict);
    }
  });

  it('is not believed with any string of it changed', async () => {
    const paths = pathsOf(derived).filter((path) => typeof valueAt(derived, path) === 'string');
    const all = mutants(derived, paths, (value) => nudge(String(value)));
    expect(all.length).toBeGreaterThan(40);
    const believed: string[] = [];
    for (const { name, document } of all) {
      if ((await authentic(document)) === 'yes') believed.push(name);
    }
    expect(believed).toEqual([]);
  });

  it('is not believed with a statement taken out that was not meant to be', async () => {
    for (const path of [['validUntil'], ['credentialStatus'], ['name'], ['issuer', 'name']]) {
      expect(await authentic(changed(derived, path, () => undefined))).not.toBe('yes');
    }
  });

  it('is not believed with a proof value of any other make', async () => {
    const [proof] = proofsOf(derived);
    const value = String(proof?.['proofValue']);
    const bytes = Buffer.from(value.slice(1), 'base64url');
    const values = [
      'u',
      'u2V0BhQ',
      `z${value.slice(1)}`,
      `${value}=`,
      value.slice(0, -4),
      `u${Buffer.from([0xd9, 0x5d, 0x01, 0x80]).toString('base64url')}`,
      `u${Buffer.from([0xd9, 0x5d, 0x01, 0x9b, ...Array<number>(8).fill(0xff)]).toString('base64url')}`,
      `u${Buffer.concat([bytes, Buffer.from([0])]).toString('base64url')}`,
    ];
    for (const proofValue of values) {
      const forged = { ...derived, proof: { ...proof, proofValue } };
      expect(await authentic(forged)).toBe('no');
    }
  });
});

describe('the suites for Ed25519', () => {
  it('do not take each other’s proofs', async () => {
    const { proof, ...rest } = await statusList([]);
    expect(rest).toBeTypeOf('object');
    for (const [changes, verdict] of [
      [{ cryptosuite: 'eddsa-2022' }, 'no'],
      // No context of the badge has the word.
      [{ type: 'Ed25519Signature2020', cryptosuite: undefined }, 'unknown'],
    ] as const) {
      const badge = { ...fullCredential, proof: [{ ...proof[0], ...changes }] };
      expect(await authentic(badge)).toBe(verdict);
    }
  });
});

describe('a P-256 key', () => {
  it('is one point in every form', () => {
    expect(encodeP256Multikey(decodeP256Multikey(multikey))).toBe(multikey);
    expect(readP256Key(p256Method)).toEqual(p256.getPublicKey(secret, false));
    expect(uncompressed(p256.getPublicKey(secret, true))).toEqual(readP256Key(p256Method));
  });

  it.each([
    ['of Ed25519', issuer.multikey],
    ['in another multibase', `u${multikey.slice(1)}`],
    ['off the curve', encodeP256Multikey(Uint8Array.of(2, ...new Uint8Array(31), 1))],
    ['of another sign byte', encodeP256Multikey(Uint8Array.of(5, ...new Uint8Array(32)))],
    ['too short', multikey.slice(0, -3)],
  ])('is refused %s', (_name, publicKeyMultibase) => {
    expect(() => readP256Key({ ...p256Method, publicKeyMultibase })).toThrow(
      expect.objectContaining({ code: 'INVALID_KEY' }),
    );
  });
});

function proofsOf({ proof }: JsonObject): readonly JsonObject[] {
  return [proof].flat().filter(isObject);
}
