/** The vector that 1EdTech publishes for eddsa-rdfc-2022, through the code that signs badges. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encodeHex } from '../../src/credentials/bytes/encoding.ts';
import { canonize, canonizeTheLongWay } from '../../src/credentials/graph/canonize.ts';
import { decodeEd25519Multikey } from '../../src/credentials/identifiers/public-keys/multikey.ts';
import { ed25519Multikey } from '../../src/keys/multikey.ts';
import { signDocument } from '../../src/credentials/write/sign.ts';
import {
  hasShared,
  readShared,
  readSharedText,
  skipReason,
} from '../credentials/support/others/shared.ts';

const vectorShape = z.object({
  publicKeyHex: z.string(),
  privateKeyHex: z.string(),
  publicKeyMultibase: z.string(),
  unsigned: z.looseObject({ '@context': z.array(z.string()) }),
  docHashHex: z.string(),
  proofHashHex: z.string(),
  signatureHex: z.string(),
  signed: z.looseObject({
    proof: z.object({
      type: z.string(),
      created: z.string(),
      verificationMethod: z.string(),
      cryptosuite: z.string(),
      proofPurpose: z.string(),
      proofValue: z.string(),
    }),
  }),
});

describe.skipIf(!hasShared)(`the official eddsa-rdfc-2022 vector${skipReason}`, () => {
  const vector = hasShared
    ? vectorShape.parse(readShared('vectors/ob30-eddsa-rdfc-2022.json'))
    : undefined;
  if (!vector) return;

  const ways = { 'the short way': canonize, 'the long way': canonizeTheLongWay };

  it.each(Object.entries(ways))('has our canonical form of the document, %s', async (_, form) => {
    expect(await form(vector.unsigned)).toBe(readSharedText('vectors/obv3p0/document-canon.txt'));
  });

  it.each(Object.entries(ways))('has our canonical form of the proof, %s', async (_, form) => {
    const { proofValue, ...proof } = vector.signed.proof;
    const options_ = { '@context': vector.unsigned['@context'], ...proof };
    expect(proofValue).toMatch(/^z/);
    expect(await form(options_)).toBe(readSharedText('vectors/obv3p0/proof-canon.txt'));
  });

  it('is signed to the byte: both hashes, the signature, the proof value', async () => {
    const { proof } = vector.signed;
    const secret = Uint8Array.from(Buffer.from(vector.privateKeyHex, 'hex').subarray(0, 32));
    const seen: string[] = [];
    const signer = {
      id: proof.verificationMethod,
      algorithm: 'Ed25519' as const,
      sign: (bytes: Uint8Array) => {
        const signature = ed25519.sign(bytes, secret);
        seen.push(encodeHex(bytes), encodeHex(signature));
        return Promise.resolve(signature);
      },
    };
    const signed = await signDocument(vector.unsigned, signer, new Date(proof.created));
    expect(seen).toEqual([vector.proofHashHex + vector.docHashHex, vector.signatureHex]);
    expect(signed.proof).toEqual([proof]);
  });

  it('has our Multikey', () => {
    const key = Uint8Array.from(Buffer.from(vector.publicKeyHex, 'hex'));
    expect(ed25519Multikey(key)).toBe(vector.publicKeyMultibase);
    expect(decodeEd25519Multikey(vector.publicKeyMultibase)).toEqual(key);
  });
});
