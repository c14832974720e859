/** Proofs on P-256 and P-384 that another stack made, and single faults in them. */
import { generate, toJwk } from '@digitalbazaar/ecdsa-multikey';
import { cryptosuite } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import { describe, expect, it } from 'vitest';
import {
  decodeBase58,
  encodeBase58,
  encodeBase64Url,
} from '../../../src/credentials/bytes/encoding.ts';
import { isObject, type JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import { type Surroundings, verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { hasCases, noCases, readCase } from '../support/others/cases.ts';
import { fullCredential, issuer, NOW, surroundings } from '../support/issuer.ts';
import { mutants, nudge, pathsOf, valueAt } from '../support/faults/mutations.ts';
import { issue } from '../support/others/other-issuer.ts';

const CURVES = ['P-256', 'P-384'] as const;
type Curve = (typeof CURVES)[number];
const { did } = issuer;

async function signerOn(curve: Curve, controller = did) {
  const pair = await generate({ curve, id: `${controller}#${curve}`, controller });
  const { key_ops, ext, ...publicKeyJwk } = await toJwk({ keyPair: pair });
  const { publicKeyMultibase } = pair;
  return { signer: pair.signer(), publicKeyMultibase, publicKeyJwk };
}

function surroundingsWith(curve: Curve, key: JsonObject): Surroundings {
  const id = `${did}#${curve}`;
  const method = { id, controller: did, type: 'Multikey', ...key };
  const document = { id: did, verificationMethod: [method], assertionMethod: [id] };
  return surroundings({ resolveDid: () => Promise.resolve({ outcome: 'found', document }) });
}

async function authentic(badge: unknown, world: Surroundings): Promise<string> {
  return (await verifyCredential(badge, world)).summary.authentic;
}

const { credentialStatus, ...credential } = fullCredential;

/** A badge by each curve, its key, and the answer that holds the key. */
async function signedOn(curve: Curve) {
  const { signer, publicKeyMultibase, publicKeyJwk } = await signerOn(curve);
  const badge = await issue(credential, cryptosuite, signer, NOW);
  return { badge, publicKeyMultibase, publicKeyJwk };
}
const made = { 'P-256': await signedOn('P-256'), 'P-384': await signedOn('P-384') };
const other = { 'P-256': 'P-384', 'P-384': 'P-256' } as const;

const valueOf = (badge: JsonObject) => String(proofOf(badge)['proofValue']);
const bytesOf = (badge: JsonObject) => decodeBase58(valueOf(badge).slice(1));
function proofOf({ proof }: JsonObject): JsonObject {
  return isObject(proof) ? proof : {};
}

describe.each(CURVES)('ecdsa-rdfc-2019 on %s', (curve) => {
  const { badge, publicKeyMultibase, publicKeyJwk } = made[curve];
  const world = surroundingsWith(curve, { publicKeyMultibase });

  it('is believed, with a key in either form', async () => {
    expect(await authentic(badge, world)).toBe('yes');
    for (const type of ['JsonWebKey', 'JsonWebKey2020']) {
      expect(await authentic(badge, surroundingsWith(curve, { type, publicKeyJwk }))).toBe('yes');
    }
  });

  it('is believed of an issuer that is its key', async () => {
    const { publicKeyMultibase: key, signer } = await signerOn(curve, 'did:key');
    const id = `did:key:${key}`;
    const own = { ...credential, issuer: { ...credential.issuer, id } };
    const named = { ...signer, id: `${id}#${key}` };
    const signed = await issue(own, cryptosuite, named, NOW);
    expect(await authentic(signed, surroundings())).toBe('yes');
  });

  it('is not believed with another key, of this curve or another', async () => {
    const { publicKeyMultibase: another } = await signerOn(curve);
    const { publicKeyMultibase: foreign, publicKeyJwk: foreignJwk } = made[other[curve]];
    for (const key of [
      { publicKeyMultibase: another },
      { publicKeyMultibase: foreign },
      { type: 'JsonWebKey', publicKeyJwk: foreignJwk },
    ]) {
      expect(await authentic(badge, surroundingsWith(curve, key))).toBe('no');
    }
    // Nothing can be computed under these.
    for (const key of [
      { publicKeyMultibase: issuer.multikey },
      { type: 'JsonWebKey', publicKeyJwk: { ...publicKeyJwk, crv: other[curve] } },
      { type: 'JsonWebKey', publicKeyJwk: { ...publicKeyJwk, x: publicKeyJwk['y'] } },
    ]) {
      expect(await authentic(badge, surroundingsWith(curve, key))).toBe('unknown');
    }
  });

  // In every string of a badge: mutants/embedded-proofs.test.ts.
  it('is not believed with a string of the proof changed, or one of its own', async () => {
    const strings = pathsOf(badge).filter((path) => typeof valueAt(badge, path) === 'string');
    const paths = strings.filter(([first], at) => first === 'proof' || at % 8 === 0);
    const all = mutants(badge, paths, (value) => nudge(String(value)));
    expect(all.length).toBeGreaterThan(8);
    const believed: string[] = [];
    for (const { name, document } of all) {
      if ((await authentic(document, world)) === 'yes') believed.push(name);
    }
    expect(believed).toEqual([]);
  });

  it('is not believed with a proof value of any other make', async () => {
    const bytes = bytesOf(badge);
    const values = [
      'z',
      valueOf(badge).slice(1),
      `u${encodeBase64Url(bytes)}`,
      `z${encodeBase58(bytes.slice(1))}`,
      `z${encodeBase58(Uint8Array.of(0, ...bytes))}`,
      `z${encodeBase58(new Uint8Array(bytes.length))}`,
      valueOf(made[other[curve]].badge),
    ];
    for (const proofValue of values) {
      const forged = { ...badge, proof: { ...proofOf(badge), proofValue } };
      expect(await authentic(forged, world)).toBe('no');
    }
  });

  it('is as long as the curve wants', () => {
    expect(bytesOf(badge)).toHaveLength(curve === 'P-256' ? 64 : 96);
  });
});

describe.skipIf(!hasCases)(`a badge of another maker on P-256${noCases}`, () => {
  it('is authentic as it was signed, and in no other way', async () => {
    const world = surroundings({ now: new Date('2026-11-26T00:00:00Z') });
    expect(await authentic(readCase('suite-ecdsa-rdfc-2019-p256.json'), world)).toBe('yes');
    expect(await authentic(readCase('TAMPERED-suite-ecdsa-rdfc-2019-p256.json'), world)).toBe('no');
  });
});
