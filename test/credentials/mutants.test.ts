/** More than a thousand single faults in each signed form: none is believed, and none throws. */
import { describe, expect, it } from 'vitest';
import { createDiscloseCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { createSignCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { p256 } from '@noble/curves/nist.js';
import { ED25519_2020_V1, CREDENTIALS_V1 } from '../../src/credentials/contexts/urls.ts';
import { buildCredential } from '../../src/credentials/build.ts';
import { isObject, type JsonObject } from '../../src/credentials/json-object.ts';
import { signDocument } from '../../src/credentials/sign.ts';
import { type Surroundings, verifyCredential } from '../../src/credentials/verify.ts';
import { characterFaults, type Fault, faultsOf } from './support/faults.ts';
import { fullInput, issuer, NOW, stranger, surroundings } from './support/issuer.ts';
import { claims, document, eddsa, encode, es256, jwtWorld } from './support/jwt-issuer.ts';
import { p256Key, rs256, signJwt } from './support/jwt-issuer.ts';
import { derive, issue, issue2020 } from './support/other-issuer.ts';

/** Long enough for a slow machine, and an end for what would never end. */
const MINUTE = 60_000;

const { achievement, evidence, achievedLevel, narrative, ...input } = fullInput;
const { rubric, creator, alignments, tags, ...plainAchievement } = achievement;
/** A badge with one of each thing that decides. */
const credential = buildCredential({ ...input, achievement: plainAchievement });
const signed = await signDocument(credential, issuer.signer, NOW);

async function believed(faults: readonly Fault[], world: Surroundings): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { name, text } of faults) {
    const { summary, checks } = await verifyCredential(text, world);
    if (summary.authentic === 'yes' || checks.length === 0) names.push(name);
  }
  return names;
}

describe('a badge with an eddsa-rdfc-2022 proof', { timeout: MINUTE }, () => {
  // Three in four are a thousand; all take longer than a test run should.
  const faults = faultsOf({ ...signed }).filter((_, index) => index % 4 > 0);

  it('is believed as it is', async () => {
    expect([evidence?.length, achievedLevel, narrative].every(Boolean)).toBe(true);
    expect([rubric, creator, alignments, tags].every(Boolean)).toBe(true);
    expect((await verifyCredential(signed, surroundings())).summary.authentic).toBe('yes');
    expect(faults.length).toBeGreaterThan(1000);
  });

  it('is not believed with any one fault', async () => {
    expect(await believed(faults, surroundings())).toEqual([]);
  });

  it('is not believed with any character of its signature changed', async () => {
    const [proof] = signed.proof;
    const texts = characterFaults(proof.proofValue).map(({ name, text }) => ({
      name,
      text: JSON.stringify({ ...signed, proof: [{ ...proof, proofValue: text }] }),
    }));
    expect(await believed(texts, surroundings())).toEqual([]);
  });

  it('is not believed with the proof of another badge, of another key, of another suite', async () => {
    const other = await signDocument({ ...credential, id: 'urn:x' }, issuer.signer, NOW);
    const theirs = await signDocument(credential, stranger.signer, NOW);
    const [foreign] = theirs.proof;
    const renamed = { ...foreign, verificationMethod: issuer.signer.id };
    const proofs = [other.proof, theirs.proof, [renamed], [{ ...foreign, cryptosuite: 'x' }]];
    const texts = proofs.map((proof, nth) => ({
      name: String(nth),
      text: JSON.stringify({ ...signed, proof }),
    }));
    expect(await believed(texts, surroundings())).toEqual([]);
  });
});

describe('a badge in other suites', { timeout: MINUTE }, () => {
  const {
    validFrom,
    validUntil,
    '@context': contexts,
    credentialStatus,
    refreshService,
    ...rest
  } = credential;
  const signer = {
    id: issuer.signer.id,
    sign: ({ data }: { data: Uint8Array }) => issuer.signer.sign(data),
  };
  const first = {
    '@context': [CREDENTIALS_V1, contexts[1], ED25519_2020_V1],
    ...rest,
    issuanceDate: validFrom,
    expirationDate: validUntil,
  };
  const secret = new Uint8Array(32).fill(31);
  const p256Id = `${issuer.did}#p256`;
  const p256Signer = {
    id: p256Id,
    algorithm: 'P-256',
    sign: ({ data }: { data: Uint8Array }) => Promise.resolve(p256.sign(data, secret)),
  };
  const { multikey } = p256Key(31, p256Id);
  const method = {
    id: p256Id,
    type: 'Multikey',
    controller: issuer.did,
    publicKeyMultibase: multikey,
  };
  const controller = { id: issuer.did, verificationMethod: [method], assertionMethod: [p256Id] };

  /** Every ninth fault: each kind comes, and the suite ends. */
  const some = (signedDocument: JsonObject) =>
    faultsOf(signedDocument).filter((_, index) => index % 9 === 0);

  it('is not believed with a fault: Ed25519Signature2020 and VCDM 1.1', async () => {
    const badge = await issue2020(first, signer, NOW);
    const { summary } = await verifyCredential(badge, surroundings());
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid' });
    expect(credentialStatus.type).toBe('BitstringStatusListEntry');
    expect(some(badge).length).toBeGreaterThan(100);
    expect(await believed(some(badge), surroundings())).toEqual([]);
  });

  it('is not believed with a fault: ecdsa-sd-2023', async () => {
    const world = surroundings({
      resolveDid: () => Promise.resolve({ outcome: 'found', document: controller }),
    });
    const mandatoryPointers = ['/issuer', '/validFrom', '/credentialStatus'];
    const base = createSignCryptosuite({ mandatoryPointers });
    const selectivePointers = ['/id', '/name', '/validUntil', '/credentialSubject'];
    const badge = await derive(
      await issue(credential, base, p256Signer, NOW),
      createDiscloseCryptosuite({ selectivePointers }),
    );
    expect((await verifyCredential(badge, world)).summary.authentic).toBe('yes');
    // Leaving a statement out, its signature with it, is what this suite is for; here one stays.
    expect(some(badge).length).toBeGreaterThan(100);
    expect(await believed(some(badge), world)).toEqual([]);
  });
});

describe('a badge in a JWT', { timeout: MINUTE }, () => {
  const payload: JsonObject = { ...credential, ...claims };
  const world = jwtWorld();

  it.each([
    ['ES256', es256, 2],
    ['RS256', rs256, 3],
    ['EdDSA', eddsa, 9],
  ])('is not believed with any one fault: %s', async (_alg, key, step) => {
    const good = signJwt(payload, key);
    const [head = '', body = '', tail = ''] = good.split('.');
    expect((await verifyCredential(good, world)).summary.authentic).toBe('yes');
    const bodies = faultsOf(payload).map(({ name, text }) => ({
      name,
      text: `${head}.${Buffer.from(text).toString('base64url')}.${tail}`,
    }));
    const headers = faultsOf({ alg: key.alg, kid: key.id }).map(({ name, text }) => ({
      name: `header ${name}`,
      text: `${Buffer.from(text).toString('base64url')}.${body}.${tail}`,
    }));
    const faults = [...bodies, ...headers, ...characterFaults(good)];
    expect(faults.length).toBeGreaterThan(3000);
    const some = faults.filter((_, index) => index % step === 0);
    expect(await believed(some, world)).toEqual([]);
  });

  it('is not believed with a fault in its header, even if that was signed', async () => {
    const algs = [
      'none',
      'None',
      'HS256',
      'HS512',
      'ES384',
      'ES256K',
      'RS256',
      'PS256',
      'EdDSA',
      '',
    ];
    const headers: object[] = [
      ...algs.map((alg) => ({ alg, kid: es256.id })),
      ...[rs256.id, eddsa.id, stranger.signer.id, '', '#', issuer.did].map((kid) => ({
        alg: 'ES256',
        kid,
      })),
      ...['jku', 'x5u', 'x5c', 'b64', 'crit', 'zip'].map((name) => ({
        alg: 'ES256',
        kid: es256.id,
        [name]: ['x'],
      })),
    ];
    const faults = headers.map((header) => ({
      name: JSON.stringify(header),
      text: signJwt(payload, es256, header),
    }));
    expect(await believed(faults, world)).toEqual([]);
  });

  it('is not believed when its claims contradict it, even if that was signed', async () => {
    const wrong = { iss: 'urn:x', jti: 'urn:x', sub: 'urn:x', nbf: 1, exp: 1 };
    const faults = Object.entries(wrong).flatMap(([claim, value]) =>
      [value, null, [value], {}, true, String(value) + '0'].map((fault) => ({
        name: `${claim}: ${JSON.stringify(fault)}`,
        text: signJwt({ ...payload, [claim]: fault }),
      })),
    );
    expect(await believed(faults, world)).toEqual([]);
  });

  it('is not believed when it is another’s, in parts', async () => {
    const other = signJwt({ ...payload, id: 'urn:x', jti: 'urn:x' }).split('.');
    const own = signJwt(payload).split('.');
    const mixes = [0, 1, 2].map((nth) => own.map((part, at) => (at === nth ? other[at] : part)));
    const faults = mixes.filter((parts) => parts.join('.') !== own.join('.'));
    expect(isObject(document) && encode(document).length).toBeGreaterThan(100);
    expect(
      await believed(
        faults.map((parts, nth) => ({ name: String(nth), text: parts.join('.') })),
        world,
      ),
    ).toEqual([]);
  });
});
