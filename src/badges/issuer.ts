import { didWeb } from '../credentials/identifiers/did-web.ts';
import type { IssuerKey } from '../credentials/write/did-document.ts';
import type { PublicKey } from '../keys/key-ring.ts';
import type { Kpa } from '../storage/store.ts';
import type { Addresses } from './addresses.ts';

/** A KPA as the issuer Profile of a credential (Open Badges 3.0, Profile). */
export function describeIssuer(addresses: Addresses, kpa: Kpa) {
  return {
    id: didWeb(addresses.publicUrl, kpa.slug),
    name: kpa.name,
    url: addresses.kpa(kpa.slug),
    description: kpa.description,
  };
}

/** A key of this issuer as its DID document has it. */
export function issuerKey(
  did: string,
  { fragment, algorithm, state, publicKey }: PublicKey,
): IssuerKey {
  return {
    id: `${did}#${fragment}`,
    algorithm,
    publicKey: typeof publicKey === 'string' ? publicKey : JSON.stringify(publicKey),
    state,
  };
}
