/** A thousand single faults in each kind of embedded proof. */
import { cryptosuite as ecdsaRdfc } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import { createDiscloseCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { createSignCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { p256 } from '@noble/curves/nist.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAllowance, CREDENTIAL_VALUES } from '../../../src/credentials/allowance.ts';
import { buildCredential } from '../../../src/credentials/write/build-credential.ts';
import { PINNED_CONTEXTS } from '../../../src/credentials/contexts/pinned.ts';
import { CREDENTIALS_V1, ED25519_2020_V1 } from '../../../src/credentials/contexts/urls.ts';
import { hashRdfc } from '../../../src/credentials/cryptosuites/rdfc-hash.ts';
import { encodeBase58 } from '../../../src/credentials/bytes/encoding.ts';
import { isObject, type JsonObject, toArray } from '../../../src/credentials/bytes/json-object.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { type Surroundings, verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { contextFaults, indexFaults } from '../support/faults/credential-faults.ts';
import { characterFaults, faultsOf, someOf } from '../support/faults/faults.ts';
import { fullInput, issuer, NOW, otherIssuer, surroundings } from '../support/issuer.ts';
import { p256Key, publishing } from '../support/jwt-issuer.ts';
import type { Fault, Kind } from '../support/faults/kinds.ts';
import { derive, issue, issue2018, issue2020 } from '../support/others/other-issuer.ts';
import { hasShared, readShared, skipReason } from '../support/others/shared.ts';
import { expectNoneBelieved, isBelieved } from '../support/faults/survey.ts';

const { achievement, evidence, achievedLevel, narrative, ...input } = fullInput;
const { rubric, creator, alignments, tags, ...plainAchievement } = achievement;
/** A badge with one of each thing that decides. */
const credential = buildCredential({ ...input, achievement: plainAchievement });
const other = { ...credential, id: 'urn:uuid:other' };
const eddsaRdfc = await signDocument(credential, issuer.signer, NOW);

const signer = {
  id: issuer.signer.id,
  sign: ({ data }: { data: Uint8Array }) => issuer.signer.sign(data),
};

/** As the drafts had it: the same signature, made over another name of the suite. */
async function eddsa2022(document: JsonObject): Promise<JsonObject> {
  const [first] = eddsaRdfc.proof;
  const proof = { ...first, cryptosuite: 'eddsa-2022' };
  const hash = await hashRdfc({ document, proof }, createAllowance(CREDENTIAL_VALUES));
  const signature = await issuer.signer.sign(hash);
  return { ...document, proof: { ...proof, proofValue: `z${encodeBase58(signature)}` } };
}

/** VCDM 1.1 knows no Bitstring list. */
const { validFrom, validUntil, '@context': contexts, credentialStatus, ...rest } = credential;
const first = (id: string, ...more: readonly string[]) => ({
  '@context': [CREDENTIALS_V1, ...contexts.slice(1), ...more],
  ...rest,
  id,
  issuanceDate: validFrom,
  expirationDate: validUntil,
});

const secret = new Uint8Array(32).fill(31);
const p256Id = `${issuer.did}#p256`;
const p256Signer = {
  id: p256Id,
  algorithm: 'P-256',
  sign: ({ data }: { data: Uint8Array }) => Promise.resolve(p256.sign(data, secret)),
};
const method = {
  id: p256Id,
  type: 'Multikey',
  controller: issuer.did,
  publicKeyMultibase: p256Key(31, p256Id).multikey,
};
const p256Surroundings = surroundings({
  resolveDid: () =>
    Promise.resolve({
      outcome: 'found',
      document: {
        id: issuer.did,
        verificationMethod: [...toArray(publishing([])['verificationMethod']), method],
        assertionMethod: [issuer.signer.id, p256Id],
      },
    }),
});

async function ecdsaSd(document: object): Promise<JsonObject> {
  const mandatoryPointers = ['/issuer', '/validFrom', '/credentialStatus'];
  const base = createSignCryptosuite({ mandatoryPointers });
  const selectivePointers = ['/id', '/name', '/validUntil', '/credentialSubject'];
  return derive(
    await issue(document, base, p256Signer, NOW),
    createDiscloseCryptosuite({ selectivePointers }),
  );
}

interface Form {
  readonly badge: JsonObject;
  /** Another one, signed by the same key in the same way. */
  readonly another: JsonObject;
  readonly world: Surroundings;
}

const forms: Readonly<Record<string, () => Promise<Form>>> = {
  'eddsa-rdfc-2022': async () => ({
    badge: { ...eddsaRdfc },
    another: { ...(await signDocument(other, issuer.signer, NOW)) },
    world: surroundings(),
  }),
  'eddsa-2022': async () => ({
    badge: await eddsa2022({ ...credential }),
    another: await eddsa2022({ ...other }),
    world: surroundings(),
  }),
  Ed25519Signature2020: async () => ({
    badge: await issue2020(first(credential.id, ED25519_2020_V1), signer, NOW),
    another: await issue2020(first(other.id, ED25519_2020_V1), signer, NOW),
    world: surroundings(),
  }),
  Ed25519Signature2018: async () => ({
    badge: await issue2018(first(credential.id), signer, NOW),
    another: await issue2018(first(other.id), signer, NOW),
    world: surroundings(),
  }),
  'ecdsa-rdfc-2019': async () => ({
    badge: await issue(credential, ecdsaRdfc, p256Signer, NOW),
    another: await issue(other, ecdsaRdfc, p256Signer, NOW),
    world: p256Surroundings,
  }),
  'ecdsa-sd-2023': async () => ({
    badge: await ecdsaSd(credential),
    another: await ecdsaSd(other),
    world: p256Surroundings,
  }),
};

const theirs = await signDocument(credential, otherIssuer.signer, NOW);

function proofOf(document: JsonObject): JsonObject {
  const [proof] = toArray(document['proof']);
  return isObject(proof) ? proof : {};
}

/** The member with the signature. */
const memberOf = (proof: JsonObject) => ('jws' in proof ? 'jws' : 'proofValue');

/** Of another badge, another key, another suite, in all the ways of naming them. */
function proofFaults(badge: JsonObject, another: JsonObject): readonly Fault[] {
  const own = proofOf(badge);
  const foreign = proofOf({ ...theirs });
  const member = memberOf(own);
  const written = (kind: Kind, all: Readonly<Record<string, unknown>>) =>
    Object.entries(all).map(([name, proof]): Fault => {
      return { kind, name, text: JSON.stringify({ ...badge, proof }) };
    });
  return [
    ...written('proof swapped', {
      'of another badge': proofOf(another),
      'of another badge, beside a broken one': [proofOf(another), { ...own, [member]: 'z1' }],
      'of a stranger': foreign,
      'of a stranger, in the issuer’s name': {
        ...foreign,
        verificationMethod: own['verificationMethod'],
      },
      'value of another badge': { ...own, [member]: proofOf(another)[member] },
      'value of a stranger': { ...own, [member]: foreign['proofValue'] },
      none: [],
    }),
    ...written('algorithm', {
      'another suite': { ...own, cryptosuite: otherSuite(own) },
      'JCS instead of RDFC': { ...own, cryptosuite: 'eddsa-jcs-2022' },
      none: { ...own, cryptosuite: 'none' },
      'another type': { ...own, type: 'JsonWebSignature2020' },
    }),
    ...written('key confusion', {
      'a key of another': { ...own, verificationMethod: otherIssuer.signer.id },
      'no fragment': { ...own, verificationMethod: issuer.did },
      'another of the issuer': { ...own, verificationMethod: `${issuer.did}#key-9` },
      'a did:key of one’s own': {
        ...foreign,
        verificationMethod: `did:key:${otherIssuer.multikey}#${otherIssuer.multikey}`,
      },
      'for authentication': { ...own, proofPurpose: 'authentication' },
      'written into it': {
        ...own,
        verificationMethod: { ...method, id: own['verificationMethod'] },
      },
    }),
  ];
}

function otherSuite({ cryptosuite }: JsonObject): string {
  return cryptosuite === 'ecdsa-rdfc-2019' ? 'eddsa-rdfc-2022' : 'ecdsa-rdfc-2019';
}

function signatureFaults(badge: JsonObject): readonly Fault[] {
  const own = proofOf(badge);
  const member = memberOf(own);
  return characterFaults(String(own[member])).map((fault) => ({
    ...fault,
    text: JSON.stringify({ ...badge, proof: { ...own, [member]: fault.text } }),
  }));
}

function allFaults({ badge, another }: Form): readonly Fault[] {
  return [
    ...someOf([...faultsOf(badge), ...signatureFaults(badge)], 160),
    ...contextFaults(badge, [...PINNED_CONTEXTS.keys()]),
    ...(badge['credentialStatus'] === undefined ? [] : indexFaults(badge, 40_321)),
    ...proofFaults(badge, another),
  ];
}

describe.each(Object.entries(forms))('a badge with a proof: %s', (name, make) => {
  let form: Form;
  beforeAll(async () => {
    form = await make();
  });

  it('is believed as it is', async () => {
    const { summary } = await verifyCredential(form.badge, form.world);
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid' });
  });

  it('is not believed with any one fault', async () => {
    const minima = {
      ...{ value: 130, key: 130, type: 130, 'look-alike': 130, 'inline context': 35 },
      ...{ 'duplicate key': 40, 'prototype key': 120, 'deep nesting': 90, truncated: 40 },
      ...{ 'number as text': 1, order: 2, context: 15 },
      ...('credentialStatus' in form.badge && { 'status index': 10 }),
      ...{ 'proof swapped': 7, algorithm: 4, 'key confusion': 6 },
    };
    const original = await verifyCredential(form.badge, form.world);
    await expectNoneBelieved(name, allFaults(form), minima, async ({ text }) =>
      isBelieved(await verifyCredential(text, form.world), original),
    );
  });
});

describe.skipIf(!hasShared)(`the official sample of ecdsa-sd-2023${skipReason}`, () => {
  const sample = hasShared ? readShared('samples/sd/derivedcredential.json') : {};
  const id = String(proofOf(sample)['verificationMethod']);
  const [controller = '', publicKeyMultibase = ''] = id.split('#');
  const document = {
    id: controller,
    assertionMethod: [{ id, type: 'Multikey', controller, publicKeyMultibase }],
  };
  const world = surroundings({
    resolveDid: () => Promise.resolve({ outcome: 'found', document }),
  });

  it('is believed as it is', async () => {
    expect((await verifyCredential(sample, world)).summary.authentic).toBe('yes');
  });

  it('is not believed with any one fault', async () => {
    const faults = someOf([...faultsOf(sample), ...signatureFaults(sample)], 280);
    const original = await verifyCredential(sample, world);
    await expectNoneBelieved('the sample', faults, { value: 100, key: 100 }, async ({ text }) =>
      isBelieved(await verifyCredential(text, world), original),
    );
  });
});
