/** Whose signature it is, in badges made anew after those of other makers (docs/adr/0026). */
import { describe, expect, it } from 'vitest';
import { isObject } from '../../../src/credentials/bytes/json-object.ts';
import { parseJson } from '../../../src/credentials/bytes/json.ts';
import { type Surroundings, verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { hasCases, noCases, readCase } from '../support/others/cases.ts';
import { surroundings } from '../support/issuer.ts';
import { type Answer, answerOn, verdictOn } from '../support/signature-answer.ts';

/** An https issuer, and one that says of no key what it is for. */
const issuers = hasCases
  ? ['https-issuer', 'badgr-issuer'].map((name) => parsed(readCase(`issuers/${name}.json`)))
  : [];

const world: Surroundings = surroundings({
  resolveDid: (id) => {
    const document = issuers.find((one) => one['id'] === id);
    return Promise.resolve(
      document ? { outcome: 'found', document } : { outcome: 'not-found', detail: `no ${id} here` },
    );
  },
});

function parsed(text: string) {
  const { value } = { value: undefined, ...parseJson(text) };
  if (!isObject(value)) throw new Error('Not an object');
  return value;
}

describe.skipIf(!hasCases)(`the signature of${noCases}`, () => {
  it.each<[string, Answer, readonly string[]]>([
    ['accepted-today/jwt-aud.jwt', 'right', []],
    ['accepted-today/jwt-did-jwk-kid-0.jwt', 'right', []],
    ['accepted-today/jwt-did-key-kid-fragment.jwt', 'right', []],
    ['accepted-today/jwt-iat-only.jwt', 'right', []],
    ['accepted-today/jwt-vcdm1-in-vc.jwt', 'right', []],
    ['accepted-today/text-jwt-newline.jwt', 'right', []],
    ['accepted-today/proof-https-issuer-fragment.json', 'right', []],
    ['jwt-did-key-jwk-in-header.jwt', 'right', []],
    ['jwt-did-key-kid-bare.jwt', 'right', ['kid']],
    ['jwt-vcdm1-claims-instead-of-members.jwt', 'right', []],
    ['jwt-vcdm2-in-vc-claim.jwt', 'right', []],
    [
      'issuer-badgr-no-assertion-method.json',
      'right',
      ['issuer.assertionMethod', 'issuer.verificationMethod.type'],
    ],
    ['proof-with-own-context.json', 'right', []],
    ['FORGED-jwk-in-header-of-another.jwt', 'none', []],
    ['FORGED-kid-bare-did.jwt', 'wrong', ['kid']],
    ['TAMPERED-jwt-did-key-jwk-in-header.jwt', 'wrong', []],
    ['TAMPERED-jwt-did-key-kid-bare.jwt', 'wrong', ['kid']],
    ['TAMPERED-jwt-vcdm1-claims-instead-of-members.jwt', 'wrong', []],
    ['TAMPERED-jwt-vcdm2-in-vc-claim.jwt', 'wrong', []],
    [
      'TAMPERED-issuer-badgr-no-assertion-method.json',
      'wrong',
      ['issuer.assertionMethod', 'issuer.verificationMethod.type'],
    ],
    ['TAMPERED-proof-with-own-context.json', 'wrong', []],
  ])('%s is %s, with notes on %j', async (file, answer, places) => {
    const text = readCase(file);
    expect(await answerOn(text, world)).toBe(answer);
    const { notes = [] } = await verdictOn(text, world);
    expect(notes.map(({ place }) => place)).toEqual(places);
  });

  it('a document that was read says nothing where it cannot be read', async () => {
    const offline = surroundings({ resolveDid: () => Promise.reject(new Error('offline')) });
    for (const file of [
      'issuer-badgr-no-assertion-method.json',
      'TAMPERED-issuer-badgr-no-assertion-method.json',
    ]) {
      expect(await answerOn(readCase(file), offline)).toBe('unknown');
    }
  });
});

describe.skipIf(!hasCases)(`a JWT of another maker${noCases}`, () => {
  it.each([
    ['jwt-did-key-jwk-in-header.jwt', 'yes'],
    ['jwt-did-key-kid-bare.jwt', 'yes'],
    ['jwt-vcdm1-claims-instead-of-members.jwt', 'yes'],
    ['jwt-vcdm2-in-vc-claim.jwt', 'yes'],
    ['FORGED-jwk-in-header-of-another.jwt', 'no'],
    ['FORGED-kid-bare-did.jwt', 'no'],
    ['TAMPERED-jwt-did-key-jwk-in-header.jwt', 'no'],
    ['TAMPERED-jwt-did-key-kid-bare.jwt', 'no'],
    ['TAMPERED-jwt-vcdm1-claims-instead-of-members.jwt', 'no'],
    ['TAMPERED-jwt-vcdm2-in-vc-claim.jwt', 'no'],
  ])('%s is authentic: %s', async (file, authentic) => {
    expect((await verifyCredential(readCase(file), world)).summary.authentic).toBe(authentic);
  });
});
