/** A right signature on what departs from a MUST: it is not verified, and each reason is named. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCredential } from '../../../src/credentials/write/build-credential.ts';
import { signDocument, type Signer } from '../../../src/credentials/write/sign.ts';
import { presentationAnswer, verifyAnswer } from '../../../src/features/vc-api/messages.ts';
import { fullInput } from '../../credentials/support/issuer.ts';
import { ed25519Key, signJwt } from '../../credentials/support/jwt-issuer.ts';
import { sendJson } from '../../support/visits/api.ts';
import { type World, createWorld } from '../../support/world.ts';
import { encodeEd25519Multikey } from '../../credentials/support/multikey.ts';

const secret = new Uint8Array(32).fill(31);
const multikey = encodeEd25519Multikey(ed25519.getPublicKey(secret));
const did = `did:key:${multikey}`;
const keyId = `${did}#${multikey}`;
const signer: Signer = {
  id: keyId,
  algorithm: 'Ed25519',
  sign: (bytes) => Promise.resolve(ed25519.sign(bytes, secret)),
};

const { issuer: profile } = fullInput;
const {
  credentialStatus: _status,
  refreshService: _refresh,
  ...badge
} = buildCredential({ ...fullInput, issuer: { ...profile, id: did } });
const { credentialSubject: subject } = badge;
const { description: _description, ...vague } = subject.achievement;

const sign = (document: object, by: Partial<Signer> = {}) =>
  signDocument({ ...badge, ...document }, { ...signer, ...by }, new Date('2026-10-14T12:00:00Z'));
const asJwt = (claims: object, kid: string) =>
  signJwt({ ...badge, ...claims }, ed25519Key(31, keyId), { alg: 'EdDSA', kid });

const { id: jti, validFrom, validUntil = '' } = badge;
const [nbf, exp] = [validFrom, validUntil].map((instant) => Date.parse(instant) / 1000);
const claims = { iss: did, jti, sub: subject.id, nbf, exp };

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());

async function answerOn(verifiableCredential: unknown) {
  const { status, json } = await sendJson(world, '/credentials/verify', { verifiableCredential });
  const answer = verifyAnswer.parse(json);
  expect(answer.verification.summary).toMatchObject({ signature: 'right', standing: 'valid' });
  return { status, ...answer };
}

const problem = (title: string, detail: string) => ({
  type: 'https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR',
  title,
  detail,
});
const NO_DESCRIPTION = problem(
  'It lacks the description.',
  'credentialSubject.achievement.description: Open Badges 3.0, Achievement',
);
const ISSUER_ALONE = 'The signature names the issuer, and not its key.';
const IN_PROOF = problem(ISSUER_ALONE, 'proof.verificationMethod: VC Data Integrity 1.0 §2.1');
const NOT_SAID_AGAIN = 'The badge’s envelope does not say this again.';

const vagueBadge = { credentialSubject: { ...subject, achievement: vague } };
const cases: readonly (readonly [string, () => unknown, readonly object[]])[] = [
  ['no departure', () => sign({}), []],
  ['no departure, in a JWT', () => asJwt(claims, keyId), []],
  ['a member that is missing', () => sign(vagueBadge), [NO_DESCRIPTION]],
  ['a key that is not named', () => sign({}, { id: did }), [IN_PROOF]],
  ['both', () => sign(vagueBadge, { id: did }), [IN_PROOF, NO_DESCRIPTION]],
  [
    'a claim that is missing, and a key that is not named',
    () => asJwt({ ...claims, jti: undefined }, did),
    [
      problem(ISSUER_ALONE, 'kid: Open Badges 3.0 §8.2.1'),
      problem(NOT_SAID_AGAIN, 'jti: Open Badges 3.0 §8.2.2'),
    ],
  ],
];

describe('POST /credentials/verify', () => {
  it.each(cases)('names the reasons, and no other, for %s', async (_name, make, reasons) => {
    const { status, verified, problemDetails, errors } = await answerOn(await make());
    expect({ status, verified }).toEqual(
      reasons.length === 0 ? { status: 200, verified: true } : { status: 400, verified: false },
    );
    expect(new Set(problemDetails)).toEqual(new Set(reasons));
    expect(errors).toEqual(problemDetails.map(({ title, detail }) => `${title} ${detail}`));
  });
});

describe('POST /presentations/verify', () => {
  it('names the reasons of each credential in it', async () => {
    const verifiablePresentation = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      verifiableCredential: [await sign(vagueBadge), await sign({}, { id: did })],
    };
    const { json } = await sendJson(world, '/presentations/verify', { verifiablePresentation });
    const { verified, problemDetails } = presentationAnswer.parse(json);
    expect(verified).toBe(false);
    expect(problemDetails).toEqual(expect.arrayContaining([NO_DESCRIPTION, IN_PROOF]));
  });

  it.each([
    ['whose holder names no key', did, [problem(ISSUER_ALONE, 'kid: Open Badges 3.0 §8.2.1')]],
    ['without a departure', keyId, []],
  ])('names those of the presentation, %s', async (_name, kid, reasons) => {
    const presentation = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      holder: did,
      verifiableCredential: [await sign({})],
    };
    const header = { alg: 'EdDSA', kid, typ: 'vp+jwt' };
    const jwt = signJwt(presentation, ed25519Key(31, keyId), header);
    const verifiablePresentation = {
      '@context': presentation['@context'],
      id: `data:application/vp+jwt,${jwt}`,
      type: 'EnvelopedVerifiablePresentation',
    };
    const { json } = await sendJson(world, '/presentations/verify', { verifiablePresentation });
    const { verified, problemDetails } = presentationAnswer.parse(json);
    expect({ verified, problemDetails }).toEqual({
      verified: reasons.length === 0,
      problemDetails: reasons,
    });
  });
});
