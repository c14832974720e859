/**
 * The official validator's 46 samples. Their issuers are https URLs, and that validator trusts the
 * key in the fragment or in the header; here the issuer must publish it, so in this world it does.
 */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readBadgeFile } from '../../../src/credentials/formats/read-badge-file.ts';
import { isObject, type JsonObject, toArray } from '../../../src/credentials/bytes/json-object.ts';
import type { ProofVerdict } from '../../../src/credentials/proofs/proof-verdict.ts';
import { verifyProofs } from '../../../src/credentials/proofs/proofs.ts';
import { receive } from '../../../src/credentials/read/received.ts';
import { createAllowance, CREDENTIAL_VALUES } from '../../../src/credentials/allowance.ts';
import { createResolver } from '../../../src/credentials/identifiers/resolve.ts';
import { type Surroundings, verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { decodeJwt } from '../../../src/credentials/jwt/compact.ts';
import { NOW, surroundings } from '../support/issuer.ts';
import {
  hasShared,
  readSharedBytes,
  readSharedText,
  skipReason,
} from '../support/others/shared.ts';

const expectedShape = z.array(
  z.object({
    file: z.string(),
    expected: z.string(),
    proofs: z.array(z.object({ type: z.string(), ok: z.boolean().nullable() })),
  }),
);

const samples = hasShared
  ? expectedShape.parse(JSON.parse(readSharedText('samples/expected.json')))
  : [];

/** Where we differ on purpose, with the verdict that is right here. */
const ON_PURPOSE: Readonly<Record<string, { readonly isSound: boolean; readonly why: string }>> = {
  'simple-did-key-method.json': { isSound: false, why: 'the did:key is not the issuer’s' },
  'simple-multiple-proofs.json': {
    isSound: true,
    why: 'a stranger’s unknown proof beside the issuer’s changes nothing',
  },
  'simple.jwt': {
    isSound: false,
    why: 'no test of theirs reads it: no key in the header, an unknown context, no achievement',
  },
};

/** Samples with a word too few, so that others have no meaning: they have no canonical form. */
const WITHOUT_FORM: ReadonlySet<string> = new Set([
  'simple-err-context.json',
  'simple-err-credential-subject-achievement-result-description-type.json',
  'simple-err-credential-subject-identifier-type.json',
  'simple-err-credential-subject-profile-type.json',
  'simple-err-credential-subject-result-type.json',
  'simple-err-credential-subject-type.json',
  'simple-err-evidence-type.json',
  'simple-err-issuer-otheridentifier-type.json',
  'simple-err-issuer-parentorg-type.json',
  'simple-err-issuer-type.json',
  'simple-err-type.json',
]);

interface Sample {
  readonly text: string;
  readonly document: JsonObject;
  readonly world: Surroundings;
}

const REVOKED = 'https://dc.1edtech.org/wellspring2022/wellspring-portal';

async function read(file: string): Promise<Sample> {
  const unbaked = await readBadgeFile(readSharedBytes(`samples/${file}`));
  const text = unbaked.ok ? unbaked.text : '';
  const received = receive(text);
  const document = received.ok ? received.document : {};
  const decoded = decodeJwt(text);
  const jwk = decoded.ok ? decoded.jwt.header.jwk : undefined;
  return { text, document, world: surroundingsOf(document, jwk) };
}

/** Each issuer publishes the key that its sample names. */
function surroundingsOf(document: JsonObject, jwk: unknown): Surroundings {
  const named = toArray(document['proof']).flatMap((proof) =>
    isObject(proof) ? String(proof['verificationMethod']) : [],
  );
  const resolveDid: Surroundings['resolveDid'] = (id) => {
    const keys = named.filter((method) => method.startsWith(`${id}#`));
    const multikeys = keys.map((key) => ({
      id: key,
      type: 'Multikey',
      controller: id,
      publicKeyMultibase: key.slice(id.length + 1),
    }));
    const held = { id: `${id}#jwk`, type: 'JsonWebKey', controller: id, publicKeyJwk: jwk };
    const verificationMethod = jwk === undefined ? multikeys : [held];
    const assertionMethod = verificationMethod.map((method) => method.id);
    const controller = { id, verificationMethod, assertionMethod };
    return Promise.resolve({ outcome: 'found', document: controller });
  };
  return surroundings({ resolveDid, fetchStatusList });
}

const fetchStatusList: Surroundings['fetchStatusList'] = async (url) => {
  if (url.endsWith('/bit-string-list/testlist')) {
    const list: unknown = JSON.parse(readSharedText('samples/bit-string-list/testlist'));
    return { outcome: 'found', document: list };
  }
  if (!url.startsWith(REVOKED)) return { outcome: 'unreachable', detail: url };
  const revoked = await read('credential-status-revoked.json');
  const document = {
    id: url,
    issuer: revoked.document['issuer'],
    revokedCredentials: [{ id: `${REVOKED}/credential/54418d3f-ec01-4652-800a-861c890a51a1` }],
  };
  return { outcome: 'found', document };
};

async function proofOf(file: string): Promise<ProofVerdict> {
  const { document, world } = await read(file);
  const { issuer } = document;
  const id = isObject(issuer) ? String(issuer['id']) : String(issuer);
  const allowance = createAllowance(CREDENTIAL_VALUES);
  return verifyProofs(document, { id, resolve: createResolver(world), allowance, now: NOW });
}

describe.skipIf(!hasShared)(`the official samples${skipReason}`, () => {
  it('are all there', () => {
    expect(samples).toHaveLength(46);
  });

  it.each(samples.map(({ file, expected }): [string, string] => [file, expected]))(
    'get the verdict they are said to get: %s, %s',
    async (file, expected) => {
      const { text, world } = await read(file);
      const { summary } = await verifyCredential(text, world, { profile: 'w3c' });
      const isSound = summary.authentic === 'yes' && summary.standing === 'valid';
      const there = expected.startsWith('VALID') || expected === 'WARNING';
      const onPurpose = ON_PURPOSE[file];
      expect(isSound).toBe(onPurpose?.isSound ?? there);
      if (onPurpose) expect(onPurpose.why.length).toBeGreaterThan(20);
    },
  );

  const embedded = samples.filter(
    ({ file, proofs }) =>
      file !== 'simple-did-key-method.json' &&
      file !== 'simple-err-issuer.json' &&
      proofs.some(({ ok }) => ok !== null),
  );
  it.each(
    embedded.map(({ file, proofs }): [string, boolean] => [file, proofs.some(({ ok }) => ok)]),
  )('have the proofs they are said to have: %s', async (file, ok) => {
    const { outcome } = await proofOf(file);
    // Nothing is computed over them: that says nothing of the signature.
    expect(outcome).toBe(ok ? 'valid' : WITHOUT_FORM.has(file) ? 'unknown' : 'invalid');
  });

  it.each([
    ['simple_v1.json', 'valid', 'Ed25519Signature2020'],
    ['simple-eddsa-2022.json', 'valid', 'eddsa-2022'],
    ['sd/derivedcredential.json', 'valid', 'ecdsa-sd-2023'],
    ['simple-jwt.png', 'valid', 'RS256'],
    ['simple-jwt_v1.svg', 'valid', 'RS256 around VCDM 1.1'],
    ['simple-err-expired.json', 'expired', 'a state, not a fault'],
    ['simple-json.svg', 'valid', 'baked'],
    ['credential-status-revoked.json', 'revoked', 'the deprecated list'],
    ['complete.json', 'unknown', 'its deprecated list cannot be reached'],
    // The list is named otherwise than the URL at which the badge says it lies.
    ['bit-string-list/credential-status-revoked.json', 'unknown', 'a list with another name'],
  ])('are authentic: %s is %s (%s)', async (file, standing) => {
    const { text, world } = await read(file);
    const { summary } = await verifyCredential(text, world);
    expect(summary).toMatchObject({ authentic: 'yes', standing });
  });

  it('tell of the endorsements of the fullest one', async () => {
    const { text, world } = await read('complete.json');
    const { checks } = await verifyCredential(text, world);
    const said = checks.filter(({ id }) => id === 'endorsement');
    expect(said.map(({ endorsement }) => endorsement?.by.name).sort()).toEqual([
      ...Array<string>(4).fill('Example Accrediting Agency'),
      'State Department of Education',
    ]);
    // They are examples: their suite does not exist.
    expect(said.map(({ outcome }) => outcome)).toEqual(Array<string>(5).fill('unknown'));
  });

  it.each(['simple.json', 'simple_v1.json', 'sd/derivedcredential.json', 'simple-jwt.png'])(
    'trust no key that the issuer does not publish: %s',
    async (file) => {
      const { text } = await read(file);
      expect((await verifyCredential(text, surroundings())).summary.authentic).toBe('unknown');
      const resolveDid: Surroundings['resolveDid'] = (id) =>
        Promise.resolve({ outcome: 'found', document: { id, assertionMethod: [] } });
      const { summary } = await verifyCredential(text, surroundings({ resolveDid }));
      // A stranger may have keys that it does not show today.
      expect(summary).toMatchObject({ signature: 'unknown', authentic: 'unknown' });
      const knownIssuer = (id: string) => Promise.resolve({ id, name: 'x' });
      const known = await verifyCredential(text, surroundings({ resolveDid, knownIssuer }));
      expect(known.summary).toMatchObject({ signature: 'none', authentic: 'no' });
    },
  );

  it('are badges and endorsements only, unless any credential is asked for', async () => {
    const { text, world } = await read('bit-string-list/testlist');
    expect((await verifyCredential(text, world)).kind).toBe('credential');
    const any = await verifyCredential(text, world, { profile: 'w3c' });
    expect(any).toMatchObject({ summary: { authentic: 'yes' }, kind: 'credential' });
  });
});
