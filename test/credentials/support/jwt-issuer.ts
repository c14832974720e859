/** An issuer of VC-JWT, with one key per algorithm, and its badges. */
import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { encodeBase64Url } from '../../../src/credentials/bytes/encoding.ts';
import type { JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import type { Surroundings } from '../../../src/credentials/verify/verify.ts';
import { fullCredential, issuer, surroundings } from './issuer.ts';
import { encodeP256Multikey } from './multikey.ts';

export interface JwtKey {
  readonly alg: string;
  readonly id: string;
  readonly publicJwk: Readonly<Record<string, string>>;
  sign(bytes: Uint8Array): Uint8Array;
}

const did = issuer.did;

/** `seed`: a byte, repeated into a private key. */
export function p256Key(seed: number, id: string): JwtKey & { readonly multikey: string } {
  const secret = new Uint8Array(32).fill(seed);
  const point = p256.getPublicKey(secret, false);
  const [x, y] = [encodeBase64Url(point.slice(1, 33)), encodeBase64Url(point.slice(33))];
  return {
    alg: 'ES256',
    id,
    publicJwk: { kty: 'EC', crv: 'P-256', x, y },
    multikey: encodeP256Multikey(p256.getPublicKey(secret, true)),
    sign: (bytes) => p256.sign(bytes, secret),
  };
}

/** `seed`: a byte, repeated into a private key. */
export function ed25519Key(seed: number, id: string): JwtKey {
  const secret = new Uint8Array(32).fill(seed);
  const x = encodeBase64Url(ed25519.getPublicKey(secret));
  return {
    alg: 'EdDSA',
    id,
    publicJwk: { kty: 'OKP', crv: 'Ed25519', x },
    sign: (bytes) => ed25519.sign(bytes, secret),
  };
}

function rsaKey(bits: number, id: string): JwtKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  return { alg: 'RS256', id, publicJwk: { kty: 'RSA', n, e }, sign: nodeSigner(privateKey) };
}

function nodeSigner(key: KeyObject): (bytes: Uint8Array) => Uint8Array {
  const kept = createPrivateKey(key.export({ format: 'pem', type: 'pkcs8' }));
  return (bytes) => sign('sha256', bytes, kept);
}

export const es256 = p256Key(11, `${did}#es256`);
export const eddsa = ed25519Key(12, `${did}#eddsa`);
export const rs256 = rsaKey(2048, `${did}#rs256`);
export const otherIssuersKey = p256Key(13, 'did:web:stranger.example#es256');

/** What the issuer publishes when these are its keys, beside the one that signs its lists. */
export function publishing(keys: readonly JwtKey[]): JsonObject {
  const list = {
    id: issuer.signer.id,
    type: 'Multikey',
    controller: did,
    publicKeyMultibase: issuer.multikey,
  };
  const methods = keys.map((key) => ({
    id: key.id,
    type: 'JsonWebKey',
    controller: did,
    publicKeyJwk: key.publicJwk,
  }));
  const verificationMethod = [list, ...methods];
  return { id: did, verificationMethod, assertionMethod: verificationMethod.map(({ id }) => id) };
}

export const document = publishing([es256, eddsa, rs256]);

/** A world in which the issuer's DID gives this document. */
export function jwtSurroundings(
  controller: unknown = document,
  changes: Partial<Surroundings> = {},
): Surroundings {
  return surroundings({
    resolveDid: (id) =>
      Promise.resolve(
        id === did
          ? { outcome: 'found', document: controller }
          : { outcome: 'not-found', detail: `no ${id} here` },
      ),
    ...changes,
  });
}

const seconds = (instant: string) => Date.parse(instant) / 1000;

/** The claims that the profile wants beside the credential. */
export const claims = {
  iss: did,
  jti: fullCredential.id,
  sub: fullCredential.credentialSubject.id,
  nbf: seconds(fullCredential.validFrom),
  exp: seconds(fullCredential.validUntil ?? ''),
};
export const payload = { ...fullCredential, ...claims };

export const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** `header`, `body`: the two parts as they are to stand in the JWT. */
export function signParts(header: string, body: string, key: JwtKey): string {
  const signature = key.sign(Buffer.from(`${header}.${body}`));
  return `${header}.${body}.${Buffer.from(signature).toString('base64url')}`;
}

export function signJwt(body: unknown, key: JwtKey = es256, header?: object): string {
  return signParts(encode(header ?? { alg: key.alg, kid: key.id }), encode(body), key);
}
