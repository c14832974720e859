/**
 * VC-JWT as Open Badges 3.0 §8.2 profiles it: the payload is the credential itself, with the claims
 * that repeat parts of it; the header names the algorithm and the key, and nothing else.
 */
import { isJwtFile, readTextFile } from '../baking/text.ts';
import { encodeBase64Url } from '../bytes/encoding.ts';
import { CredentialError } from '../errors.ts';
import type { EndorsementCredential } from '../write/endorsement-model.ts';
import type { Credential } from '../write/model.ts';
import type { Signer } from '../write/sign.ts';
import type { SignatureFormat } from './format.ts';

/** RFC 7518 §3.4: r and s, 32 bytes each. */
const SIGNATURE_BYTES = 64;

export const vcJwt: SignatureFormat = {
  id: 'vc-jwt',
  kind: 'signature',
  extension: 'jwt',
  // RFC-registered for VCDM 2.0; the Open Badges API alone says text/plain.
  mediaType: 'application/vc+jwt',
  name: 'JWT',
  use: { fr: 'le même badge, signé autrement', en: 'the same badge, signed otherwise' },
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
};

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

/** NumericDate may have fractions (RFC 7519 §2); readers of whole seconds are commoner. */
function secondsOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}

function encode(value: object): string {
  return encodeBase64Url(new TextEncoder().encode(JSON.stringify(value)));
}
