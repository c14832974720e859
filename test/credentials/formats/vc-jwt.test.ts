import { generateKeyPairSync, sign } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, jwtVerify, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { vcJwt } from '../../../src/credentials/formats/vc-jwt.ts';
import { verifyElsewhere } from '../../contracts/formats.contract.ts';
import { issuer, NOW } from '../support/issuer.ts';
import { credential, jwk, p256Signer } from '../support/two-keys.ts';

const jws = await vcJwt.sign(credential, p256Signer, NOW);

describe('a VC-JWT', () => {
  it('names its algorithm and its key, and nothing else', () => {
    expect(decodeProtectedHeader(jws)).toEqual({ alg: 'ES256', kid: `${issuer.did}#key-2` });
  });

  it('holds the credential itself, and the claims that repeat parts of it', () => {
    expect(decodeJwt(jws)).toEqual({
      ...credential,
      iss: issuer.did,
      jti: credential.id,
      sub: credential.credentialSubject.id,
      nbf: Date.parse('2026-10-14T09:30:00Z') / 1000,
      exp: Date.parse('2036-10-14T09:30:00Z') / 1000,
    });
  });

  it('has no end when the credential has none, and whole seconds', async () => {
    const { validUntil, ...endless } = { ...credential, validFrom: '2026-10-14T09:30:00.900Z' };
    const claims = decodeJwt(await vcJwt.sign(endless, p256Signer, NOW));
    expect(claims).not.toHaveProperty('exp');
    expect(claims.nbf).toBe(Date.parse('2026-10-14T09:30:00Z') / 1000);
    expect(validUntil).toBeDefined();
  });

  it('is a JWT for jose, within its dates', async () => {
    const key = await importJWK(jwk, 'ES256');
    const options = { algorithms: ['ES256'], issuer: issuer.did, currentDate: NOW };
    const { payload } = await jwtVerify(jws, key, options);
    expect(payload['credentialStatus']).toEqual(credential.credentialStatus);
  });

  it('verifies in two other implementations, with the key of the DID document', async () => {
    expect(await verifyElsewhere(jws)).toEqual([true, true]);
  });

  it.each([0, 1, 2])('does not once its part %d changes', async (part) => {
    const parts = jws.split('.');
    const bytes = Buffer.from(parts[part] ?? '', 'base64url');
    bytes[12] = (bytes[12] ?? 0) ^ 1;
    parts[part] = bytes.toString('base64url');
    expect(await verifyElsewhere(parts.join('.'))).toEqual([false, false]);
  });
});

describe('signing a VC-JWT', () => {
  it('takes a key for ES256 only', async () => {
    await expect(vcJwt.sign(credential, issuer.signer, NOW)).rejects.toMatchObject({
      code: 'UNSUPPORTED_ALGORITHM',
    });
  });

  it('refuses a signature that is not r and s side by side', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const der = {
      ...p256Signer,
      sign: (bytes: Uint8Array) => Promise.resolve(sign('sha256', bytes, privateKey)),
    };
    await expect(vcJwt.sign(credential, der, NOW)).rejects.toMatchObject({ code: 'UNSIGNABLE' });
  });
});
