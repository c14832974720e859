/** Digital Bazaar’s stack as an issuer and a holder, with our pinned contexts. */
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { Ed25519Signature2018 } from '@digitalbazaar/ed25519-signature-2018';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import { JwsLinkedDataSignature } from '@digitalbazaar/jws-linked-data-signature';
import * as vc from '@digitalbazaar/vc';
import { loadContext } from '../../../../src/credentials/contexts/loader.ts';
import { JWS_2020_V1 } from '../../../../src/credentials/contexts/urls.ts';
import type { JsonObject } from '../../../../src/credentials/bytes/json-object.ts';

interface OtherSigner {
  readonly id: string;
  readonly algorithm?: string;
  sign(options: { data: Uint8Array }): Promise<Uint8Array>;
}

export function issue(
  credential: object,
  cryptosuite: object,
  signer: OtherSigner,
  date: Date,
): Promise<JsonObject> {
  const suite = new DataIntegrityProof({ cryptosuite, signer, date });
  return issueWith(suite, credential, date);
}

/** What the holder shows of a credential with a base proof. */
export function derive(verifiableCredential: JsonObject, cryptosuite: object): Promise<JsonObject> {
  const suite = new DataIntegrityProof({ cryptosuite });
  return vc.derive({ verifiableCredential, suite, documentLoader: loadContext });
}

export function issue2020(
  credential: object,
  signer: OtherSigner,
  date: Date,
): Promise<JsonObject> {
  return issueWith(new Ed25519Signature2020({ signer, date }), credential, date);
}

export function issue2018(
  credential: object,
  signer: OtherSigner,
  date: Date,
): Promise<JsonObject> {
  return issueWith(new Ed25519Signature2018({ signer, date }), credential, date);
}

/** JSON Web Signature 2020; `alg`: what goes with the signer’s key. */
export function issueJws(
  credential: object,
  signer: OtherSigner,
  alg: string,
  date: Date,
): Promise<JsonObject> {
  const type = 'JsonWebSignature2020';
  const suite = new JwsLinkedDataSignature({ type, alg, contextUrl: JWS_2020_V1, signer, date });
  return issueWith(suite, credential, date);
}

function issueWith(suite: object, credential: object, now: Date): Promise<JsonObject> {
  return vc.issue({
    credential: structuredClone(credential),
    suite,
    documentLoader: loadContext,
    now,
  });
}
