/** An endorsement that we issue: alone, and within a badge in each of its signed forms. */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildEndorsement } from '../../../src/credentials/write/build-endorsement.ts';
import type { EndorsementInput } from '../../../src/credentials/write/credential-input.ts';
import { dataIntegrity } from '../../../src/credentials/formats/data-integrity.ts';
import { vcJwt } from '../../../src/credentials/formats/vc-jwt.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import {
  type Check,
  type Surroundings,
  verifyCredential,
} from '../../../src/credentials/verify/verify.ts';
import { changed, nudge } from '../support/faults/mutations.ts';
import { createOtherVerifier } from '../support/others/other-verifier.ts';
import { faultsBySchema } from '../support/others/official-schemas.ts';
import { hasShared, skipReason } from '../support/others/shared.ts';
import { fetching, fullInput, issuer, NOW, statusList } from '../support/issuer.ts';
import { credential, didDocument, p256Signer, world } from '../support/two-keys.ts';
import { french } from '../../support/languages/languages.ts';

const input: EndorsementInput = {
  id: 'urn:uuid:7e0f3c54-3b0e-4b63-9a60-0a6a4f7a2f51',
  name: 'Confirmation',
  issuer: fullInput.issuer,
  validFrom: '2026-10-15T08:00:00Z',
  about: credential.id,
  comment: 'A répondu aux questions de douze voisins.',
};
const endorsement = buildEndorsement(input);
const second = buildEndorsement({ ...input, id: 'urn:uuid:2', comment: 'A gardé l’heure.' });

const json = await dataIntegrity.sign(credential, issuer.signer, NOW, [endorsement, second]);
const jwt = await vcJwt.sign(credential, p256Signer, NOW, [endorsement, second]);
const found = (text: string) => Promise.resolve({ outcome: 'found', text } as const);
const held = z.looseObject({ endorsement: z.array(z.looseObject({})) });
const [embedded = {}] = held.parse(JSON.parse(json)).endorsement;
const claims = z.looseObject({ endorsementJwt: z.array(z.string()) }).parse(decodeJwt(jwt));
const [compact = ''] = claims.endorsementJwt;

const endorsementsIn = (checks: readonly Check[]) =>
  checks
    .filter(({ id }) => id === 'endorsement')
    .map(({ outcome, endorsement: said }) => [outcome, said?.comment]);

describe('buildEndorsement', () => {
  it('writes who says what of which badge', () => {
    expect(endorsement).toEqual({
      '@context': credential['@context'].slice(0, 2),
      id: input.id,
      type: ['VerifiableCredential', 'EndorsementCredential'],
      name: 'Confirmation',
      issuer: { ...fullInput.issuer, type: ['Profile'] },
      validFrom: input.validFrom,
      credentialSubject: {
        id: credential.id,
        type: ['EndorsementSubject'],
        endorsementComment: input.comment,
      },
    });
    const validUntil = '2027-10-15T08:00:00Z';
    expect(buildEndorsement({ ...input, validUntil })).toMatchObject({ validUntil });
  });

  it.each<[string, Partial<EndorsementInput>, string]>([
    ['no comment', { comment: '' }, 'credentialSubject.endorsementComment'],
    ['no name', { name: '' }, 'name'],
    ['nothing endorsed', { about: '' }, 'credentialSubject.id'],
    ['a day for an instant', { validFrom: '2026-10-15' }, 'validFrom'],
    ['an id that is no URI', { id: '1' }, 'id'],
  ])('refuses %s, and says where', (_, change, where) => {
    expect(() => buildEndorsement({ ...input, ...change })).toThrow(`${where}: `);
  });
});

describe.each([
  ['JSON', json],
  ['a JWT', jwt],
])('a badge with endorsements, as %s', (_, text) => {
  it('is authentic, and so are they', async () => {
    const { summary, checks } = await verifyCredential(text, world);
    expect(summary).toMatchObject({
      signature: 'right',
      standard: 'followed',
      authentic: 'yes',
      standing: 'valid',
      issuerKnown: true,
    });
    expect(endorsementsIn(checks)).toEqual([
      ['pass', input.comment],
      ['pass', 'A gardé l’heure.'],
    ]);
  });

  it('says that the issuer itself added them, not somebody else', async () => {
    const { checks } = await verifyCredential(text, world);
    const sentences = checks.filter(({ id }) => id === 'endorsement').map((one) => french.say(one));
    expect(new Set(sentences)).toEqual(
      new Set(['L’émetteur a joint une autre confirmation. Sa signature est juste.']),
    );
  });
});

describe('each endorsement', () => {
  it('is signed by itself, in the form of the badge around it', async () => {
    expect(decodeProtectedHeader(compact)).toEqual({ alg: 'ES256', kid: p256Signer.id });
    expect(decodeJwt(compact)).toEqual({
      ...endorsement,
      iss: issuer.did,
      jti: input.id,
      sub: credential.id,
      nbf: Date.parse(input.validFrom) / 1000,
    });
    for (const alone of [JSON.stringify(embedded), compact]) {
      const { summary, kind } = await verifyCredential(alone, world);
      expect({ kind, ...summary }).toMatchObject({ kind: 'endorsement', signature: 'right' });
    }
  });

  it('counts as long as its badge does, which is asked for where it lies', async () => {
    const revoked = await statusList([fullInput.status.index]);
    const answers: readonly [Partial<Surroundings>, string][] = [
      [{}, 'unknown'],
      [{ endorsed: () => Promise.reject(new Error('no')) }, 'unknown'],
      [{ endorsed: (url) => found(url === input.about ? json : compact) }, 'valid'],
      [{ endorsed: () => found(compact) }, 'unknown'],
      [{ endorsed: () => found(json), ...fetching(revoked) }, 'revoked'],
    ];
    for (const [changes, standing] of answers) {
      for (const alone of [JSON.stringify(embedded), compact]) {
        const { summary } = await verifyCredential(alone, { ...world, ...changes });
        expect(summary).toMatchObject({ signature: 'right', standing });
      }
    }
  });

  it('cannot change by one character: neither it nor the badge is believed', async () => {
    const path = ['endorsement', 0, 'credentialSubject', 'endorsementComment'];
    const tampered = changed(JSON.parse(json), path, (value) => nudge(String(value)));
    const { summary } = await verifyCredential(JSON.stringify(tampered), world);
    expect(summary.authentic).toBe('no');
    const alone = changed(embedded, path.slice(2), (value) => nudge(String(value)));
    expect((await verifyCredential(alone, world)).summary.authentic).toBe('no');
  });

  it('cannot be taken out, or be put into another badge', async () => {
    const fewer = { ...held.parse(JSON.parse(json)), endorsement: [embedded] };
    expect((await verifyCredential(fewer, world)).summary.authentic).toBe('no');
    const other = { ...credential, id: `${credential.id}2`, endorsement: [embedded] };
    const moved = await signDocument(other, issuer.signer, NOW);
    const { checks } = await verifyCredential(moved, world);
    expect(endorsementsIn(checks)).toEqual([['warn', input.comment]]);
  });
});

describe.skipIf(!hasShared)(`others${skipReason}`, () => {
  it('find it right: the official JSON schemas', () => {
    expect(faultsBySchema('achievement', JSON.parse(json))).toBeNull();
    const withJwt = { ...credential, endorsementJwt: claims.endorsementJwt };
    expect(faultsBySchema('achievement', withJwt)).toBeNull();
    expect(faultsBySchema('endorsement', embedded)).toBeNull();
  });

  it('believe it: Digital Bazaar’s verifier', async () => {
    const controller = z.looseObject({
      id: z.string(),
      verificationMethod: z.array(z.looseObject({ id: z.string() })),
    });
    const verify = createOtherVerifier(controller.parse(didDocument), NOW);
    expect(await verify(held.parse(JSON.parse(json)))).toMatchObject({ verified: true });
    expect(await verify(embedded)).toMatchObject({ verified: true });
    const path = ['endorsement', 0, 'credentialSubject', 'endorsementComment'];
    const tampered = changed(JSON.parse(json), path, (value) => nudge(String(value)));
    expect(await verify(held.parse(tampered))).toMatchObject({ verified: false });
  });
});
