/** Everything a KPA's keys need to know about each algorithm, in one place. */
import {
  generateKeyPairSync,
  type KeyObject,
  type KeyPairKeyObjectResult,
  sign,
} from 'node:crypto';
import { z } from 'zod';
import type { Key } from '../storage/store.ts';
import { ed25519Multikey } from './multikey.ts';

export type Algorithm = Key['algorithm'];

const p256Jwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().length(43),
  y: z.string().length(43),
});
const ed25519Jwk = z.object({ crv: z.literal('Ed25519'), x: z.string().length(43) });

export type P256Jwk = Readonly<z.infer<typeof p256Jwk>>;

interface Row {
  generate(): KeyPairKeyObjectResult;
  /** The public key as stored; from a private key too. Throws for a key of another type. */
  publicText(key: KeyObject): string;
  sign(bytes: Uint8Array, privateKey: KeyObject): Uint8Array;
}

export const ALGORITHMS: Readonly<Record<Algorithm, Row>> = {
  Ed25519: {
    generate: () => generateKeyPairSync('ed25519'),
    publicText: (key) =>
      ed25519Multikey(Buffer.from(ed25519Jwk.parse(key.export({ format: 'jwk' })).x, 'base64url')),
    sign: (bytes, key) => new Uint8Array(sign(null, bytes, key)),
  },
  ES256: {
    generate: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    // zod keeps the declared members only: never `d`.
    publicText: (key) => JSON.stringify(p256Jwk.parse(key.export({ format: 'jwk' }))),
    // JOSE wants r and s side by side (RFC 7518, 3.4), not DER.
    sign: (bytes, key) => new Uint8Array(sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' })),
  },
};

export const parseP256Jwk = (text: string): P256Jwk => p256Jwk.parse(JSON.parse(text));
