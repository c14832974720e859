/** An issuer with a key for each way of signing, and one badge of its in every format. */
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { buildCredential } from '../../../src/credentials/write/build-credential.ts';
import { buildDidDocument } from '../../../src/credentials/write/did-document.ts';
import { hashIdentity } from '../../../src/credentials/names/identity.ts';
import type { Drawing } from '../../../src/credentials/formats/format.ts';
import { type Format, SIGNATURE_FORMATS } from '../../../src/credentials/formats/formats.ts';
import type { Signer } from '../../../src/credentials/write/sign.ts';
import type { Surroundings } from '../../../src/credentials/verify/verify.ts';
import { fullInput, issuer, NOW, surroundings } from './issuer.ts';
import { tinyPng } from './images/png.ts';
import { tinySvg } from './images/svg.ts';

/** Of the person: nowhere in what is issued. */
export const HOLDER = 'Zéphyrine Quatrevents';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const privateKey = createPrivateKey(pair.privateKey.export({ format: 'pem', type: 'pkcs8' }));
export const jwk = pair.publicKey.export({ format: 'jwk' });

export const p256Signer: Signer = {
  id: `${issuer.did}#key-2`,
  algorithm: 'ES256',
  sign: (bytes) =>
    Promise.resolve(
      new Uint8Array(sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' })),
    ),
};

/** One for each algorithm. */
export const signers = { Ed25519: issuer.signer, ES256: p256Signer } as const;

export const didDocument = buildDidDocument({
  did: issuer.did,
  keys: [
    { id: issuer.signer.id, algorithm: 'Ed25519', publicKey: issuer.multikey, state: 'active' },
    { id: p256Signer.id, algorithm: 'ES256', publicKey: JSON.stringify(jwk), state: 'active' },
  ],
});

export const world: Surroundings = surroundings({
  resolveDid: () => Promise.resolve({ outcome: 'found', document: didDocument }),
});

const narrative = 'A présenté le projet à douze voisins ]]> & <plus>.';
const nameHash = hashIdentity(HOLDER, 'a salt');
export const credential = buildCredential({
  ...fullInput,
  narrative,
  recipient: { ...fullInput.recipient, nameHash, salt: 'a salt' },
});

/** The signed text. */
export function signIn(id: string): Promise<string> {
  const format = SIGNATURE_FORMATS.find((one) => one.id === id);
  if (!format) throw new Error(`No format ${id}`);
  return format.sign(credential, signers[format.algorithm], NOW);
}

/** Of no size: each format makes its picture of it. */
export const drawing: Drawing = {
  svg: new TextDecoder().decode(tinySvg),
  raster: () => ({
    width: 1,
    height: 1,
    pixels: Uint8Array.of(128, 128, 128, 255),
    asPng: () => tinyPng,
  }),
};

/** `signature`: of what an image carries. */
export async function issueIn(
  format: Format,
  signature = SIGNATURE_FORMATS[0].id,
): Promise<Uint8Array> {
  const text = await signIn(format.kind === 'signature' ? format.id : signature);
  if (format.kind === 'signature') return new TextEncoder().encode(text);
  const baked = format.bake(format.draw(drawing), text);
  if (!baked.ok) throw new Error(baked.detail);
  return baked.bytes;
}
