/** Digital Bazaar’s stack as an issuer and a holder, with our pinned contexts. */
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import * as vc from '@digitalbazaar/vc';
import { loadContext } from '../../../src/credentials/contexts/loader.ts';
import type { JsonObject } from '../../../src/credentials/json-object.ts';

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
  return vc.issue({
    credential: structuredClone(credential),
    suite,
    documentLoader: loadContext,
    now: date,
  });
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
  const suite = new Ed25519Signature2020({ signer, date });
  return vc.issue({
    credential: structuredClone(credential),
    suite,
    documentLoader: loadContext,
    now: date,
  });
}
