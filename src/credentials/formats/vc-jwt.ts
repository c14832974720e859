/**
 * VC-JWT as Open Badges 3.0 §8.2 profiles it: the payload is the credential itself, with the claims
 * that repeat parts of it; the header names the algorithm and the key, and nothing else.
 */
import { z } from 'zod';
import { isJwtFile, readTextFile } from '../baking/text.ts';
import { decodeBase64Url, encodeBase64Url } from '../bytes/encoding.ts';
import type { JsonObject } from '../bytes/json-object.ts';
import { CredentialError } from '../errors.ts';
import type { EndorsementCredential } from '../write/endorsement-model.ts';
import type { Credential } from '../write/model.ts';
import type { Signer } from '../write/sign.ts';
import type { SignatureFormat } from './format.ts';

/** RFC 7518 §3.4: r and s, 32 bytes each. */
const SIGNATURE_BYTES = 64;

const claimed = z.looseObject({});
const payloadShape = claimed.extend({ endorsementJwt: z.array(z.string()).default([]) });
const headerShape = z.object({ alg: z.literal('ES256'), kid: z.string() });

export const vcJwt: SignatureFormat = {
  id: 'vc-jwt',
  kind: 'signature',
  extension: 'jwt',
  // RFC-registered for VCDM 2.0; the Open Badges API alone says text/plain.
  mediaType: 'application/vc+jwt',
  name: 'JWT',
  use: 'file.signed-otherwise',
  algorithm: 'ES256',
  knows: isJwtFile,
  read: readTextFile,

  async sign(credential, signer, created, endorsements = []) {
    if (signer.algorithm !== 'ES256') {
      const message = `VC-JWT signs with ES256, not ${signer.algorithm}`;
      throw new CredentialError('UNSUPPORTED_ALGORITHM', message);
    }
    const endorsementJwt = await Promise.all(
      endorsements.map((one) => vcJwt.sign(one, signer, created)),
    );
    const whole = endorsementJwt.length > 0 ? { ...credential, endorsementJwt } : credential;
    const header = { alg: signer.algorithm, kid: signer.id };
    const signed = `${encode(header)}.${encode({ ...whole, ...claimsOf(credential) })}`;
    const signature = await signatureOf(signed, signer);
    return `${signed}.${encodeBase64Url(signature)}`;
  },

  open(text) {
    const { endorsementJwt, ...credential } = payloadShape.parse(partOf(text, 1));
    return {
      document: withoutClaims(credential),
      endorsements: endorsementJwt.map((one) => withoutClaims(claimed.parse(partOf(one, 1)))),
      keys: [keyOf(text), ...endorsementJwt.map(keyOf)],
    };
  },
};

const keyOf = (jwt: string) => headerShape.parse(partOf(jwt, 0)).kid;

function partOf(jwt: string, part: 0 | 1): unknown {
  const bytes = decodeBase64Url(jwt.split('.')[part] ?? '');
  return JSON.parse(new TextDecoder().decode(bytes));
}

async function signatureOf(signed: string, signer: Signer): Promise<Uint8Array> {
  const signature = await signer.sign(new TextEncoder().encode(signed));
  if (signature.length === SIGNATURE_BYTES) return signature;
  throw new CredentialError('UNSIGNABLE', 'The signer does not answer r and s side by side');
}

/** Open Badges 3.0 §8.2.4.2; a verifier compares each with what it repeats. */
function claimsOf(credential: Credential | EndorsementCredential) {
  const { id, issuer, credentialSubject, validFrom, validUntil } = credential;
  return {
    iss: issuer.id,
    jti: id,
    nbf: secondsOf(validFrom),
    sub: credentialSubject.id,
    ...(validUntil !== undefined && { exp: secondsOf(validUntil) }),
  };
}

function withoutClaims({ iss, jti, nbf, sub, exp, ...credential }: JsonObject): JsonObject {
  return credential;
}

/** NumericDate may have fractions (RFC 7519 §2); readers of whole seconds are commoner. */
function secondsOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}

function encode(value: object): string {
  return encodeBase64Url(new TextEncoder().encode(JSON.stringify(value)));
}
