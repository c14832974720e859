/** A did:key is its own document (https://w3c-ccg.github.io/did-key-spec/). */
import { decodeEd25519Multikey } from '../public-keys/multikey.ts';
import { uncompressedOn } from '../public-keys/ec-key.ts';
import { P256 } from '../public-keys/p256-key.ts';
import { P384 } from '../public-keys/p384-key.ts';
import type { LocalDidMethod } from './local-did-methods.ts';

export const didKey: LocalDidMethod = {
  prefix: 'did:key:',

  documentOf(did) {
    const publicKeyMultibase = did.slice(this.prefix.length);
    check(publicKeyMultibase);
    const id = `${did}#${publicKeyMultibase}`;
    return {
      id: did,
      verificationMethod: [{ id, type: 'Multikey', controller: did, publicKeyMultibase }],
      assertionMethod: [id],
      authentication: [id],
    };
  },
};

/** By the letters in which the multicodecs of the curves begin. */
function check(multikey: string): void {
  const curve = multikey.startsWith('zDn') ? P256 : P384;
  if (/^z(Dn|82)/.test(multikey)) uncompressedOn(curve, curve.decodeMultikey(multikey));
  else decodeEd25519Multikey(multikey);
}
