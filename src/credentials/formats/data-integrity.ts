import { readText } from '../baking/text.ts';
import { signCredential } from '../sign.ts';
import type { SignatureFormat } from './format.ts';

/** JSON with an embedded `eddsa-rdfc-2022` proof (Open Badges 3.0 §8.3). */
export const dataIntegrity: SignatureFormat = {
  id: 'data-integrity',
  kind: 'signature',
  extension: 'json',
  mediaType: 'application/vc',
  algorithm: 'Ed25519',
  read: readText,
  sign: async (credential, signer, created) =>
    JSON.stringify(await signCredential(credential, signer, created)),
};
