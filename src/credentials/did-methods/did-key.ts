/** A did:key is its own document (https://w3c-ccg.github.io/did-key-spec/): Ed25519 and P-256. */
import { decodeEd25519Multikey, decodeP256Multikey } from '../multikey.ts';
import { uncompressed } from '../public-keys/p256-key.ts';
import type { LocalDidMethod } from './local-did-methods.ts';

export const didKey: LocalDidMethod = {
  prefix: 'did:key:',

  documentOf(did) {
    const publicKeyMultibase = did.slice(this.prefix.length);
    if (publicKeyMultibase.startsWith('zDn')) uncompressed(decodeP256Multikey(publicKeyMultibase));
    else decodeEd25519Multikey(publicKeyMultibase);
    const id = `${did}#${publicKeyMultibase}`;
    return {
      id: did,
      verificationMethod: [{ id, type: 'Multikey', controller: did, publicKeyMultibase }],
      assertionMethod: [id],
      authentication: [id],
    };
  },
};
