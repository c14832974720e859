/** Proofs of before Data Integrity, with a JWS in them, that another stack made. */
import { generateKeyPairSync, sign as signWith } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CREDENTIALS_V1, JWS_2020_V1 } from '../../../src/credentials/contexts/urls.ts';
import { decodeBase58, encodeBase58 } from '../../../src/credentials/bytes/encoding.ts';
import { isObject, type JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import { type Surroundings, verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { hasCases, noCases, readCase } from '../support/others/cases.ts';
import { fullCredential, issuer, NOW, surroundings } from '../support/issuer.ts';
import { mutants, nudge, pathsOf, valueAt } from '../support/faults/mutations.ts';
import { issue2018, issueJws } from '../support/others/other-issuer.ts';

const { did } = issuer;
/** VCDM 1.1 has neither digests nor Bitstring lists. */
const { credentialStatus, evidence, validFrom, validUntil, ...rest } = fullCredential;
const badge = {
  ...rest,
  '@context': [CREDENTIALS_V1, ...rest['@context'].slice(1)],
  issuanceDate: validFrom,
  expirationDate: validUntil,
};

/** Of the issuer’s Ed25519 key. */
const multikey = { type: 'Multikey', publicKeyMultibase: issuer.multikey };
const key2020 = { type: 'Ed25519VerificationKey2020', publicKeyMultibase: issuer.multikey };
const base58 = encodeBase58(decodeBase58(issuer.multikey.slice(1)).slice(2));
const key2018 = { type: 'Ed25519VerificationKey2018', publicKeyBase58: base58 };
const ed25519 = {
  id: `${did}#key`,
  sign: ({ data }: { data: Uint8Array }) => issuer.signer.sign(data),
};

function surroundingsWith(key: JsonObject): Surroundings {
  const method = { id: ed25519.id, controller: did, ...key };
  const document = { id: did, verificationMethod: [method], assertionMethod: [method.id] };
  return surroundings({ resolveDid: () => Promise.resolve({ outcome: 'found', document }) });
}

async function authentic(document: unknown, key: JsonObject): Promise<string> {
  return (await verifyCredential(document, surroundingsWith(key))).summary.authentic;
}

/** A key pair as JWK, with the signer of the other stack. */
function signerOn(namedCurve: 'P-256' | 'P-384') {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
  const hash = namedCurve === 'P-256' ? 'sha256' : 'sha384';
  const sign = ({ data }: { data: Uint8Array }) =>
    Promise.resolve(
      new Uint8Array(signWith(hash, data, { key: privateKey, dsaEncoding: 'ieee-p1363' })),
    );
  const publicKeyJwk = { ...publicKey.export({ format: 'jwk' }) };
  return { signer: { id: ed25519.id, sign }, key: { type: 'JsonWebKey2020', publicKeyJwk } };
}

const in2018 = await issue2018(badge, ed25519, NOW);
const inJws = { ...badge, '@context': [...badge['@context'], JWS_2020_V1] };
const on256 = signerOn('P-256');
const on384 = signerOn('P-384');
const jws = {
  EdDSA: { document: await issueJws(inJws, ed25519, 'EdDSA', NOW), key: multikey },
  ES256: { document: await issueJws(inJws, on256.signer, 'ES256', NOW), key: on256.key },
  ES384: { document: await issueJws(inJws, on384.signer, 'ES384', NOW), key: on384.key },
};

const all: readonly (readonly [string, JsonObject, JsonObject])[] = [
  ['Ed25519Signature2018', in2018, key2018],
  ...Object.entries(jws).map(
    ([alg, { document, key }]) => [`JsonWebSignature2020 with ${alg}`, document, key] as const,
  ),
];

describe.each(all)('%s', (_name, document, key) => {
  const proof = isObject(document['proof']) ? document['proof'] : {};
  const [header = '', , signature = ''] = String(proof['jws']).split('.');
  const withJws = (value: unknown) => ({ ...document, proof: { ...proof, jws: value } });

  it('is believed', async () => {
    expect(await authentic(document, key)).toBe('yes');
  });

  // In every string of a badge: mutants/embedded-proofs.test.ts.
  it('is not believed with a string of the proof changed, or one of its own', async () => {
    const strings = pathsOf(document).filter((path) => typeof valueAt(document, path) === 'string');
    const paths = strings.filter(([first], at) => first === 'proof' || at % 8 === 0);
    const changed = mutants(document, paths, (value) => nudge(String(value)));
    expect(changed.length).toBeGreaterThan(8);
    const believed: string[] = [];
    for (const one of changed) {
      if ((await authentic(one.document, key)) === 'yes') believed.push(one.name);
    }
    expect(believed).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['with its payload in it', `${header}.e30.${signature}`],
    ['of two parts', `${header}.${signature}`],
    ['of four parts', `${header}..${signature}.`],
    ['with no signature', `${header}..`],
    ['with no header', `..${signature}`],
    ['of no header at all', `e30..${signature}`],
    ['with an encoded payload', `${headerOf({ alg: 'EdDSA' })}..${signature}`],
    ['that is not critical', `${headerOf({ alg: 'EdDSA', b64: false })}..${signature}`],
    ['without an algorithm', `${headerOf({ b64: false, crit: ['b64'] })}..${signature}`],
    ['of no algorithm', `${headerOf({ alg: 'none', b64: false, crit: ['b64'] })}..`],
    [
      'with something critical',
      `${headerOf({ alg: 'EdDSA', b64: false, crit: ['b64', 'x'] })}..${signature}`,
    ],
    ['that is empty', ''],
  ])('is not believed with a JWS %s', async (_fault, value) => {
    expect(await authentic(withJws(value), key)).toBe('no');
  });

  it('is not believed without its JWS, or with it under another name', async () => {
    const { jws: value, ...options } = proof;
    for (const forged of [options, { ...options, proofValue: value }, { ...proof, jws: 'a..b' }]) {
      expect(await authentic({ ...document, proof: forged }, key)).toBe('no');
    }
    // In brackets it may be the same, to whoever reads it so.
    const listed = { ...document, proof: { ...proof, jws: [value] } };
    expect(await authentic(listed, key)).toBe('unknown');
  });
});

describe('the key of Ed25519Signature2018', () => {
  it.each([
    ['in base58', key2018],
    ['of 2020', key2020],
    ['as a Multikey', multikey],
  ])('is read %s', async (_form, key) => {
    expect(await authentic(in2018, key)).toBe('yes');
  });

  it.each([
    ['that is too short', { ...key2018, publicKeyBase58: base58.slice(2) }],
    ['with letters that base58 has not', { ...key2018, publicKeyBase58: `0${base58.slice(1)}` }],
    ['that anybody can have', { ...key2018, publicKeyBase58: encodeBase58(new Uint8Array(32)) }],
    ['with a multicodec before it', { ...key2018, publicKeyBase58: issuer.multikey.slice(1) }],
    ['in base58, under the name of 2020', { ...key2018, type: 'Ed25519VerificationKey2020' }],
    ['on a curve', on256.key],
  ])('is not read %s', async (_fault, key) => {
    expect(await authentic(in2018, key)).toBe('unknown');
  });
});

it('does not fit the key of somebody else', async () => {
  const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  const publicKeyBase58 = encodeBase58(Buffer.from(x, 'base64url'));
  expect(await authentic(in2018, { ...key2018, publicKeyBase58 })).toBe('no');
});

describe('JsonWebSignature2020', () => {
  it('does not let the header choose the algorithm', async () => {
    const { document } = jws.EdDSA;
    expect(await authentic(document, on256.key)).toBe('no');
    expect(await authentic(jws.ES256.document, on384.key)).toBe('no');
    expect(await authentic(jws.ES256.document, multikey)).toBe('no');
  });
});

describe('a suite that nobody here knows', () => {
  it.each([{ jws: 'e30..AA' }, { proofValue: 'z1' }, { signatureValue: 'AA==' }, {}])(
    'is not known, rather than no signature: %o',
    async (value) => {
      const { document } = jws.EdDSA;
      const proof = {
        type: 'EcdsaSecp256k1Signature2019',
        created: '2026-11-20T09:00:00Z',
        proofPurpose: 'assertionMethod',
        verificationMethod: ed25519.id,
        ...value,
      };
      const { summary, checks } = await verifyCredential(
        { ...document, proof },
        surroundingsWith(multikey),
      );
      expect(summary.authentic).toBe('unknown');
      expect(checks.find(({ id }) => id === 'signature')?.outcome).toBe('unknown');
    },
  );
});

describe.skipIf(!hasCases)(`a badge of another maker with Ed25519Signature2018${noCases}`, () => {
  it('is authentic as it was signed, and in no other way', async () => {
    const world = surroundings({ now: new Date('2026-11-26T00:00:00Z') });
    const answer = async (file: string) =>
      (await verifyCredential(readCase(file), world)).summary.authentic;
    expect(await answer('proof-ed25519-2018.json')).toBe('yes');
    expect(await answer('TAMPERED-proof-ed25519-2018.json')).toBe('no');
  });
});

function headerOf(header: object): string {
  return Buffer.from(JSON.stringify(header)).toString('base64url');
}
